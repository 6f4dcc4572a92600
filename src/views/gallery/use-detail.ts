import { useMemo } from 'react'
import { entryAt, jobOf, settingOf, useGallery, type Setting } from './gallery-store.ts'
import type { Entry } from './model/entries.ts'
import { seedsOf, type Fan } from './model/fan.ts'
import { useAnswer } from './worker/use-answer.ts'
import { useSeries } from './worker/use-series.ts'
import type { MadeSeries, Question, Said } from './worker/protocol.ts'

/** Many seeds of a long series cost as much as one series of their sum. */
const MOST_FAN_STEPS = 5_000_000

export interface Detail {
  readonly setting: Setting
  /** The entry's own series; null before it is made for the first time. */
  readonly made: MadeSeries | null
  /** The entry first, then the others it is compared with; one alone while nothing is compared. */
  readonly compared: readonly { readonly setting: Setting; readonly made: MadeSeries | undefined }[]
  /** Of the last series that something was said of. */
  readonly said: Said | undefined
  readonly fan: Fan | null
  /** Steps of each run of the fan: fewer than asked for when there would be too many in all. */
  readonly fanCount: number
  readonly busy: boolean
  readonly failure: string | null
  /** Code from elsewhere that is off; null when there is none. */
  readonly foreign: string | null
}

/** Everything the detail page shows of an entry, made anew when a setting changes. */
export function useDetail(entry: Entry): Detail {
  const changes = useGallery((state) => state.changes)
  const seed = useGallery((state) => state.seed)
  const chosen = useGallery((state) => state.compared)
  const mode = useGallery(({ look }) => look.mode)
  const seedCount = useGallery(({ look }) => look.seedCount)
  const change = changes[entry.id]
  const setting = useMemo(() => settingOf(entry, change), [entry, change])
  const settings = useMemo(() => {
    if (mode !== 'compare') return [setting]
    const others = chosen
      .filter((id) => id !== entry.id)
      .flatMap((id) => entryAt(id) ?? [])
      .map((other) => settingOf(other, changes[other.id]))
    return [setting, ...others]
  }, [mode, setting, chosen, entry.id, changes])
  // Compared curves are of equal length: that of the one whose page it is.
  const jobs = useMemo(
    () => settings.map((one) => jobOf(one, seed, setting.count)),
    [settings, seed, setting.count],
  )
  const { series, said, busy, failure, foreign } = useSeries(jobs)
  const fanCount = Math.min(setting.count, Math.floor(MOST_FAN_STEPS / seedCount))
  const question = useMemo(
    (): Question | null =>
      mode === 'seeds' && foreign === null
        ? { type: 'fan', job: jobOf(setting, seed, fanCount), seeds: seedsOf(seed, seedCount) }
        : null,
    [mode, setting, seed, fanCount, seedCount, foreign],
  )
  const { answer, busy: fanBusy } = useAnswer(question)
  return {
    setting,
    made: series[0] ?? null,
    compared: settings.map((one, nth) => ({
      setting: one,
      made: series.find(({ job }) => job === jobs[nth]) ?? series[nth],
    })),
    said,
    fan: answer?.type === 'fan' ? answer.fan : null,
    fanCount,
    busy: busy || fanBusy,
    failure: failure ?? (answer?.type === 'failed' ? answer.message : null),
    foreign,
  }
}
