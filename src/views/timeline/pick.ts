import { nearest } from './density.ts'
import type { Lane } from './lane-index.ts'
import { layoutMarkers } from './markers.ts'
import { layoutSpans } from './paint-steps.ts'
import type { Scene } from './scene.ts'
import { trackAt, yOf, type Track } from './tracks.ts'
import { toMs, toX } from './viewport.ts'

/** What faults did is picked before what lies under it, within this distance. */
const PREFERRED_PX = 6

/** What lies under the pointer. */
export interface Pick {
  readonly track: Track
  /** The nearest record of the track, or -1 when it has none. */
  readonly seq: number
  /** Distance of the record from the pointer. */
  readonly awayPx: number
}

/** The nearest record at a place of the plot; undefined outside the tracks. */
export function pickAt(scene: Scene, x: number, y: number): Pick | undefined {
  const track = trackAt(scene.tracks, y, scene)
  if (track === undefined) return undefined
  if (track.kind === 'steps') return pickSpan(scene, track, x)
  const middle = yOf(track, scene) + track.height / 2
  const seq = pickRecord(scene, track.lane, x, y - middle)
  return { track, seq, awayPx: seq < 0 ? Infinity : Math.abs(toX(scene.scale, scene.log.timeAt(seq)) - x) }
}

function pickSpan(scene: Scene, track: Extract<Track, { kind: 'steps' }>, x: number): Pick {
  let best: Pick = { track, seq: -1, awayPx: Infinity }
  for (const { span, x: left, width } of layoutSpans(track.row, scene)) {
    // Chips come after the bars they stand on and are narrower: on equal terms the later one wins.
    const away = Math.max(left - x, x - left - width, 0)
    const chip = span.fromMs === span.toMs
    if (away < best.awayPx || (chip && away <= best.awayPx)) best = { track, seq: span.seq, awayPx: away }
  }
  return best
}

function pickRecord(scene: Scene, lane: Lane, x: number, dy: number): number {
  const { log, scale } = scene
  const markers = layoutMarkers(log, lane.all, scale)
  if (markers !== null) {
    const away = (marker: (typeof markers)[number]) => (marker.x - x) ** 2 + (marker.dy - dy) ** 2 / 4
    const [first, ...rest] = markers
    if (first !== undefined)
      return rest.reduce((best, marker) => (away(marker) < away(best) ? marker : best), first).seq
  }
  const ms = toMs(scale, x)
  for (const list of [lane.touched, lane.dropped]) {
    const seq = nearest(log, list, ms)
    if (seq >= 0 && Math.abs(toX(scale, log.timeAt(seq)) - x) <= PREFERRED_PX) return seq
  }
  return nearest(log, lane.all, ms)
}
