import { useMemo } from 'react'
import type { GeneratedData } from '../../domains/generate.ts'
import { readable } from '../charts/axis.ts'
import { SeriesChart } from '../charts/SeriesChart.tsx'
import { panelOf, panelUntil } from './model/panels.ts'
import styles from './stage.module.css'

interface FieldPanelProps {
  readonly data: GeneratedData
  readonly field: string
  readonly nth: number
  /** Of the curve above. */
  readonly title: string
  /** Steps shown so far; all of them when nothing is played. */
  readonly until: number
  readonly domain: readonly [number, number]
  readonly axisWidth: number
  readonly describeX: (step: number) => string
}

/** A further field of the series, below the curve and in line with it. */
export const FieldPanel = ({ data, field, nth, until, title, ...chart }: FieldPanelProps) => {
  const whole = useMemo(() => panelOf(data, field, nth), [data, field, nth])
  const panel = useMemo(() => whole && panelUntil(whole, until), [whole, until])
  if (panel === null) return null
  return (
    <div className={styles['panel']}>
      <p className={styles['panelName']}>{panel.title}</p>
      <SeriesChart
        className={styles['panelChart'] ?? ''}
        label={`${panel.title} below ${title}`}
        xs={panel.xs}
        lines={panel.lines}
        range={panel.range}
        ticksOf={noTicks}
        formatX={readable}
        formatValue={readable}
        {...chart}
      />
    </div>
  )
}

const NONE: readonly number[] = []
const noTicks = () => NONE
