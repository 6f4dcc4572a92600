import type { EventLog } from '../../log/event-log.ts'
import { countBetween, firstAt, type Items } from './density.ts'
import type { Lane } from './lane-index.ts'
import { toX, type Scale } from './viewport.ts'

/** One record drawn on its own. */
export interface Marker {
  readonly seq: number
  readonly x: number
  /** Markers of nearly the same moment stand above each other. */
  readonly dy: number
}

/** Markers nearer to each other than this overlap. */
const TOUCHING_PX = 5
const STACK = [0, 7, -7] as const
/** On average a marker needs this much room; with less the lane shows bars. */
const ROOM_PX = 5
/** A marker just outside the plot still shows its half. */
const MARGIN_PX = 6

/** The records of `list` in view as markers, or null when there are too many to tell apart. */
export function layoutMarkers(log: EventLog, list: Items, scale: Scale): Marker[] | null {
  const margin = MARGIN_PX * scale.msPerPx
  const first = firstAt(log, list, scale.range.fromMs - margin)
  const last = firstAt(log, list, scale.range.toMs + margin, first)
  if (last - first > scale.width / ROOM_PX) return null
  const markers: Marker[] = []
  let stacked = 0
  let lastX = -Infinity
  for (let at = first; at < last; at++) {
    const seq = list.at(at)
    const x = toX(scale, log.timeAt(seq))
    stacked = x - lastX < TOUCHING_PX ? stacked + 1 : 0
    lastX = x
    markers.push({ seq, x, dy: STACK[stacked % STACK.length] ?? 0 })
  }
  return markers
}

/** A hold and the delivery that ended it. */
export interface Hold {
  readonly heldSeq: number
  readonly fromX: number
  readonly releasedSeq: number
  readonly toX: number
}

const MOST_HOLDS = 300

/** The holds that cross the view, or null when there are too many to draw. */
export function layoutHolds(log: EventLog, lane: Lane, scale: Scale): Hold[] | null {
  const { released, longestHoldMs } = lane
  const { fromMs, toMs } = scale.range
  if (released.length === 0) return []
  const until = toMs + longestHoldMs
  if (countBetween(log, released, fromMs, until) > MOST_HOLDS) return null
  const holds: Hold[] = []
  for (let at = firstAt(log, released, fromMs); at < released.length; at++) {
    const releasedSeq = released.at(at)
    const endMs = log.timeAt(releasedSeq)
    if (endMs > until) break
    const heldSeq = log.causeAt(releasedSeq)
    const beginMs = log.timeAt(heldSeq)
    if (beginMs <= toMs)
      holds.push({ heldSeq, fromX: toX(scale, beginMs), releasedSeq, toX: toX(scale, endMs) })
  }
  return holds
}
