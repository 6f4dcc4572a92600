import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { previewCount } from '../charts/preview.ts'
import { studio } from '../store/studio.ts'
import { entryOfSource, findEntry, type Entry, type Values } from './model/entries.ts'
import type { SeriesJob } from './model/job.ts'
import { STANDARD_LOOK, type Change, type Look } from './model/look.ts'

export interface GalleryState {
  readonly query: string
  readonly seed: string
  readonly changes: Readonly<Record<string, Change>>
  /** Entries that are laid over each other, in the order they were chosen. */
  readonly compared: readonly string[]
  /** Entries made of files, by id. */
  readonly own: Readonly<Record<string, Entry>>
  readonly look: Look
}

export const MOST_COMPARED = 8

export const gallery = createStore<GalleryState>(() => ({
  query: '',
  seed: studio.getState().document.seed,
  changes: {},
  compared: [],
  own: {},
  look: STANDARD_LOOK,
}))

export const useGallery = <T>(selector: (state: GalleryState) => T): T => useStore(gallery, selector)

export const setLook = (look: Partial<Look>): void =>
  gallery.setState((state) => ({ look: { ...state.look, ...look } }))

export const changeEntry = (id: string, change: Change): void =>
  gallery.setState((state) => ({ changes: { ...state.changes, [id]: { ...state.changes[id], ...change } } }))

export const resetEntry = (id: string): void =>
  gallery.setState(({ changes }) => {
    const { [id]: _, ...others } = changes
    return { changes: others }
  })

/**
 * Every visit begins with the scenario's seed, and with its sources as they stand there: what was tried on
 * a source of another scenario is not this one's.
 */
export const beginVisit = (): void =>
  gallery.setState(({ changes }) => ({
    seed: studio.getState().document.seed,
    changes: Object.fromEntries(Object.entries(changes).filter(([id]) => !id.startsWith('scenario/'))),
  }))

export const setSeed = (seed: string): void => gallery.setState({ seed })

/** Another seed, short enough to be said aloud. */
export const rollGallerySeed = (): void => setSeed(String(Math.floor(Math.random() * 1_000_000)))

/** Takes an entry into the comparison, or out of it. */
export const toggleCompared = (id: string): void =>
  gallery.setState(({ compared }) => ({
    compared: compared.includes(id)
      ? compared.filter((other) => other !== id)
      : [...compared, id].slice(-MOST_COMPARED),
  }))

/** The entry of an address: of the lists, of a file, or a source of the open scenario. */
export function entryAt(
  path: string,
  own = gallery.getState().own,
  sources = studio.getState().document.sources,
): Entry | undefined {
  const ofScenario = /^scenario\/(.+)$/.exec(path)?.[1]
  if (ofScenario === undefined) return findEntry(path) ?? own[path]
  const spec = sources.find(({ id }) => id === ofScenario)
  return spec && entryOfSource(spec)
}

/** An entry as it is set now. */
export interface Setting {
  readonly entry: Entry
  readonly sourceParams: Values
  readonly profileParams: Values
  readonly count: number
  readonly stepMs: number
}

export function settingOf(entry: Entry, change: Change | undefined): Setting {
  const profileParams = change?.profileParams ?? entry.profileParams
  return {
    entry,
    profileParams,
    sourceParams: change?.sourceParams ?? entry.sourceParams,
    count: change?.steps ?? entry.steps ?? previewCount(entry.profile.phases(profileParams)),
    stepMs: entry.stepMs ?? studio.getState().document.clock.cycleMs,
  }
}

export const jobOf = (setting: Setting, seed: string, count = setting.count): SeriesJob => ({
  source: setting.entry.source.name,
  sourceParams: setting.sourceParams,
  profile: setting.entry.profile.name,
  profileParams: setting.profileParams,
  seed,
  streamId: setting.entry.streamId,
  count,
  stepMs: setting.stepMs,
})
