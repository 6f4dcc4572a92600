import { memo, useMemo } from 'react'
import type { Preset } from '../../kinds/series-contracts.ts'
import { printWithUnit } from '../charts/StatisticsStrip.tsx'
import { galleryAddress } from '../store/route.ts'
import type { GeneratedData } from '../../domains/generate.ts'
import { useCodeCurve } from '../charts/code-curve.ts'
import { useForeign } from '../store/trust.ts'
import { jobOf, settingOf, toggleCompared, useGallery, type Setting } from './gallery-store.ts'
import type { Entry } from './model/entries.ts'
import { codeOfJob, runJob } from './model/job.ts'
import { Sparkline } from './Sparkline.tsx'
import styles from './cards.module.css'

/** The longest preset whole; what is longer by a person's wish is cut. */
const MOST_STEPS = 5_000

const NO_VALUES = new Float64Array(0)
const NO_CODE: readonly string[] = []

/** A curve is there at once; one that code makes comes a little later, and not before the code may run. */
function useCardData(setting: Setting, seed: string): GeneratedData | null {
  const { job, code } = useMemo(() => {
    const made = jobOf(setting, seed, Math.min(MOST_STEPS, setting.count))
    return { job: made, code: codeOfJob(made) }
  }, [setting, seed])
  const codes = useMemo(() => (code === null ? NO_CODE : [code]), [code])
  const foreign = useForeign(codes)
  const plain = useMemo(() => (code === null ? runJob(job) : null), [job, code])
  const curve = useCodeCurve(code === null || foreign !== null ? null : job)
  return plain ?? (curve !== null && 'data' in curve ? curve.data : null)
}

/** One profile with its curve as it is set now; the whole card leads to it. */
export const Card = memo(({ entry }: { readonly entry: Entry }) => {
  const change = useGallery(({ changes }) => changes[entry.id])
  const seed = useGallery((state) => state.seed)
  const compared = useGallery((state) => state.compared.includes(entry.id))
  const setting = useMemo(() => settingOf(entry, change), [entry, change])
  const data = useCardData(setting, seed)
  const values = data === null ? NO_VALUES : (Object.values(data.timeSeries)[0] ?? NO_VALUES)
  const difference = data?.statistics.find(({ name }) => name.startsWith('change'))
  return (
    <li className={styles['card']}>
      <Sparkline values={values} phases={data?.phases ?? []} />
      <div className={styles['cardText']}>
        <h3>
          <a href={galleryAddress(entry.id)}>{entry.title}</a>
        </h3>
        <p className={styles['summary']}>{entry.summary}</p>
        {entry.preset !== undefined && <Origin {...entry.preset} />}
        <p className={styles['facts']}>
          <span className={styles['fact']}>{entry.profile.describe(setting.profileParams)}</span>
          {difference?.value != null && (
            <span className={difference.value < 0 ? styles['down'] : styles['up']}>
              {printWithUnit(difference)}
            </span>
          )}
        </p>
      </div>
      <label className={styles['compare']}>
        <input type="checkbox" checked={compared} onChange={() => toggleCompared(entry.id)} />
        Compare<span className="visually-hidden"> {entry.title}</span>
      </label>
    </li>
  )
})

/** Where a preset's figures come from, and what of them nobody knows: before it is chosen. */
const Origin = ({ origin, uncertain }: Preset) => (
  <dl className={styles['origin']}>
    <div>
      <dt>Source</dt>
      <dd>{origin}</dd>
    </div>
    {uncertain !== undefined && (
      <div>
        <dt>Uncertain</dt>
        <dd>{uncertain}</dd>
      </div>
    )}
  </dl>
)
