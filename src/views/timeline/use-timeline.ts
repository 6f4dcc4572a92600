import { useCallback, useMemo, useState } from 'react'
import type { EventLog } from '../../log/event-log.ts'
import { sourceName } from '../log/format.ts'
import { EVERYTHING, RecordFilter } from '../log/record-filter.ts'
import { useSliced } from '../log/use-sliced.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import {
  arrangeLanes,
  arrangementKey,
  AS_THEY_COME,
  useTimeline,
  type Arrangement,
  type Grouping,
} from '../store/timeline.ts'
import { LaneIndex } from './lane-index.ts'
import { layoutTracks, type Track } from './tracks.ts'
import {
  FIT,
  fitRange,
  lengthOf,
  panBy,
  resolveView,
  reveal,
  within,
  zoomAt,
  type Range,
  type View,
} from './viewport.ts'

const ROWS_BETWEEN_LOOKS = 8_192
const FOLLOWED_CYCLES = 30

interface Kept {
  readonly key: number
  index: LaneIndex
  /** What the index was made for. */
  made: { readonly grouping: Grouping; readonly filterText: string; readonly document: RunState['document'] }
  view: View
}

/** What was sorted in and looked at outlives the panel: going to another tab and back costs nothing. */
const kept = new WeakMap<EventLog, Kept>()

let logs = 0

function keptOf(log: EventLog): Kept {
  const known = kept.get(log)
  if (known !== undefined) return known
  const fresh: Kept = {
    key: ++logs,
    index: new LaneIndex(log),
    made: { grouping: 'topic', filterText: '', document: null },
    view: FIT,
  }
  kept.set(log, fresh)
  return fresh
}

/** Tells the logs of different runs apart. */
export const keyOf = (log: EventLog): number => keptOf(log).key

/** The index of a run's log for these lanes. One is kept: another grouping or filter sorts the log anew. */
function indexFor({ log, document }: RunState, grouping: Grouping, filterText: string): LaneIndex {
  const its = keptOf(log)
  const { made } = its
  if (made.grouping === grouping && made.filterText === filterText && made.document === document)
    return its.index
  its.index = new LaneIndex(log, { grouping, document, passes: filterOf(log, document, filterText) })
  its.made = { grouping, filterText, document }
  return its.index
}

function filterOf(
  log: EventLog,
  document: RunState['document'],
  text: string,
): ((seq: number) => boolean) | null {
  if (text.trim() === '') return null
  const filter = new RecordFilter(
    log,
    { ...EVERYTHING, text },
    (source) => sourceName(document, source),
    document,
  )
  return (seq) => filter.accepts(seq)
}

export interface Lanes {
  readonly index: LaneIndex
  readonly tracks: readonly Track[]
  readonly arrangement: Arrangement
  readonly arrange: (change: Partial<Arrangement>) => void
  readonly version: number
}

/** The lanes of a run as far as its log has been sorted, as a person arranged them. */
export function useLanes(run: RunState): Lanes {
  const grouping = useTimeline((state) => state.grouping)
  const filterText = useStudio((state) => state.filterText)
  const key = arrangementKey(grouping, run.document?.name ?? '')
  const arrangement = useTimeline(({ arrangements }) => arrangements[key] ?? AS_THEY_COME)
  const index = indexFor(run, grouping, filterText)
  const work = useCallback(
    (rows: number, deadline: number) => {
      while (index.rows < rows && performance.now() < deadline)
        index.extend(Math.min(rows, index.rows + ROWS_BETWEEN_LOOKS))
      return index.rows >= rows
    },
    [index],
  )
  const version = useSliced(work, run.log.count)
  // oxlint-disable-next-line react/exhaustive-deps -- the index grows in place; the version says that it did
  const tracks = useMemo(() => layoutTracks(index, arrangement), [index, arrangement, version])
  const arrange = useCallback((change: Partial<Arrangement>) => arrangeLanes(key, change), [key])
  return useMemo(
    () => ({ index, tracks, arrangement, arrange, version }),
    [index, tracks, arrangement, arrange, version],
  )
}

export interface Zooming {
  readonly view: View
  readonly range: Range
  fit(): void
  toggleFollow(): void
  zoom(factor: number, atMs?: number): void
  pan(ms: number): void
  show(range: Range): void
  reveal(ms: number): void
}

/** The stretch of time in view, and what people do to it. */
export function useZoom(run: RunState, nowMs: number, endMs: number, width: number): Zooming {
  const memory = keptOf(run.log)
  const [view, setView] = useState(memory.view)
  const cycleMs = run.document?.clock.cycleMs ?? 1_000
  const whole = fitRange(endMs, width)
  const rangeOf = (its: View) => resolveView(its, nowMs, endMs, width)
  // Several wheel or pointer events may come before the next render: each goes on from the one before.
  const current = () => rangeOf(memory.view)
  const become = (next: View) => {
    memory.view = next
    setView(next)
  }
  const show = (wanted: Range) => {
    const next = within(wanted, whole)
    // Zoomed out to the end is "fit" again: the view goes on growing with the run.
    become(lengthOf(next) >= lengthOf(whole) ? FIT : { mode: 'free', ...next })
  }
  return {
    view,
    range: rangeOf(view),
    show,
    fit: () => become(FIT),
    toggleFollow() {
      const range = current()
      if (memory.view.mode === 'follow') return become({ mode: 'free', ...range })
      const length =
        memory.view.mode === 'fit' ? Math.min(lengthOf(range), FOLLOWED_CYCLES * cycleMs) : lengthOf(range)
      become({ mode: 'follow', fromMs: nowMs - length, toMs: nowMs })
    },
    zoom(factor, atMs) {
      const range = current()
      const zoomed = zoomAt(range, atMs ?? (range.fromMs + range.toMs) / 2, factor)
      if (memory.view.mode === 'follow' && lengthOf(zoomed) < lengthOf(whole))
        become({ mode: 'follow', ...zoomed })
      else show(zoomed)
    },
    pan: (ms) => show(panBy(current(), ms)),
    reveal(ms) {
      const range = current()
      const moved = reveal(range, ms)
      if (moved !== range && memory.view.mode !== 'fit') show(moved)
    },
  }
}
