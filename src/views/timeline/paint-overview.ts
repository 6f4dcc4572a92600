import { countColumns } from './density.ts'
import { paintColumns } from './paint-columns.ts'
import type { Context, Scene } from './scene.ts'
import type { Palette } from './use-palette.ts'
import { toX, type Range, type Scale } from './viewport.ts'

interface Strip {
  readonly scene: Pick<Scene, 'log' | 'index' | 'palette' | 'nowMs' | 'failure'>
  /** The whole run, over the whole width of the strip. */
  readonly whole: Scale
  readonly height: number
}

/** The strip that always shows the whole run. It stays as it is while the view moves. */
export function paintOverview(context: Context, { scene, whole, height }: Strip): void {
  const { palette, index } = scene
  const counts = new Uint32Array(Math.ceil(whole.width / 2))
  const columnMs = 2 * whole.msPerPx
  const most = countColumns(scene.log, index.shown, whole.range.fromMs, columnMs, counts)
  const bars = { counts, most, left: 0, bottom: height - 5, columnPx: 2, room: height - 9, least: 2 }
  context.globalAlpha = 0.6
  context.fillStyle = palette.textFaint
  paintColumns(context, bars)
  context.globalAlpha = 1
  countColumns(scene.log, index.touched, whole.range.fromMs, columnMs, counts)
  context.fillStyle = palette.fault
  paintColumns(context, bars)
  paintOutcomes(context, scene, whole, height)
  paintFailure(context, scene, whole, height)
}

interface Shown {
  readonly scene: Pick<Scene, 'palette' | 'momentMs' | 'brushed'>
  readonly whole: Scale
  /** Null when the plot shows all of it. */
  readonly shown: Range | null
  readonly height: number
}

/** What moves over the strip: which stretch the plot shows, which one panels are narrowed to, the moment. */
export function paintShown(context: Context, { scene, whole, shown, height }: Shown): void {
  paintBrushed(context, scene, whole, height)
  paintMoment(context, scene, whole, height)
  if (shown !== null)
    paintWindow(context, scene.palette, toX(whole, shown.fromMs), toX(whole, shown.toMs), whole.width, height)
}

/** A thin line along the bottom: which steps passed and which failed. */
function paintOutcomes(
  context: Context,
  { index, palette, nowMs }: Strip['scene'],
  whole: Scale,
  height: number,
): void {
  const row = index.steps.rows[0]
  if (row === undefined) return
  const colours = { open: palette.info, passed: palette.ok, failed: palette.bad }
  for (let at = 0; at < row.length;) {
    const span = row.visit(at)
    if (span === undefined) return
    const x = toX(whole, span.fromMs)
    const width = Math.max(2, toX(whole, Math.min(span.toMs, nowMs)) - x)
    context.fillStyle = colours[span.state]
    context.fillRect(x, height - 3, width - 0.75, 3)
    at = width > 2 ? at + 1 : Math.max(at + 1, row.firstEndingAt(span.fromMs + 2 * whole.msPerPx))
  }
}

/** Where the run failed. */
function paintFailure(
  context: Context,
  { failure, palette }: Strip['scene'],
  whole: Scale,
  height: number,
): void {
  if (failure === null) return
  context.fillStyle = palette.bad
  context.fillRect(toX(whole, failure.atMs) - 1, 0, 2, height)
}

/** The stretch that panels are narrowed to. */
function paintBrushed(
  context: Context,
  { brushed, palette }: Shown['scene'],
  whole: Scale,
  height: number,
): void {
  if (brushed === null) return
  const x = toX(whole, brushed.fromMs)
  context.globalAlpha = 0.22
  context.fillStyle = palette.accent
  context.fillRect(x, 0, Math.max(2, toX(whole, brushed.toMs) - x), height)
  context.globalAlpha = 1
}

function paintMoment(
  context: Context,
  { momentMs, palette }: Shown['scene'],
  whole: Scale,
  height: number,
): void {
  if (momentMs === null) return
  context.fillStyle = palette.warn
  context.fillRect(toX(whole, momentMs) - 1, 0, 2, height)
}

function paintWindow(
  context: Context,
  palette: Palette,
  from: number,
  to: number,
  width: number,
  height: number,
): void {
  context.globalAlpha = 0.72
  context.fillStyle = palette.raised
  context.fillRect(0, 0, Math.max(0, from), height)
  context.fillRect(to, 0, Math.max(0, width - to), height)
  context.globalAlpha = 1
  context.strokeStyle = palette.accent
  context.lineWidth = 1.5
  context.beginPath()
  context.roundRect(
    Math.max(0.75, from),
    0.75,
    Math.min(width - 0.75, to) - Math.max(0.75, from),
    height - 1.5,
    3,
  )
  context.stroke()
  context.fillStyle = palette.accent
  for (const x of [from, to]) if (x > 2 && x < width - 2) context.fillRect(x - 2, height / 2 - 6, 4, 12)
}
