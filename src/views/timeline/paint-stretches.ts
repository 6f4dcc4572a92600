import { verticalLine } from './paint-glyphs.ts'
import type { Context, Scene } from './scene.ts'
import { AXIS_HEIGHT } from './tracks.ts'
import { toX } from './viewport.ts'

const PILL_HEIGHT = 19
const PILL_MARGIN = 9
/** Signs of records at the ends of a stretch are seen whole. */
const ROOM_PX = 8

/** What lies outside of the stretch that panels are narrowed to steps back. */
export function paintBrushed(context: Context, { scale, width, height, palette, brushed }: Scene): void {
  if (brushed === null) return
  const from = toX(scale, brushed.fromMs)
  const to = toX(scale, brushed.toMs)
  context.globalAlpha = 0.55
  context.fillStyle = palette.raised
  context.fillRect(0, AXIS_HEIGHT, Math.max(0, Math.min(from - ROOM_PX, width)), height)
  const right = Math.max(0, to + ROOM_PX)
  context.fillRect(right, AXIS_HEIGHT, Math.max(0, width - right), height)
  context.globalAlpha = 1
  for (const x of [from, to]) verticalLine(context, x, AXIS_HEIGHT, height, palette.accent)
}

/** A red line where the run failed, with the word for it. */
export function paintFailure(
  context: Context,
  { scale, width, height, palette, failure, measured }: Scene,
): void {
  if (failure === null) return
  const x = toX(scale, failure.atMs)
  if (x < 0 || x > width) return
  context.fillStyle = palette.bad
  context.fillRect(Math.round(x) - 1, AXIS_HEIGHT, 2, height - AXIS_HEIGHT)
  context.font = `600 11px ${palette.font}`
  const wide = context.measureText(failure.word).width + 2 * PILL_MARGIN
  const left = x + wide > width ? x - wide : x
  const top = height - PILL_HEIGHT - (measured === null ? 4 : PILL_HEIGHT + 8)
  pill(context, left, top, wide, palette.bad)
  context.fillStyle = palette.surface
  context.textBaseline = 'middle'
  context.fillText(failure.word, left + PILL_MARGIN, top + PILL_HEIGHT / 2 + 0.5)
}

/** How far two records are from each other: a measure between them, with its length. */
export function paintMeasured(context: Context, scene: Scene): void {
  const { log, scale, width, height, palette, measured, focusedSeq } = scene
  if (measured === null || focusedSeq === null || focusedSeq >= log.count) return
  const ends = [measured.seq, focusedSeq].map((seq) => toX(scale, log.timeAt(seq)))
  const [from, to] = [Math.min(...ends), Math.max(...ends)]
  const [left, right] = [Math.max(0, from), Math.min(width, to)]
  if (right < left) return
  const y = height - PILL_HEIGHT / 2 - 4
  context.globalAlpha = 0.1
  context.fillStyle = palette.info
  context.fillRect(left, AXIS_HEIGHT, right - left, height)
  context.globalAlpha = 1
  verticalLine(context, toX(scale, log.timeAt(measured.seq)), AXIS_HEIGHT, height, palette.info, [2, 3])
  context.fillStyle = palette.info
  context.fillRect(left, y - 0.75, right - left, 1.5)
  for (const [x, out] of [
    [from, -1],
    [to, 1],
  ] as const)
    if (x >= 0 && x <= width && to - from > 14) tip(context, x, y, out)
  context.font = `600 11px ${palette.font}`
  const wide = context.measureText(measured.text).width + 2 * PILL_MARGIN
  const at = Math.min(Math.max(3, (left + right - wide) / 2), width - wide - 3)
  pill(context, at, y - PILL_HEIGHT / 2, wide, palette.info)
  context.fillStyle = palette.surface
  context.textBaseline = 'middle'
  context.fillText(measured.text, at + PILL_MARGIN, y + 0.5)
}

function tip(context: Context, x: number, y: number, out: 1 | -1): void {
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x - out * 6, y - 4)
  context.lineTo(x - out * 6, y + 4)
  context.fill()
}

function pill(context: Context, x: number, y: number, width: number, colour: string): void {
  context.fillStyle = colour
  context.beginPath()
  context.roundRect(x, y, width, PILL_HEIGHT, PILL_HEIGHT / 2)
  context.fill()
}
