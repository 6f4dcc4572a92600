import { showControls } from '../../base/bidi.ts'
import { arrow, cross, fitText, tick } from './paint-glyphs.ts'
import type { Box, Context, Scene } from './scene.ts'
import type { Span, SpanRow, SpanState } from './step-spans.ts'
import type { Palette } from './use-palette.ts'
import { toMs, toX } from './viewport.ts'

/** A visit in which no time passed is a chip of this size. */
const CHIP_PX = 15
const CHIP_GAP = 2
const MARGIN = 4
/** Visits in a row at one moment are drawn beside each other, up to this far from where they belong. */
const MOST_SHIFT_PX = 90

/** Where a visit is drawn. */
export interface SpanBox {
  readonly span: Span
  readonly x: number
  readonly width: number
}

/** The visits of one row that are in view; those too narrow to see each are left out. */
export function layoutSpans(row: SpanRow, scene: Pick<Scene, 'scale' | 'nowMs'>): SpanBox[] {
  const { scale, nowMs } = scene
  const boxes: SpanBox[] = []
  const margin = (MOST_SHIFT_PX + CHIP_PX) * scale.msPerPx
  let free = -Infinity
  for (let at = row.firstEndingAt(scale.range.fromMs - margin); at < row.length;) {
    const span = row.visit(at)
    if (span === undefined || span.fromMs > scale.range.toMs) break
    const x = toX(scale, span.fromMs)
    const instant = span.toMs === span.fromMs
    const end = toX(scale, Math.min(span.toMs, Math.max(nowMs, span.fromMs)))
    const width = instant ? CHIP_PX : Math.max(2, end - x)
    if (instant && free - x > MOST_SHIFT_PX) {
      // A loop in the blink of an eye: goes on where there is room again.
      at = Math.max(at + 1, row.firstEndingAt(toMs(scale, free)))
      continue
    }
    const shifted = instant ? Math.max(x, free) : x
    boxes.push({ span, x: shifted, width })
    if (instant) free = shifted + CHIP_PX + CHIP_GAP
    at = width > 2 ? at + 1 : Math.max(at + 1, row.firstEndingAt(toMs(scale, x + 2)))
  }
  return boxes
}

export function paintSteps(context: Context, scene: Scene, row: SpanRow, box: Box): void {
  const boxes = layoutSpans(row, scene)
  const isChip = ({ span }: SpanBox) => span.fromMs === span.toMs
  for (const each of boxes) if (!isChip(each)) paintSpan(context, scene, each, firstChipEnd(boxes, each), box)
  for (const each of boxes) if (isChip(each)) paintChip(context, scene, each, box)
}

/** Where a label may begin: after the chips that stand over the beginning of the visit. */
function firstChipEnd(boxes: readonly SpanBox[], bar: SpanBox): number {
  let end = bar.x
  for (const { span, x, width } of boxes)
    if (span.fromMs === span.toMs && x <= end + CHIP_GAP && x + width > end) end = x + width
  return end
}

interface Look {
  readonly fill: string
  readonly edge: string
  readonly glyph: typeof tick
}

const lookOf = (state: SpanState, palette: Palette): Look =>
  ({
    open: { fill: palette.infoSoft, edge: palette.info, glyph: arrow },
    passed: { fill: palette.okSoft, edge: palette.ok, glyph: tick },
    failed: { fill: palette.badSoft, edge: palette.bad, glyph: cross },
  })[state]

function paintSpan(
  context: Context,
  scene: Scene,
  { span, x, width }: SpanBox,
  labelFrom: number,
  { y, height }: Box,
): void {
  const { palette, focusedSeq, hoveredSeq } = scene
  const { fill, edge, glyph } = lookOf(span.state, palette)
  const [top, tall] = [y + MARGIN, height - 2 * MARGIN]
  if (width < 5) {
    context.fillStyle = edge
    context.fillRect(x, top, Math.max(width - 0.5, 1), tall)
    return
  }
  context.fillStyle = fill
  context.beginPath()
  context.roundRect(x + 0.5, top, width - 1.5, tall, 4)
  context.fill()
  context.fillStyle = edge
  context.fillRect(x + 0.5, top, 2.5, tall)
  if (span.seq === focusedSeq || span.seq === hoveredSeq) {
    context.strokeStyle = span.seq === focusedSeq ? palette.accent : palette.lineStrong
    context.lineWidth = span.seq === focusedSeq ? 2 : 1
    context.stroke()
  }
  const from = Math.max(labelFrom, 0) + 7
  const room = Math.min(x + width, scene.width) - from - 6
  if (room < 12) return
  glyph(context, from + 4, y + height / 2, 3.5, edge)
  context.fillStyle = palette.text
  context.font = `500 11.5px ${palette.font}`
  context.textBaseline = 'middle'
  context.fillText(
    fitText(context, showControls(scene.nameOfStep(span.source)), room - 13),
    from + 13,
    y + height / 2 + 0.5,
  )
}

function paintChip(context: Context, scene: Scene, { span, x, width }: SpanBox, { y, height }: Box): void {
  const { palette, focusedSeq, hoveredSeq } = scene
  const { fill, edge, glyph } = lookOf(span.state, palette)
  context.fillStyle = fill
  context.strokeStyle = span.seq === focusedSeq ? palette.accent : edge
  context.lineWidth = span.seq === focusedSeq || span.seq === hoveredSeq ? 2 : 1
  context.beginPath()
  context.roundRect(x + 0.5, y + height / 2 - width / 2 + 0.5, width - 1, width - 1, 4)
  context.fill()
  context.stroke()
  glyph(context, x + width / 2, y + height / 2, 3, edge)
}
