import type { EventLog } from '../../log/event-log.ts'
import { firstAt, nearest } from './density.ts'
import { trackOf, visitOf, type Track } from './tracks.ts'
import type { Range } from './viewport.ts'

export type Move = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last'

/** The record that a key leads to from the focused one; null where there is none further. */
export function moveFocus(
  tracks: readonly Track[],
  log: EventLog,
  focused: number | null,
  move: Move,
  shown: Range,
): number | null {
  const track = focused === null ? undefined : trackOf(tracks, log, focused)
  if (focused === null || track === undefined) return begin(tracks, log, move, shown)
  if (move === 'first') return orNull(track.items.at(0))
  if (move === 'last') return orNull(track.items.at(track.items.length - 1))
  if (move === 'previous' || move === 'next') return neighbourOn(track, focused, move === 'next' ? 1 : -1)
  return across(tracks, log, track, focused, move === 'down' ? 1 : -1)
}

/** The record before or after one on its own track. */
export function neighbourOn(track: Track, seq: number, by: -1 | 1): number | null {
  const at = track.kind === 'steps' ? visitOf(track.row, seq) : track.items.lowerBound(seq)
  return orNull(track.items.at(at + by))
}

/** Nothing is focused yet: begins with what is in view on the first track. */
function begin(tracks: readonly Track[], log: EventLog, move: Move, shown: Range): number | null {
  const track = tracks.find(({ items }) => items.length > 0)
  if (track === undefined) return null
  if (move === 'last') return orNull(track.items.at(track.items.length - 1))
  const first = move === 'first' ? 0 : firstAt(log, track.items, shown.fromMs)
  return orNull(track.items.at(Math.min(first, track.items.length - 1)))
}

function across(
  tracks: readonly Track[],
  log: EventLog,
  from: Track,
  seq: number,
  by: -1 | 1,
): number | null {
  for (let at = tracks.indexOf(from) + by; at >= 0 && at < tracks.length; at += by) {
    const track = tracks[at]
    if (track === undefined || track.items.length === 0) continue
    const atMs = log.timeAt(seq)
    if (track.kind !== 'steps') return orNull(nearest(log, track.items, atMs))
    // The visit that was going on then, not the one that happens to begin nearest.
    return orNull(track.items.at(Math.max(0, firstAt(log, track.items, atMs + 1) - 1)))
  }
  return null
}

const orNull = (seq: number): number | null => (seq < 0 ? null : seq)
