/** The stretch of virtual time that is shown. */
export interface Range {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * What a person asked to see: everything, the newest stretch as the run goes on, or a stretch chosen by
 * hand. In `follow` only the length of the range counts.
 */
export interface View extends Range {
  readonly mode: 'fit' | 'follow' | 'free'
}

export const FIT: View = { mode: 'fit', fromMs: 0, toMs: 0 }

/** Room beside the first and the last event, in pixels: their markers are never cut. */
const PAD_LEFT = 14
const PAD_RIGHT = 44
/** Nothing closer than this can be told apart: time is in whole milliseconds. */
const SHORTEST_MS = 8

export const lengthOf = ({ fromMs, toMs }: Range): number => toMs - fromMs

/** What the axis of a paced run shows at least: a minute of a person's time. */
const FIRST_VIEW_MS = 60_000

/**
 * Where the axis ends while a run goes on: where the run is expected to end. If at this speed, virtual time over real
 * time, that is far away, then in a minute, and twice as far each time the run gets there: so that a long run does not
 * begin as a thin line. A speed of 0 is as fast as possible.
 */
export function axisEnd(nowMs: number, expectedMs: number, speed: number): number {
  let endMs = speed === 0 ? Infinity : FIRST_VIEW_MS * speed
  while (endMs <= nowMs) endMs *= 2
  return Math.max(nowMs, Math.min(endMs, expectedMs), 1)
}

/** All of [0, endMs] in `width` pixels, with room at both ends. */
export function fitRange(endMs: number, width: number): Range {
  const inner = Math.max(1, width - PAD_LEFT - PAD_RIGHT)
  const msPerPx = Math.max(endMs, SHORTEST_MS) / inner
  return { fromMs: -PAD_LEFT * msPerPx, toMs: (inner + PAD_RIGHT) * msPerPx }
}

/** The range that a view shows, given where the run's time stands and how wide the plot is. */
export function resolveView(view: View, nowMs: number, endMs: number, width: number): Range {
  const whole = fitRange(endMs, width)
  if (view.mode === 'fit') return whole
  if (view.mode === 'free') return within(view, whole)
  const length = Math.min(lengthOf(view), lengthOf(whole))
  const room = (length / Math.max(1, width)) * PAD_RIGHT
  return within({ fromMs: nowMs + room - length, toMs: nowMs + room }, whole)
}

/** Moves and, where it is too long or too short, resizes a range so that it lies inside `whole`. */
export function within(range: Range, whole: Range): Range {
  const length = Math.min(Math.max(lengthOf(range), SHORTEST_MS), lengthOf(whole))
  const fromMs = Math.min(Math.max(range.fromMs, whole.fromMs), whole.toMs - length)
  return { fromMs, toMs: fromMs + length }
}

/** Makes a range `factor` times as long; what is at `atMs` stays where it is. */
export function zoomAt(range: Range, atMs: number, factor: number): Range {
  const length = Math.max(SHORTEST_MS, lengthOf(range) * factor)
  const share = (atMs - range.fromMs) / lengthOf(range)
  return { fromMs: atMs - share * length, toMs: atMs + (1 - share) * length }
}

export const panBy = ({ fromMs, toMs }: Range, ms: number): Range => ({
  fromMs: fromMs + ms,
  toMs: toMs + ms,
})

/** Moves a range no further than needed to show `atMs`, with a little room around it. */
export function reveal(range: Range, atMs: number): Range {
  const room = lengthOf(range) * 0.08
  if (atMs < range.fromMs + room) return panBy(range, atMs - room - range.fromMs)
  return atMs > range.toMs - room ? panBy(range, atMs + room - range.toMs) : range
}

/** Maps time to pixels of a plot. */
export interface Scale {
  readonly range: Range
  readonly width: number
  readonly msPerPx: number
}

export const scaleOf = (range: Range, width: number): Scale => ({
  range,
  width,
  msPerPx: lengthOf(range) / Math.max(1, width),
})

export const toX = ({ range, msPerPx }: Scale, ms: number): number => (ms - range.fromMs) / msPerPx

export const toMs = ({ range, msPerPx }: Scale, x: number): number => range.fromMs + x * msPerPx
