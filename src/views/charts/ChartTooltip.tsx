import type { ChartLine, ChartPhase, Row } from './chart.ts'
import styles from './SeriesChart.module.css'

interface ChartTooltipProps {
  readonly lines: readonly ChartLine[]
  readonly phases: readonly ChartPhase[]
  readonly describeX: (x: number) => string
  readonly formatValue: (value: number) => string
  /** Given by the chart: whether and where the pointer or the arrow keys are. */
  readonly active?: boolean
  readonly payload?: readonly { readonly payload?: Row }[]
}

/** The values under the pointer, or under the cursor that the arrow keys move. */
export function ChartTooltip({ lines, phases, describeX, formatValue, active, payload }: ChartTooltipProps) {
  const row = payload?.[0]?.payload
  const x = row?.['x']
  if (active !== true || row === undefined || x === undefined || x === null) return null
  const phase = phases.find(({ from, to }) => x >= from && x < to) ?? phases.findLast(({ from }) => x >= from)
  return (
    <div className={styles['tooltip']}>
      <p className={styles['tooltipHead']}>
        {describeX(x)}
        {phase !== undefined && (
          <span className={`${styles['chip']} ${styles[phase.phase]}`}>{phase.name}</span>
        )}
      </p>
      <dl className={styles['tooltipRows']}>
        {lines.map(({ key, label, colour }, index) => {
          const value = row[`y${index}`]
          if (value === undefined || value === null) return null
          return (
            <div key={key}>
              <dt>
                <svg aria-hidden width="10" height="3">
                  <rect width="10" height="3" rx="1.5" fill={colour} />
                </svg>
                {label}
              </dt>
              <dd>{formatValue(value)}</dd>
            </div>
          )
        })}
      </dl>
    </div>
  )
}
