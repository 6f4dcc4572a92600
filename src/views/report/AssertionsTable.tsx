import { printMillis } from '../../base/time.ts'
import { scoreOf, violatedFirst, type AssertionReport, type StepReport } from '../../log/report.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { Block, Table, type TableColumn } from './Block.tsx'
import styles from './ReportPanel.module.css'

interface JudgedAssertion extends AssertionReport {
  readonly judged: string
}

interface AssertionsTableProps {
  readonly assertions: readonly AssertionReport[]
  readonly steps: readonly StepReport[]
}

const COLUMNS: readonly TableColumn<JudgedAssertion>[] = [
  { title: 'Verdict', cell: ({ outcome }) => <VerdictBadge state={outcome} /> },
  { title: 'Assertion', cell: (assertion) => <Said {...assertion} /> },
  { title: 'Expected', cell: ({ expected }) => <code>{expected}</code> },
  { title: 'Actual', cell: ({ actual, margin }) => <Actual actual={actual} margin={margin} /> },
  { title: 'Judged', cell: ({ judged }) => judged },
]

export function AssertionsTable({ assertions, steps }: AssertionsTableProps) {
  if (assertions.length === 0) {
    return (
      <Block title="Assertions">
        <p className={styles['none']}>The scenario asserts nothing.</p>
      </Block>
    )
  }
  const held = assertions.filter(({ verdict }) => verdict === 'holds').length
  return (
    <Block title="Assertions" note={`${held} of ${assertions.length} hold${scoreText(assertions)}`}>
      <Table
        label="Assertions"
        rows={violatedFirst(assertions, ({ verdict }) => verdict).map((assertion) => ({
          ...assertion,
          judged: judged(assertion, steps),
        }))}
        columns={COLUMNS}
      />
    </Block>
  )
}

const Actual = ({ actual, margin }: { readonly actual: string; readonly margin: number | undefined }) => (
  <>
    <code>{actual}</code>
    {margin !== undefined && <span className={styles['said']}>margin {Number(margin.toPrecision(6))}</span>}
  </>
)

const Said = ({ id, name, message, vacuous, pending, soft, verdict }: AssertionReport) => (
  <>
    <strong>{name || id}</strong>
    <span className={styles['said']}>{message}</span>
    {vacuous && <span className={styles['caution']}>Vacuous: nothing exercised it.</span>}
    {pending && <span className={styles['caution']}>Pending: it fails only because the run was over.</span>}
    {soft && verdict === 'violated' && (
      <span className={styles['caution']}>Soft: it fails neither a step nor the run.</span>
    )}
  </>
)

/** The score, where weights make it say more than the count. */
function scoreText(assertions: readonly AssertionReport[]): string {
  const score = scoreOf(assertions)
  if (score === null || assertions.every(({ weight }) => weight === 1)) return ''
  return `, score ${Number((score * 100).toPrecision(3))} %`
}

function judged({ judgedBy, atMs }: AssertionReport, steps: readonly StepReport[]): string {
  const step = steps.find(({ id }) => id === judgedBy)
  return `${judgedBy === null ? 'at the end' : step?.name || judgedBy}, ${printMillis(atMs)}`
}
