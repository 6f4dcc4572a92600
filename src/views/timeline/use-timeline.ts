import { useCallback, useMemo, useState } from 'react'
import type { EventLog } from '../../log/event-log.ts'
import { useSliced } from '../log/use-sliced.ts'
import type { RunState } from '../store/studio.ts'
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
  readonly index: LaneIndex
  view: View
}

/** What was sorted in and looked at outlives the panel: going to another tab and back costs nothing. */
const kept = new WeakMap<EventLog, Kept>()

let logs = 0

function keptOf(log: EventLog): Kept {
  const known = kept.get(log)
  if (known !== undefined) return known
  const made: Kept = { key: ++logs, index: new LaneIndex(log), view: FIT }
  kept.set(log, made)
  return made
}

export const indexOf = (log: EventLog): LaneIndex => keptOf(log).index

/** Tells the logs of different runs apart. */
export const keyOf = (log: EventLog): number => keptOf(log).key

/** The index of a run's log, as far as it has been sorted in, and its tracks. */
export function useLanes(run: RunState): {
  readonly index: LaneIndex
  readonly tracks: readonly Track[]
  readonly version: number
} {
  const { index } = keptOf(run.log)
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
  const tracks = useMemo(() => layoutTracks(index), [index, version])
  return { index, tracks, version }
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
