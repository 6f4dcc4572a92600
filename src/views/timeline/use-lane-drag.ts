import { useState, type PointerEvent } from 'react'
import { move } from './arrange.ts'
import type { Track } from './tracks.ts'
import type { Lanes } from './use-timeline.ts'

interface Drag {
  readonly nth: number
  /** Place among the lanes before which it would be dropped. */
  readonly to: number
}

/** A press that moves no further is no drag. */
const START_PX = 4

/** Moves a lane by its name: among the pinned ones when it is dropped there, else among the others. */
export function useLaneDrag({ tracks, arrange }: Lanes) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const begin = (event: PointerEvent<HTMLElement>, nth: number) => {
    const row = event.currentTarget
    const target = event.target as HTMLElement
    // What is pressed in the menu of a lane comes here too, though it lies elsewhere.
    if (event.button !== 0 || !row.contains(target) || target.closest('button') !== null) return
    const list = row.parentElement
    const startY = event.clientY
    let last: Drag | null = null
    const follow = ({ clientY }: globalThis.PointerEvent) => {
      if (list === null || (last === null && Math.abs(clientY - startY) < START_PX)) return
      last = { nth, to: placeAt(list, clientY) }
      setDrag(last)
    }
    const ends = new AbortController()
    const end = (dropped: boolean) => {
      ends.abort()
      setDrag(null)
      if (dropped && last !== null) arrange(dropAt(tracks, last))
    }
    const { signal } = ends
    row.setPointerCapture(event.pointerId)
    row.addEventListener('pointermove', follow, { signal })
    row.addEventListener('pointerup', () => end(true), { signal })
    row.addEventListener('pointercancel', () => end(false), { signal })
  }
  const placeOf = (nth: number): 'dragged' | 'before' | 'after' | undefined => {
    if (drag === null) return undefined
    if (nth === drag.nth) return 'dragged'
    if (nth === drag.to && drag.to !== drag.nth + 1) return 'before'
    return nth === tracks.length - 1 && drag.to === tracks.length ? 'after' : undefined
  }
  return { begin, placeOf }
}

/** Before which of the rows a height of the window lies. */
function placeAt(list: Element, clientY: number): number {
  const rows = [...list.children].map((row) => row.getBoundingClientRect())
  const at = rows.findIndex(({ top, height }) => clientY < top + height / 2)
  return at < 0 ? rows.length : at
}

function dropAt(tracks: readonly Track[], { nth, to }: Drag): ReturnType<typeof move> | object {
  const track = tracks[nth]
  if (track === undefined) return {}
  const pins = tracks.filter(({ pinned }) => pinned).length
  // Between the last pinned lane and the first other one, each stays what it is.
  const pinned = to < pins || (to === pins && track.pinned)
  return move(tracks, track.id, to > nth ? to - 1 : to, pinned)
}
