import type { ChartLine, Row } from './chart.ts'
import type { Plot } from './plot.ts'

interface ChartCursorProps {
  readonly plot: Plot
  readonly rows: readonly Row[]
  readonly lines: readonly ChartLine[]
  /** Given by the chart: which row the pointer or the arrow keys are at. */
  readonly payloadIndex?: number | string
}

/** The place that is read out: an upright line, and a dot on each curve that has a value there. */
export const ChartCursor = ({ plot, rows, lines, payloadIndex }: ChartCursorProps) => {
  const row = rows[Number(payloadIndex)]
  const at = row?.['x']
  if (row === undefined || at === undefined || at === null) return null
  const x = plot.x(at)
  return (
    <g pointerEvents="none">
      <path
        d={`M${x} ${plot.top}V${plot.top + plot.height}`}
        stroke="var(--border-strong)"
        strokeDasharray="3 3"
      />
      {lines.map(({ key, colour, secondary, hidden, bars }, index) => {
        const value = row[`y${index}`]
        if (value === undefined || value === null || secondary === true || hidden === true || bars === true)
          return null
        const y = plot.y(value)
        if (!(y >= plot.top - 1 && y <= plot.top + plot.height + 1)) return null
        return (
          <circle key={key} cx={x} cy={y} r="3.5" strokeWidth="2" stroke="var(--surface-1)" fill={colour} />
        )
      })}
    </g>
  )
}
