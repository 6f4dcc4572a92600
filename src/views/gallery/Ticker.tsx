import type { GeneratedData } from '../../domains/generate.ts'
import { axisTime, fixed, readable } from '../charts/axis.ts'
import { primaryOf } from './model/stage.ts'
import styles from './stage.module.css'

interface TickerProps {
  readonly data: GeneratedData
  readonly at: number
  /** For people at the other end of a room. */
  readonly large: boolean
}

/** The value of the moment in big type, its change since the start, and the phase. */
export const Ticker = ({ data, at, large }: TickerProps) => {
  const [name, values] = primaryOf(data)
  const step = Math.max(0, at - 1)
  const value = values[step] ?? NaN
  const first = values[0] ?? NaN
  const change = first === 0 ? null : (100 * (value - first)) / Math.abs(first)
  const phase = data.phases.find(({ from, to }) => step >= from && step < to)
  return (
    <div className={`${styles['ticker']} ${large ? styles['large'] : ''}`} data-testid="ticker">
      <span className={styles['tickerName']}>{name}</span>
      <strong>{readable(value)}</strong>
      {change !== null && (
        <span className={change < 0 ? styles['down'] : styles['up']}>
          {change > 0 ? '+' : ''}
          {fixed(change, 2)} %
        </span>
      )}
      {phase !== undefined && (
        <span className={styles['phase']} style={{ background: `var(--phase-${phase.phase})` }}>
          {phase.name}
        </span>
      )}
      <span className={styles['tickerTime']}>{axisTime(data.timesMs[step] ?? 0)}</span>
    </div>
  )
}
