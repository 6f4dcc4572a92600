import type { PhaseStretch } from '../../kinds/series-contracts.ts'
import { downsample } from '../charts/downsample.ts'
import styles from './cards.module.css'

const WIDTH = 260
const HEIGHT = 84
const ROOM = 7
const POINTS = 180

interface SparklineProps {
  readonly values: Float64Array
  readonly phases: readonly PhaseStretch[]
}

/** A small curve on its phases. Too small to read values from: the card says them. */
export const Sparkline = ({ values, phases }: SparklineProps) => {
  const picked = downsample(values, 0, values.length, POINTS)
  const shown = picked.map((index) => values[index]!)
  const low = Math.min(...shown)
  const high = Math.max(...shown)
  const x = (step: number) => (step / Math.max(1, values.length - 1)) * WIDTH
  const y = (value: number) =>
    high > low ? HEIGHT - ROOM - ((value - low) / (high - low)) * (HEIGHT - 2 * ROOM) : HEIGHT / 2
  const path = picked.map(
    (index, nth) => `${nth === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(values[index]!).toFixed(1)}`,
  )
  return (
    <svg
      className={styles['spark']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {phases.map(({ phase, from, to }) => (
        <rect
          key={from}
          x={x(from)}
          y="0"
          width={x(to) - x(from)}
          height={HEIGHT}
          fill={`var(--phase-${phase})`}
        />
      ))}
      <path
        d={path.join('')}
        fill="none"
        stroke="var(--series-1)"
        strokeWidth="1.6"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
