import { showControls } from '../../base/bidi.ts'
import type { ChartLine, ChartPhase } from './chart.ts'
import type { Plot } from './plot.ts'

/** What a painter draws with. `colour` resolves tokens such as `var(--series-1)`: a canvas knows none. */
export interface Brush {
  readonly context: CanvasRenderingContext2D
  readonly plot: Plot
  readonly colour: (value: string) => string
}

/** Draws something of a chart between its grid and its lines. */
export type Painter = (brush: Brush) => void

/** The shaded stretches of the x axis. */
export function paintPhases({ context, plot, colour }: Brush, phases: readonly ChartPhase[]): void {
  for (const { phase, begin, end } of placed(plot, phases)) {
    context.fillStyle = colour(`var(--phase-${phase})`)
    context.fillRect(begin, plot.top, end - begin, plot.height)
  }
}

/** The names of those that are wide enough for theirs. */
export function paintNames(
  { context, plot, colour }: Brush,
  phases: readonly ChartPhase[],
  font: string,
): void {
  context.font = `600 10.5px ${font}`
  context.fillStyle = colour('var(--text-2)')
  for (const { name, begin, end } of placed(plot, phases)) {
    const text = fitted(context, showControls(name), end - begin - 8)
    if (text !== null) context.fillText(text, begin + 5, plot.top + 13)
  }
}

const placed = (plot: Plot, phases: readonly ChartPhase[]) =>
  phases
    .map(({ name, phase, from, to }) => ({
      name,
      phase,
      begin: Math.max(plot.left, plot.x(from)),
      end: Math.min(plot.left + plot.width, plot.x(to)),
    }))
    .filter(({ begin, end }) => end > begin)

const LETTER_PX = 6
const FEWEST_LETTERS = 5

function fitted(context: CanvasRenderingContext2D, name: string, room: number): string | null {
  if (context.measureText(name).width <= room) return name
  const letters = Math.floor(room / LETTER_PX)
  return letters < FEWEST_LETTERS ? null : `${name.slice(0, letters - 1)}…`
}

export function paintGrid({ context, plot, colour }: Brush, ticks: readonly number[]): void {
  context.strokeStyle = colour('var(--border)')
  context.lineWidth = 1
  context.beginPath()
  for (const tick of ticks) {
    const y = Math.round(plot.y(tick)) + 0.5
    context.moveTo(plot.left, y)
    context.lineTo(plot.left + plot.width, y)
  }
  context.stroke()
}

/** The lines, the last on top; a gap where a value is none. */
export function paintLines(brush: Brush, xs: ArrayLike<number>, lines: readonly ChartLine[]): void {
  const { context, colour } = brush
  context.lineJoin = 'round'
  for (const { colour: token, values, ownXs, secondary = false, hidden = false, bars = false } of lines) {
    if (hidden) continue
    if (bars) {
      paintBars(brush, ownXs ?? xs, values, token)
      continue
    }
    context.strokeStyle = colour(token)
    context.lineWidth = secondary ? 1 : 1.75
    context.setLineDash(secondary ? [4, 3] : [])
    context.beginPath()
    trace(brush, ownXs ?? xs, values)
    context.stroke()
  }
  context.setLineDash([])
}

/** Adds a line through the values to the path. */
export function trace({ context, plot }: Brush, xs: ArrayLike<number>, values: ArrayLike<number>): void {
  let drawn = false
  for (let at = 0; at < xs.length; at++) {
    const y = plot.y(values[at]!)
    if (!Number.isFinite(y)) drawn = false
    else if (drawn) context.lineTo(plot.x(xs[at]!), y)
    else {
      context.moveTo(plot.x(xs[at]!), y)
      drawn = true
    }
  }
}

const MOST_BAR_PX = 14

/** A bar for each value, from the bottom of the plot up. */
function paintBars(
  { context, plot, colour }: Brush,
  xs: ArrayLike<number>,
  values: ArrayLike<number>,
  token: string,
): void {
  const bottom = plot.top + plot.height
  const each = xs.length > 1 ? (plot.x(xs[xs.length - 1]!) - plot.x(xs[0]!)) / (xs.length - 1) : MOST_BAR_PX
  const width = Math.max(0.6, Math.min(MOST_BAR_PX, each * 0.72))
  context.fillStyle = colour(token)
  for (let at = 0; at < xs.length; at++) {
    const y = plot.y(values[at]!)
    if (Number.isFinite(y)) context.fillRect(plot.x(xs[at]!) - width / 2, y, width, Math.max(0, bottom - y))
  }
}
