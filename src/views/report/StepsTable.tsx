import { printMillis } from '../../base/time.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import type { StepReport } from '../../log/report.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { Block, Table, type TableColumn } from './Block.tsx'

const time = (ms: number | null): string => (ms === null ? '–' : printMillis(ms))

const COLUMNS: readonly TableColumn<StepReport>[] = [
  { title: 'Outcome', cell: ({ outcome }) => <VerdictBadge state={outcome} /> },
  { title: 'Step', cell: ({ id, name }) => <strong>{name || id}</strong> },
  { title: 'Kind', cell: ({ kind }) => findKind(stepKinds, kind)?.title ?? kind },
  { title: 'Entered', numeric: true, cell: ({ enteredMs }) => time(enteredMs) },
  { title: 'Left', numeric: true, cell: ({ leftMs }) => time(leftMs) },
  { title: 'Visits', numeric: true, cell: ({ visits }) => visits.toLocaleString('en') },
  { title: 'Remarks', cell: ({ message }) => message },
]

export const StepsTable = ({ steps }: { readonly steps: readonly StepReport[] }) => (
  <Block
    title="Steps"
    note={`${steps.filter(({ outcome }) => outcome === 'passed').length} of ${steps.length} passed`}
  >
    <Table label="Steps" rows={steps} columns={COLUMNS} />
  </Block>
)
