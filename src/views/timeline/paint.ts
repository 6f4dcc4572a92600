import { printCount } from '../log/format.ts'
import { layoutMarkers } from './markers.ts'
import { paintArrows } from './paint-arrows.ts'
import { cross, verticalLine } from './paint-glyphs.ts'
import { colourOf, paintLane, paintMarks } from './paint-lane.ts'
import { paintBrushed, paintFailure, paintMeasured } from './paint-stretches.ts'
import { paintSteps } from './paint-steps.ts'
import type { Context, Scene } from './scene.ts'
import { multiples, niceCount, printTick, tickStep } from './ticks.ts'
import { AXIS_HEIGHT, yOf, type Track } from './tracks.ts'
import { toX } from './viewport.ts'

const TICK_PX = 84
const CYCLE_PX = 44
const DIGIT_PX = 7
const TIMES_HEIGHT = 18

/** The whole plot: grid, tracks in view, lines across them, and the axis over everything that scrolls. */
export function paintTimeline(context: Context, scene: Scene): void {
  const { height, palette, scale } = scene
  const stepMs = tickStep(scale.msPerPx * TICK_PX)
  const ticks = multiples(stepMs, scale.range.fromMs, scale.range.toMs)
  for (const ms of ticks) verticalLine(context, toX(scale, ms), AXIS_HEIGHT, height, palette.line)
  paintTracks(context, scene)
  paintLines(context, scene)
  paintArrows(context, scene)
  paintBrushed(context, scene)
  paintFuture(context, scene)
  paintFailure(context, scene)
  paintMeasured(context, scene)
  paintAxis(context, scene, stepMs, ticks)
  paintMoment(context, scene)
}

/** Tracks that scroll go away under those that are pinned. */
function paintTracks(context: Context, scene: Scene): void {
  const { width, height, palette, tracks, pinnedHeight } = scene
  const still = tracks.filter(({ top }) => top < pinnedHeight)
  const top = AXIS_HEIGHT + pinnedHeight
  context.save()
  context.beginPath()
  context.rect(0, top, width, Math.max(0, height - top))
  context.clip()
  for (const track of tracks) if (track.top >= pinnedHeight) paintRow(context, scene, track)
  context.restore()
  for (const track of still) paintRow(context, scene, track)
  if (still.length === 0) return
  context.fillStyle = palette.lineStrong
  context.fillRect(0, top - 1, width, 1)
}

function paintRow(context: Context, scene: Scene, track: Track): void {
  const y = yOf(track, scene)
  if (y + track.height < AXIS_HEIGHT || y > scene.height) return
  paintTrack(context, scene, track, y)
  context.fillStyle = scene.palette.line
  context.fillRect(0, y + track.height - 1, scene.width, 1)
}

function paintTrack(context: Context, scene: Scene, track: Track, y: number): void {
  const box = { y, height: track.height - 1 }
  if (track.kind === 'steps') return paintSteps(context, scene, track.row, box)
  if (track.kind === 'marks') paintMarks(context, scene, track.lane, box)
  else paintLane(context, scene, track.lane, colourOf(scene, track.nth), box)
  const { log, palette, scale } = scene
  for (const [seq, colour] of [
    [scene.hoveredSeq, palette.lineStrong],
    [scene.measured?.seq ?? null, palette.info],
    [scene.focusedSeq, palette.accent],
  ] as const) {
    if (seq === null || seq >= log.count || !track.lane.all.has(seq)) continue
    const dy = layoutMarkers(log, track.items, scale)?.find((marker) => marker.seq === seq)?.dy ?? 0
    context.strokeStyle = colour
    context.lineWidth = 2
    context.beginPath()
    context.arc(toX(scale, log.timeAt(seq)), y + box.height / 2 + dy, 7.5, 0, Math.PI * 2)
    context.stroke()
  }
}

/** Where time stands, where an assertion was found violated, and the focused moment. */
function paintLines(
  context: Context,
  { log, scale, height, palette, live, nowMs, failuresMs, focusedSeq }: Scene,
): void {
  for (const ms of failuresMs) verticalLine(context, toX(scale, ms), AXIS_HEIGHT, height, palette.bad, [4, 3])
  if (live) verticalLine(context, toX(scale, nowMs), AXIS_HEIGHT, height, palette.info)
  if (focusedSeq !== null && focusedSeq < log.count) {
    context.globalAlpha = 0.55
    verticalLine(context, toX(scale, log.timeAt(focusedSeq)), AXIS_HEIGHT, height, palette.accent)
    context.globalAlpha = 1
  }
}

/** What comes after the moment that is shown has not happened yet. */
function paintFuture(context: Context, { scale, width, height, palette, momentMs }: Scene): void {
  if (momentMs === null) return
  const x = Math.max(0, toX(scale, momentMs))
  if (x >= width) return
  context.globalAlpha = 0.68
  context.fillStyle = palette.raised
  context.fillRect(x, AXIS_HEIGHT, width - x, height - AXIS_HEIGHT)
  context.globalAlpha = 1
}

const GRIP_PX = 6

/** The moment that is shown, with a grip on the ruler. */
function paintMoment(context: Context, { scale, height, palette, momentMs }: Scene): void {
  if (momentMs === null) return
  const x = toX(scale, momentMs)
  verticalLine(context, x, 4, height, palette.warn)
  context.fillStyle = palette.warn
  context.beginPath()
  context.moveTo(x - GRIP_PX, 0)
  context.lineTo(x + GRIP_PX, 0)
  context.lineTo(x + GRIP_PX, 6)
  context.lineTo(x, 13)
  context.lineTo(x - GRIP_PX, 6)
  context.fill()
}

function paintAxis(context: Context, scene: Scene, stepMs: number, ticks: readonly number[]): void {
  const { width, palette, scale, cycleMs, failuresMs } = scene
  context.fillStyle = palette.band
  context.fillRect(0, 0, width, AXIS_HEIGHT)
  context.fillStyle = palette.line
  context.fillRect(0, AXIS_HEIGHT - 1, width, 1)
  context.textBaseline = 'middle'
  context.font = `11px ${palette.font}`
  for (const ms of ticks) {
    const x = toX(scale, ms)
    verticalLine(context, x, 3, TIMES_HEIGHT, palette.lineStrong)
    context.fillStyle = palette.textSoft
    label(context, printTick(ms, stepMs), x + 5, TIMES_HEIGHT / 2 + 1, width)
  }
  const longest = printCount(Math.ceil(scale.range.toMs / cycleMs)).length
  const cycles = niceCount((scale.msPerPx * Math.max(CYCLE_PX, 16 + longest * DIGIT_PX)) / cycleMs)
  context.font = `10.5px ${palette.font}`
  for (const cycle of multiples(cycles, scale.range.fromMs / cycleMs, scale.range.toMs / cycleMs)) {
    const x = toX(scale, cycle * cycleMs)
    verticalLine(context, x, TIMES_HEIGHT + 3, AXIS_HEIGHT - 1, palette.line)
    context.fillStyle = palette.textFaint
    label(context, printCount(cycle), x + 5, (TIMES_HEIGHT + AXIS_HEIGHT) / 2, width)
  }
  for (const ms of failuresMs) cross(context, toX(scale, ms) - 7, AXIS_HEIGHT - 7, 3, palette.bad)
}

/** A label is whole or not there. */
function label(context: Context, text: string, x: number, y: number, width: number): void {
  if (x + context.measureText(text).width <= width) context.fillText(text, x, y)
}
