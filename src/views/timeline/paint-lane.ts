import { countColumns, type Items } from './density.ts'
import type { Lane } from './lane-index.ts'
import { layoutHolds, layoutMarkers, type Marker } from './markers.ts'
import { paintColumns } from './paint-columns.ts'
import { cross, diamond, dot, ring, square, tick, triangle } from './paint-glyphs.ts'
import type { Box, Context, Scene } from './scene.ts'
import { toX } from './viewport.ts'

/** Width of a bar; where all have events they form one shape. */
const COLUMN_PX = 2
/** Bars of plain deliveries stay behind what faults did. */
const BAR_ALPHA = 0.62
const BAR_MARGIN = 5
const LEAST_BAR = 2

/** A topic: a marker a record where there is room, else bars; what faults did always lies on top. */
export function paintLane(context: Context, scene: Scene, lane: Lane, colour: string, box: Box): void {
  const all = layoutMarkers(scene.log, lane.all, scene.scale)
  paintHolds(context, scene, lane, all, box)
  if (all !== null) {
    for (const marker of all) paintRecord(context, scene, lane, marker, colour, box)
    return
  }
  context.globalAlpha = BAR_ALPHA
  const most = paintBars(context, scene, lane.all, colour, box, 0)
  context.globalAlpha = 1
  for (const [list, its] of [
    [lane.touched, scene.palette.fault],
    [lane.dropped, scene.palette.bad],
  ] as const) {
    const few = layoutMarkers(scene.log, list, scene.scale)
    if (few === null) paintBars(context, scene, list, its, box, most)
    else for (const marker of few) paintRecord(context, scene, lane, { ...marker, dy: 0 }, colour, box)
  }
}

/** The lane of all others has no colour of its own. */
export const colourOf = ({ palette }: Scene, nth: number | null): string =>
  nth === null ? palette.textFaint : (palette.series[nth % palette.series.length] ?? palette.accent)

function paintRecord(
  context: Context,
  scene: Scene,
  lane: Lane,
  { seq, x, dy }: Marker,
  colour: string,
  box: Box,
): void {
  const { palette } = scene
  const y = box.y + box.height / 2 + dy
  const { stage } = scene.log.channelAt(seq)
  if (stage === 'mark') paintMark(context, scene, seq, x, y)
  else if (stage === 'dropped') cross(context, x, y, 3.5, palette.bad)
  else if (stage === 'held') ring(context, x, y, 3.75, palette.fault, palette.surface)
  else if (lane.touched.has(seq)) diamond(context, x, y, 5, palette.fault)
  else dot(context, x, y, 3.25, colour)
}

/** Counts as bars, on columns that stand still while the view moves. Returns the tallest count. */
function paintBars(
  context: Context,
  { log, scale }: Scene,
  list: Items,
  colour: string,
  box: Box,
  tallest: number,
): number {
  const columnMs = COLUMN_PX * scale.msPerPx
  const fromMs = Math.floor(scale.range.fromMs / columnMs) * columnMs
  const counts = new Uint32Array(Math.ceil(scale.width / COLUMN_PX) + 1)
  const most = Math.max(countColumns(log, list, fromMs, columnMs, counts), tallest)
  context.fillStyle = colour
  paintColumns(context, {
    counts,
    most,
    // On whole pixels: bars beside each other show no seams.
    left: Math.round(toX(scale, fromMs)),
    bottom: box.y + box.height - BAR_MARGIN,
    columnPx: COLUMN_PX,
    room: box.height - 2 * BAR_MARGIN,
    least: LEAST_BAR,
  })
  return most
}

/** Arcs from each held record to its delivery. */
function paintHolds(
  context: Context,
  scene: Scene,
  lane: Lane,
  markers: readonly Marker[] | null,
  box: Box,
): void {
  const holds = layoutHolds(scene.log, lane, scene.scale)
  if (holds === null) return
  const shift = new Map(markers?.map(({ seq, dy }) => [seq, dy]))
  const middle = box.y + box.height / 2
  const top = box.y + 3
  context.strokeStyle = scene.palette.fault
  context.fillStyle = scene.palette.fault
  context.lineWidth = 1.25
  for (const { heldSeq, fromX, releasedSeq, toX: endX } of holds) {
    const beginY = middle + (shift.get(heldSeq) ?? 0)
    const endY = middle + (shift.get(releasedSeq) ?? 0)
    if (endX - fromX < 8) continue
    const bend = Math.min(14, (endX - fromX) / 2)
    context.beginPath()
    context.moveTo(fromX + 3, beginY - 3)
    context.quadraticCurveTo(fromX + 6, top, fromX + bend, top)
    context.lineTo(endX - bend, top)
    context.quadraticCurveTo(endX - 3, top, endX - 1, endY - 5)
    context.stroke()
  }
}

/** The engine's marks: each kind has a shape of its own. */
export function paintMarks(context: Context, scene: Scene, lane: Lane, box: Box): void {
  const { log, palette, scale } = scene
  const markers = layoutMarkers(log, lane.all, scale)
  if (markers === null) {
    paintBars(context, scene, lane.all, palette.textFaint, box, 0)
    return
  }
  for (const { seq, x, dy } of markers) paintMark(context, scene, seq, x, box.y + box.height / 2 + dy)
}

function paintMark(context: Context, { log, palette }: Scene, seq: number, x: number, y: number): void {
  const { topic } = log.channelAt(seq)
  if (topic === '$verdict') {
    if (log.payloadAt(seq)['verdict'] === 'violated') cross(context, x, y, 3.5, palette.bad)
    else tick(context, x, y, 4, palette.ok)
  } else if (topic === '$fault.switched' || topic === '$fault.active')
    triangle(context, x, y, 4.5, palette.fault)
  else if (topic === '$profile.switched') diamond(context, x, y, 4.5, palette.info)
  else if (topic === '$note') square(context, x, y, 3, palette.warn)
  else dot(context, x, y, 2.5, palette.textFaint)
}
