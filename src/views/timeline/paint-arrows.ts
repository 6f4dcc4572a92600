import { visibleArrows, type Arrow } from './arrows.ts'
import { layoutMarkers } from './markers.ts'
import type { Context, Scene } from './scene.ts'
import { AXIS_HEIGHT, trackOf, yOf } from './tracks.ts'
import { toX } from './viewport.ts'

interface Place {
  readonly x: number
  readonly y: number
}

/** Arrows end before the sign of the record that they point at. */
const CLEAR_PX = 8
const HEAD_PX = 5
/** So far outside of the plot a place is as good as any further one, and canvases stay exact. */
const FAR_PX = 4_000

/** Causes as whole lines, effects as dashed ones. */
export function paintArrows(context: Context, scene: Scene): void {
  const { width, height, palette, pinnedHeight, arrows } = scene
  if (arrows.length === 0) return
  const places = new Map<number, Place | null>()
  const placeOf = (seq: number): Place | null => {
    const known = places.get(seq)
    if (known !== undefined) return known
    const place = locate(scene, seq)
    places.set(seq, place)
    return place
  }
  context.save()
  context.beginPath()
  context.rect(0, AXIS_HEIGHT, width, height - AXIS_HEIGHT)
  context.clip()
  context.lineWidth = 1.5
  const under = (place: Place) => place.y < AXIS_HEIGHT + pinnedHeight
  for (const arrow of visibleArrows(arrows, (seq) => placeOf(seq) !== null)) {
    const [from, to] = [placeOf(arrow.from), placeOf(arrow.to)]
    if (from === null || to === null || (from.x < 0 && to.x < 0) || (from.x > width && to.x > width)) continue
    // Two steps of one instant touch already.
    if (Math.abs(to.x - from.x) < CLEAR_PX && Math.abs(to.y - from.y) < CLEAR_PX) continue
    // An arrow between two scrolled lanes does not run over the pinned ones.
    context.globalAlpha = under(from) && under(to) && scene.scrollTop > 0 ? 0.7 : 0.9
    paintArrow(context, from, to, arrow, arrow.side === 'cause' ? palette.accent : palette.info)
  }
  context.restore()
}

function locate(scene: Scene, seq: number): Place | null {
  const { log, scale, tracks, width } = scene
  const track = seq < log.count ? trackOf(tracks, log, seq) : undefined
  if (track === undefined) return null
  const x = toX(scale, log.timeAt(seq))
  const dy =
    track.kind === 'steps'
      ? 0
      : (layoutMarkers(log, track.items, scale)?.find((marker) => marker.seq === seq)?.dy ?? 0)
  return {
    x: Math.min(Math.max(x, -FAR_PX), width + FAR_PX),
    y: yOf(track, scene) + track.height / 2 + dy,
  }
}

function paintArrow(context: Context, from: Place, to: Place, { side }: Arrow, colour: string): void {
  const [first, second] = bend(from, to)
  const angle = Math.atan2(to.y - second.y, to.x - second.x)
  const end = { x: to.x - Math.cos(angle) * CLEAR_PX, y: to.y - Math.sin(angle) * CLEAR_PX }
  context.strokeStyle = colour
  context.fillStyle = colour
  context.setLineDash(side === 'cause' ? [] : [4, 3])
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.bezierCurveTo(first.x, first.y, second.x, second.y, end.x, end.y)
  context.stroke()
  context.setLineDash([])
  context.beginPath()
  for (const turn of [0, 2.5, -2.5]) {
    const [x, y] = [Math.cos(angle + turn) * HEAD_PX, Math.sin(angle + turn) * HEAD_PX]
    if (turn === 0) context.moveTo(end.x + x, end.y + y)
    else context.lineTo(end.x + x, end.y + y)
  }
  context.fill()
}

/** The two points that bend an arrow: over its lane, round at one instant, else as a wave. */
function bend(from: Place, to: Place): readonly [Place, Place] {
  const across = to.x - from.x
  if (Math.abs(to.y - from.y) < 10) {
    const lift = Math.min(16, 6 + across / 8)
    return [
      { x: from.x + across * 0.25, y: from.y - lift },
      { x: to.x - across * 0.25, y: to.y - lift },
    ]
  }
  if (across < 24) {
    const out = 9 + Math.min(15, Math.abs(to.y - from.y) / 4)
    return [from, to].map(({ x, y }) => ({ x: x + out, y })) as [Place, Place]
  }
  const pull = Math.max(18, across * 0.4)
  return [
    { x: from.x + pull, y: from.y },
    { x: to.x - pull, y: to.y },
  ]
}
