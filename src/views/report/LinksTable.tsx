import type { LinkReport } from '../../log/report.ts'
import { Block, Table, type TableColumn } from './Block.tsx'

type Row = LinkReport & { readonly id: string }

const number = (title: string, count: (link: LinkReport) => number): TableColumn<Row> => ({
  title,
  numeric: true,
  cell: (link) => count(link).toLocaleString('en'),
})

const COLUMNS: readonly TableColumn<Row>[] = [
  { title: 'Subscriber', cell: ({ subscriber }) => <strong>{subscriber}</strong> },
  number('Offered', ({ offered }) => offered),
  number('Injected', ({ injected }) => injected),
  number('Duplicated', ({ duplicated }) => duplicated),
  number('Delivered', ({ delivered }) => delivered),
  number('Dropped', ({ dropped }) => dropped),
  number('Failed', ({ failed }) => failed),
  number('In flight', ({ inFlight }) => inFlight),
]

/** The same account for each subscriber whose own copies faults act on. */
export function LinksTable({ links }: { readonly links: readonly LinkReport[] }) {
  if (links.length === 0) return null
  return (
    <Block title="Subscribers" note="every copy is accounted for">
      <Table
        label="Subscribers"
        rows={links.map((link) => ({ ...link, id: link.subscriber }))}
        columns={COLUMNS}
      />
    </Block>
  )
}
