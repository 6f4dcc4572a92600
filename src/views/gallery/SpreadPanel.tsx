import { readable } from '../charts/axis.ts'
import { printStatistic } from '../charts/StatisticsStrip.tsx'
import { setLook, setSeed } from './gallery-store.ts'
import { extremesOf, FAN_QUANTILES, quantile, type Outcome } from './model/fan.ts'
import type { Detail } from './use-detail.ts'
import styles from './detail.module.css'

/** How many seeds end where, and the seeds of the curves that lie at the edges. */
export const SpreadPanel = ({ detail: { fan, fanCount, setting } }: { readonly detail: Detail }) => {
  const extremes = fan === null ? null : extremesOf(fan)
  if (fan === null || extremes === null) return null
  const ends = Float64Array.from(fan.outcomes, ({ last }) => last).sort()
  const below = fan.outcomes.filter(({ first, last }) => last < first).length
  const show = (seed: string) => {
    setSeed(seed)
    setLook({ mode: 'one' })
  }
  return (
    <div className={styles['panels']}>
      <section className={styles['facts']} aria-label="Ends of all seeds">
        <h2>Where {fan.outcomes.length} seeds end</h2>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Share of seeds below</th>
              <th scope="col">Last value</th>
            </tr>
          </thead>
          <tbody>
            {FAN_QUANTILES.map((share) => (
              <tr key={share}>
                <th scope="row">{share === 0.5 ? '50 % (median)' : `${share * 100} %`}</th>
                <td>{print(quantile(ends, share))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles['verdict']}>
          {below} of {fan.outcomes.length} end below their first value.
          {fanCount < setting.count &&
            ` Each is ${readable(fanCount)} steps long: longer ones would be too many in all.`}
        </p>
      </section>
      <section className={styles['facts']} aria-label="Seeds at the edges">
        <h2>Seeds worth a test</h2>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Curve</th>
              <th scope="col">Seed</th>
              <th scope="col">Lowest</th>
              <th scope="col">Highest</th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            <SeedRow title="Ends lowest" outcome={extremes.lowest} onShow={show} />
            <SeedRow title="In the middle" outcome={extremes.median} onShow={show} />
            <SeedRow title="Ends highest" outcome={extremes.highest} onShow={show} />
          </tbody>
        </table>
      </section>
    </div>
  )
}

const print = (value: number) => printStatistic({ name: 'value', value })

interface SeedRowProps {
  readonly title: string
  readonly outcome: Outcome
  readonly onShow: (seed: string) => void
}

const SeedRow = ({ title, outcome: { seed, lowest, highest, last }, onShow }: SeedRowProps) => (
  <tr>
    <th scope="row">{title}</th>
    <td>
      <button
        type="button"
        className={styles['seedButton']}
        aria-label={`Show the curve of seed ${seed} alone`}
        onClick={() => onShow(seed)}
      >
        {seed}
      </button>
    </td>
    <td>{print(lowest)}</td>
    <td>{print(highest)}</td>
    <td>{print(last)}</td>
  </tr>
)
