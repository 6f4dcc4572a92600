import { CircleAlert, Zap } from 'lucide-react'
import { printMillis } from '../../base/time.ts'
import { chaosKinds, findKind } from '../../catalog.ts'
import type { ChaosReport } from '../../log/report.ts'
import type { Counts } from '../../log/traffic.ts'
import { Block, Table, type TableColumn } from './Block.tsx'
import styles from './ReportPanel.module.css'

const time = (ms: number | null): string => (ms === null ? '–' : printMillis(ms))

const COLUMNS: readonly TableColumn<ChaosReport>[] = [
  { title: 'Fired', cell: ({ hits }) => <Fired hits={hits} /> },
  { title: 'Fault', cell: (fault) => <Name {...fault} /> },
  { title: 'Kind', cell: ({ kind }) => findKind(chaosKinds, kind)?.title ?? kind },
  { title: 'Matched', numeric: true, cell: ({ matched }) => matched.toLocaleString('en') },
  { title: 'Hits', numeric: true, cell: ({ hits }) => hits.toLocaleString('en') },
  { title: 'First hit', numeric: true, cell: ({ firstHitMs }) => time(firstHitMs) },
  { title: 'Last hit', numeric: true, cell: ({ lastHitMs }) => time(lastHitMs) },
]

interface FaultsTableProps {
  readonly faults: readonly ChaosReport[]
  /** Of the stretch that the report is narrowed to; null for the whole run. */
  readonly within: Counts | null
}

const inStretch = (faults: readonly ChaosReport[], { hits }: Counts): TableColumn<ChaosReport> => ({
  title: 'Records hit in this stretch',
  numeric: true,
  cell: (fault) => (hits.get(faults.indexOf(fault)) ?? 0).toLocaleString('en'),
})

/** Proof that the chaos happened, or that it did not. */
export function FaultsTable({ faults, within }: FaultsTableProps) {
  if (faults.length === 0) return null
  const columns =
    within === null
      ? COLUMNS
      : COLUMNS.flatMap((column) =>
          column.title === 'Hits' ? [column, inStretch(faults, within)] : [column],
        )
  return (
    <Block title="Faults" note={`${faults.filter(({ hits }) => hits > 0).length} of ${faults.length} fired`}>
      <Table label="Faults" rows={faults} columns={columns} />
    </Block>
  )
}

const Name = ({ id, name, enabled }: ChaosReport) => (
  <>
    <strong>{name || id}</strong>
    {!enabled && <span className={styles['said']}>switched off at the end</span>}
  </>
)

const Fired = ({ hits }: { readonly hits: number }) =>
  hits > 0 ? (
    <span className={`${styles['fired']} ${styles['acted']}`}>
      <Zap aria-hidden size={13} />
      fired
    </span>
  ) : (
    <span className={`${styles['fired']} ${styles['idle']}`}>
      <CircleAlert aria-hidden size={13} />
      never fired
    </span>
  )
