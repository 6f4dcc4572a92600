import { ArrowLeftRight, ChartLine, Equal, GitCompare } from 'lucide-react'
import { useMemo } from 'react'
import { present } from '../../base/assert.ts'
import { printMillis } from '../../base/time.ts'
import { compareLogs, type Difference, type LogComparison } from '../../log/compare-logs.ts'
import { printClock, printCounted, printPayload } from '../log/format.ts'
import { STAGES } from '../log/stages.ts'
import { comparedRuns, compareRuns, nameOfRun, showRun } from '../store/compare.ts'
import { focusRecord } from '../store/running.ts'
import { studio, useStudio, type KeptRun } from '../store/studio.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import styles from './compare.module.css'

/** What is different between two runs: where they part, which events, which verdicts. */
export const ComparePanel = () => {
  const kept = useStudio((state) => state.kept)
  const comparing = useStudio((state) => state.comparing)
  const [newest] = kept.toReversed()
  if (newest === undefined || kept.length < 2) {
    return (
      <Empty icon={GitCompare} title="Nothing to compare yet">
        Run twice, with a change in between, and see where the runs part. Or choose a fault: its inspector
        compares the scenario with and without it.
      </Empty>
    )
  }
  const both = comparedRuns({ kept, comparing }) ?? { first: kept.at(-2) ?? newest, second: newest }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <section className={styles['panel']} aria-label="Comparison" tabIndex={0}>
      <div className={styles['choice']}>
        <RunChoice
          label="First run"
          kept={kept}
          value={both.first}
          onChange={(id) => compareRuns(id, both.second.id)}
        />
        <Button
          icon={ArrowLeftRight}
          aria-label="Exchange the two runs"
          onClick={() => compareRuns(both.second.id, both.first.id)}
        />
        <RunChoice
          label="Second run"
          kept={kept}
          value={both.second}
          onChange={(id) => compareRuns(both.first.id, id)}
        />
        <Button
          icon={ChartLine}
          onClick={() => {
            compareRuns(both.first.id, both.second.id)
            studio.setState({ dockTab: 'prices' })
          }}
        >
          Show both curves
        </Button>
      </div>
      <Found {...both} />
    </section>
  )
}

interface RunChoiceProps {
  readonly label: string
  readonly kept: readonly KeptRun[]
  readonly value: KeptRun
  readonly onChange: (id: string) => void
}

const RunChoice = ({ label, kept, value, onChange }: RunChoiceProps) => (
  <label className={styles['run']}>
    {label}
    <select value={value.id} onChange={({ target }) => onChange(target.value)}>
      {kept.map((run) => (
        <option key={run.id} value={run.id}>
          {nameOfRun(run)}
        </option>
      ))}
    </select>
  </label>
)

interface Both {
  readonly first: KeptRun
  readonly second: KeptRun
}

const comparisons = new WeakMap<object, WeakMap<object, LogComparison>>()

/** Compared once: the logs of runs that are over never change. */
function comparisonOf({ first, second }: Both): LogComparison {
  const known = comparisons.get(first.run.log) ?? new WeakMap<object, LogComparison>()
  comparisons.set(first.run.log, known)
  const made = known.get(second.run.log) ?? compareLogs(first.run.log, second.run.log)
  known.set(second.run.log, made)
  return made
}

const Found = (both: Both) => {
  const { first, second } = both
  const comparison = useMemo(() => comparisonOf({ first, second }), [first, second])
  const { parted, differences, total } = comparison
  if (parted === null)
    return (
      <p className={styles['same']}>
        <Equal aria-hidden size={16} />
        The same run: every record is the same
        {first.run.report?.digest === second.run.report?.digest ? ', and so is the digest.' : '.'}
      </p>
    )
  return (
    <>
      <p className={styles['parted']} role="status">
        <strong>
          {printCounted(total, 'event')} {total === 1 ? 'differs' : 'differ'}.
        </strong>{' '}
        The runs part at <Moment {...both} parted={parted} />
      </p>
      <Verdicts {...both} />
      <table className={styles['table']}>
        <caption className="visually-hidden">Events that differ</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Event</th>
            <th scope="col">What</th>
            <th scope="col">First run</th>
            <th scope="col">Second run</th>
          </tr>
        </thead>
        <tbody>
          {differences.map((difference) => (
            <Row key={`${difference.first} ${difference.second}`} {...both} difference={difference} />
          ))}
        </tbody>
      </table>
      {total > differences.length && (
        <p className={styles['more']}>These are the first {differences.length}.</p>
      )}
    </>
  )
}

/** Where the runs part, told by whichever of them goes on. */
const Moment = ({ first, second, parted }: Both & { readonly parted: { first: number; second: number } }) => {
  const [{ run }, seq] = parted.first >= 0 ? [first, parted.first] : [second, parted.second]
  return (
    <>
      {printMillis(run.log.timeAt(seq))}, record #{seq}, {run.log.channelAt(seq).topic}.
    </>
  )
}

const WORDS: Readonly<Record<Difference['what'], string>> = {
  'only-first': 'only in the first',
  'only-second': 'only in the second',
  changed: 'another payload',
  moved: 'another time',
  fate: 'another fate',
}

const Row = ({ first, second, difference }: Both & { readonly difference: Difference }) => {
  const { topic, nth, what } = difference
  const [{ run }, seq] = difference.first >= 0 ? [first, difference.first] : [second, difference.second]
  return (
    <tr>
      <td className={styles['time']}>{printClock(run.log.timeAt(seq))}</td>
      <td>
        {topic} <small>no. {nth}</small>
      </td>
      <td>{WORDS[what]}</td>
      <td>
        <Side kept={first} seq={difference.first} />
      </td>
      <td>
        <Side kept={second} seq={difference.second} />
      </td>
    </tr>
  )
}

/** The record in one of the runs; choosing it shows that run, and the record in it. */
const Side = ({ kept, seq }: { readonly kept: KeptRun; readonly seq: number }) => {
  if (seq < 0) return <span className={styles['absent']}>not there</span>
  const { log } = kept.run
  const { stage } = log.channelAt(seq)
  return (
    <button
      type="button"
      className={styles['record']}
      title={`Show record ${seq} of run ${kept.nth}`}
      onClick={() => {
        if (studio.getState().run.log !== log) showRun(kept)
        if (studio.getState().run.log === log) focusRecord(seq)
        studio.setState({ dockTab: 'events' })
      }}
    >
      <small>
        #{seq} {stage === 'delivered' ? '' : STAGES[stage].word} {printClock(log.timeAt(seq))}
      </small>{' '}
      {printPayload(log.payloadAt(seq), 60)}
    </button>
  )
}

/** The assertions, where they came out differently. */
const Verdicts = ({ first, second }: Both) => {
  const ours = present(first.run.report, 'report').assertions
  const theirs = present(second.run.report, 'report').assertions
  const rows = ours.flatMap((one) => {
    const other = theirs.find(({ id }) => id === one.id)
    return other === undefined ? [] : [{ one, other }]
  })
  const different = rows.filter(
    ({ one, other }) => one.outcome !== other.outcome || one.actual !== other.actual,
  )
  if (different.length === 0)
    return <p className={styles['verdicts']}>All assertions came out the same, and found the same.</p>
  return (
    <ul className={styles['verdicts']} aria-label="Assertions that differ">
      {different.map(({ one, other }) => (
        <li key={one.id}>
          <span className={styles['name']}>{one.name || one.id}</span>
          <VerdictBadge state={one.outcome} />
          <span>{one.actual}</span>
          <span aria-label="then">→</span>
          <VerdictBadge state={other.outcome} />
          <span>{other.actual}</span>
        </li>
      ))}
    </ul>
  )
}
