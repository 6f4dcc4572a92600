import { CircleCheckBig, CircleDashed, Info } from 'lucide-react'
import { useMemo } from 'react'
import { selectPart } from '../store/editing.ts'
import { atMoment } from '../store/moment.ts'
import { focusRecord } from '../store/running.ts'
import { studio, useStudio } from '../store/studio.ts'
import { useThrottledRun } from '../store/use-throttled-run.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import { RangeChip } from '../log/RangeChip.tsx'
import { assertionRows, rowsDecidedIn, summaryOf, type AssertionRow } from './assertion-rows.ts'
import styles from './AssertionsPanel.module.css'

/** Five times a second: verdicts are read, not watched. */
const EVERY_MS = 200
const MOST_WITNESSES = 6

/** Every assertion with its verdict, what was expected, what was found, and the events that decided. */
export function AssertionsPanel() {
  const document = useStudio((state) => state.document)
  const moment = useStudio((state) => state.moment)
  const latest = useThrottledRun(EVERY_MS)
  const run = useMemo(() => atMoment(latest, moment), [latest, moment])
  const rows = useMemo(() => assertionRows(document, run), [document, run])
  const range = useStudio((state) => state.range)
  const decided = useMemo(() => rowsDecidedIn(rows, run.log, range), [rows, run, range])
  if (rows.length === 0) return <NoAssertions />
  const edited = latest.report !== null && run.document !== document
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <section className={styles['panel']} aria-label="Assertions" tabIndex={0}>
      <p className={styles['summary']}>
        <strong>{summaryOf(rows)}</strong>
        <RangeChip />
        {range !== null && (
          <span className={styles['narrowed']}>
            {decided.length} of {rows.length} decided in this stretch, by one of its events or judged in it
          </span>
        )}
        {edited && <span className={styles['edited']}>The scenario was edited since this run.</span>}
      </p>
      <ul className={styles['list']}>
        {decided.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}

const Row = ({
  row: { id, name, kind, asks, badge, conclusion, when, notes },
}: {
  readonly row: AssertionRow
}) => (
  <li className={styles['row']} data-verdict={badge ?? 'none'}>
    <div className={styles['verdict']}>{badge === null ? <NotRun /> : <VerdictBadge state={badge} />}</div>
    <div className={styles['body']}>
      <div className={styles['head']}>
        <button type="button" className={styles['name']} onClick={() => selectPart(id)}>
          {name}
        </button>
        <span className={styles['asks']}>
          {kind}
          {asks !== '' && <code>{asks}</code>}
        </span>
        <span className={styles['when']}>{when}</span>
      </div>
      {conclusion !== null && (
        <>
          <p className={styles['message']}>{conclusion.message}</p>
          <dl className={styles['facts']}>
            <div>
              <dt>Expected</dt>
              <dd>{conclusion.expected}</dd>
            </div>
            <div>
              <dt>Actual</dt>
              <dd>{conclusion.actual}</dd>
            </div>
            {conclusion.margin !== undefined && (
              <div>
                <dt>Margin</dt>
                <dd>{Number(conclusion.margin.toPrecision(6))}</dd>
              </div>
            )}
            {conclusion.witness.length > 0 && <Witnesses seqs={conclusion.witness} />}
          </dl>
        </>
      )}
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          <Info aria-hidden size={14} />
          {note}
        </p>
      ))}
    </div>
  </li>
)

const NotRun = () => (
  <span className={styles['notRun']}>
    <CircleDashed aria-hidden size={13} />
    No verdict
  </span>
)

const Witnesses = ({ seqs }: { readonly seqs: readonly number[] }) => (
  <div>
    <dt>Decided by</dt>
    <dd className={styles['witnesses']}>
      {seqs.slice(0, MOST_WITNESSES).map((seq) => (
        <button key={seq} type="button" className={styles['witness']} onClick={() => showEvent(seq)}>
          Event #{seq}
        </button>
      ))}
      {seqs.length > MOST_WITNESSES && (
        <span>and {(seqs.length - MOST_WITNESSES).toLocaleString('en')} more</span>
      )}
    </dd>
  </div>
)

function showEvent(seq: number): void {
  focusRecord(seq)
  studio.setState({ dockTab: 'events' })
}

const NoAssertions = () => (
  <Empty icon={CircleCheckBig} title="No assertions">
    <p>An assertion says what must be true of the run. Without one, every run passes.</p>
    <p className={styles['action']}>
      <Button onClick={() => studio.setState({ libraryTab: 'add' })}>Add an assertion</Button>
    </p>
  </Empty>
)
