import { useMemo, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { focusRecord } from '../store/running.ts'
import { useStudio } from '../store/studio.ts'
import { useThrottledRun } from '../store/use-throttled-run.ts'
import { printClock, printCounted, printPayload } from '../log/format.ts'
import { useSliced } from '../log/use-sliced.ts'
import { AgentStates, type NumericField, type WordField } from './agent-states.ts'
import { bandsOf, curveOf, HEIGHT, nearestTo, WIDTH } from './spark.ts'
import styles from './agent.module.css'

/** How often a running scenario is looked at. */
const LOOK_MS = 250
const LISTED = 5

/** What the agent's state was during the run: a curve for each field, and the states before the record in focus. */
export const AgentSection = ({ agent }: { readonly agent: string }) => {
  const { log, progress } = useThrottledRun(LOOK_MS)
  const focused = useStudio(({ focusedSeq }) => focusedSeq)
  const moment = useStudio((state) => state.moment)
  const states = useMemo(() => new AgentStates(log, agent), [log, agent])
  useSliced(states.advance, log.count)
  if (progress === null) return null
  const count = states.times.length
  if (count === 0)
    return (
      <section className={styles['section']} aria-label="State over time">
        <h3 className={styles['title']}>State over time</h3>
        <p className={styles['none']}>
          It recorded no state in this run: nothing happened that concerned it.
        </p>
      </section>
    )
  // A record in focus that has not happened yet at the moment shown says nothing of the state then.
  const seq =
    focused !== null && (moment === null || focused < moment.rows) ? focused : (moment?.rows ?? 0) - 1
  const shown = seq < 0 ? count - 1 : states.indexAt(seq)
  const endMs = log.timeAt(log.count - 1)
  const show = (index: number) => focusRecord(states.seqs.at(index))
  const rows = Array.from({ length: Math.min(LISTED, shown + 1) }, (_, nth) => shown - nth)
  return (
    <section className={styles['section']} aria-label="State over time">
      <h3 className={styles['title']}>
        State over time <span className={styles['count']}>{printCounted(count, 'state')}</span>
      </h3>
      <table className={styles['table']}>
        <thead className={styles['hidden']}>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Over time</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {states.words.map((field) => (
            <WordRow key={field.name} {...{ field, states, shown, endMs, show }} />
          ))}
          {states.numeric.map((field) => (
            <NumericRow key={field.name} {...{ field, states, shown, endMs, show }} />
          ))}
        </tbody>
      </table>
      <ol className={styles['states']} aria-label={seq < 0 ? 'Last states' : 'States up to the moment shown'}>
        {rows.map((index) => (
          <li key={index}>
            <button
              type="button"
              className={styles['state']}
              aria-current={states.seqs.at(index) === focused}
              onClick={() => show(index)}
            >
              <time className={styles['time']}>{printClock(states.times[index] ?? 0)}</time>
              <span>{printPayload(log.payloadAt(states.seqs.at(index)), 90)}</span>
            </button>
          </li>
        ))}
      </ol>
      {rows.length === 0 && <p className={styles['none']}>Nothing was recorded before this moment.</p>}
    </section>
  )
}

interface RowProps<F> {
  readonly field: F
  readonly states: AgentStates
  readonly shown: number
  readonly endMs: number
  readonly show: (index: number) => void
}

const NumericRow = ({ field, states, shown, endMs, show }: RowProps<NumericField>) => {
  const { path, low, high } = curveOf(states.times, field.values, endMs)
  const value = shown < 0 ? Number.NaN : (field.values[shown] ?? Number.NaN)
  const range =
    low === high ? `always ${printNumber(low)}` : `between ${printNumber(low)} and ${printNumber(high)}`
  return (
    <tr>
      <th scope="row">{field.name}</th>
      <td>
        <Spark label={`${field.name}, ${range}`} {...{ states, shown, endMs, show }}>
          <path className={styles['line']} d={path} />
        </Spark>
      </td>
      <td className={styles['value']}>{Number.isNaN(value) ? '' : printNumber(value)}</td>
    </tr>
  )
}

const WordRow = ({ field, states, shown, endMs, show }: RowProps<WordField>) => {
  const bands = bandsOf(states.times, field.changes, endMs)
  const words = [...new Set(field.changes.map(({ word }) => word))]
  const word = field.changes.findLast(({ index }) => index <= shown)?.word ?? ''
  return (
    <tr>
      <th scope="row">{field.name}</th>
      <td>
        <Spark label={`${field.name}: ${words.slice(0, 6).join(', ')}`} {...{ states, shown, endMs, show }}>
          {bands.map((band) => (
            <rect
              key={band.from}
              x={band.from}
              y={5}
              width={band.width}
              height={HEIGHT - 10}
              fill={`var(--series-${(words.indexOf(band.word) % 8) + 1})`}
            >
              <title>{band.word}</title>
            </rect>
          ))}
        </Spark>
      </td>
      <td className={styles['value']}>{word}</td>
    </tr>
  )
}

interface SparkProps extends Omit<RowProps<unknown>, 'field'> {
  readonly label: string
  readonly children: ReactNode
}

/** A curve over the whole run. A click shows the state that held there, the arrow keys those beside it. */
const Spark = ({ label, states, shown, endMs, show, children }: SparkProps) => {
  const last = states.times.length - 1
  const pick = (event: MouseEvent<HTMLButtonElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    // A click made with a key has no place.
    const byKey = event.detail === 0
    show(byKey ? Math.max(0, shown) : nearestTo(states.times, ((event.clientX - left) / width) * endMs))
  }
  const move = (event: KeyboardEvent<HTMLButtonElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    show(Math.min(last, Math.max(0, shown + by)))
  }
  const at = shown < 0 || endMs === 0 ? 0 : ((states.times[shown] ?? 0) / endMs) * WIDTH
  return (
    <button type="button" className={styles['spark']} aria-label={label} onClick={pick} onKeyDown={move}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
        {children}
        <line className={styles['at']} x1={at} x2={at} y1={0} y2={HEIGHT} />
      </svg>
    </button>
  )
}

const printNumber = (value: number): string => String(Number(value.toPrecision(6)))
