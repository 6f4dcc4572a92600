import { useMemo } from 'react'
import { readable } from '../charts/axis.ts'
import { SeriesChart } from '../charts/SeriesChart.tsx'
import { StatisticsStrip } from '../charts/StatisticsStrip.tsx'
import { jobOf, settingOf, useGallery } from './gallery-store.ts'
import type { Entry } from './model/entries.ts'
import { printStep, wholeTicks } from './model/step-axis.ts'
import { drawLine } from './model/stage.ts'
import { useSeries } from './worker/use-series.ts'
import styles from './import.module.css'

/** The curve of an entry with its statistics, and nothing to set. */
export const Preview = ({ entry }: { readonly entry: Entry }) => {
  const seed = useGallery((state) => state.seed)
  const jobs = useMemo(() => [jobOf(settingOf(entry, undefined), seed)], [entry, seed])
  const { series, failure } = useSeries(jobs)
  const [made] = series
  const drawing = useMemo(() => made && drawLine(made.data, Infinity), [made])
  if (failure !== null) return <p role="alert">{failure}</p>
  if (made === undefined || drawing === undefined) return <div className={styles['chart']} />
  return (
    <>
      <SeriesChart
        className={styles['chart'] ?? ''}
        label={`${entry.title} over ${made.data.metadata.count} steps.`}
        xs={drawing.xs}
        lines={drawing.lines}
        phases={drawing.phases}
        ticksOf={wholeTicks}
        formatX={printStep}
        formatValue={readable}
      />
      <StatisticsStrip statistics={made.data.statistics} />
    </>
  )
}
