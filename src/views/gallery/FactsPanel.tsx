import { StatisticsStrip } from '../charts/StatisticsStrip.tsx'
import { LikenessPanel } from './LikenessPanel.tsx'
import type { Detail } from './use-detail.ts'
import styles from './detail.module.css'

/** The statistics of the whole series, and how much it looks like the real thing where its kind can tell. */
export const FactsPanel = ({ detail: { made, said } }: { readonly detail: Detail }) => {
  const analysis = said?.analysis
  if (made === null) return null
  const own = made.data.statistics
  const known = new Set(own.map(({ name }) => name))
  const further = (analysis?.statistics ?? []).filter(({ name }) => !known.has(name))
  return (
    <div className={styles['panels']}>
      <section className={styles['facts']} aria-label="Statistics">
        <h2>Statistics</h2>
        <StatisticsStrip statistics={[...own, ...further]} />
      </section>
      {analysis?.likeness != null && <LikenessPanel likeness={analysis.likeness} />}
    </div>
  )
}
