import { trace, type Brush, type Painter } from '../charts/paint.ts'
import type { Candles } from './model/candles.ts'
import type { Fan } from './model/fan.ts'

const MOST_RUNS = 60
const MOST_CANDLE_PX = 16

/** The single runs of a fan as hairlines, and over them its bands, the outer lighter than the inner. */
export const paintFan =
  ({ xs, runs, quantiles }: Fan): Painter =>
  (brush) => {
    const { context, colour } = brush
    const main = colour('var(--series-1)')
    context.save()
    context.strokeStyle = main
    context.lineWidth = 0.6
    context.globalAlpha = 0.28
    context.beginPath()
    for (const run of runs.slice(0, MOST_RUNS)) trace(brush, xs, run)
    context.stroke()
    const [outerLow, innerLow, , innerHigh, outerHigh] = quantiles
    context.fillStyle = main
    context.globalAlpha = 0.13
    fillBetween(brush, xs, outerLow, outerHigh)
    context.globalAlpha = 0.2
    fillBetween(brush, xs, innerLow, innerHigh)
    context.restore()
  }

function fillBetween(
  { context, plot }: Brush,
  xs: readonly number[],
  low: Float64Array = new Float64Array(0),
  high: Float64Array = new Float64Array(0),
): void {
  context.beginPath()
  for (let at = 0; at < high.length; at++) context.lineTo(plot.x(xs[at]!), plot.y(high[at]!))
  for (let at = low.length - 1; at >= 0; at--) context.lineTo(plot.x(xs[at]!), plot.y(low[at]!))
  context.fill()
}

/** Rising candles are hollow and falling ones filled, so that colour is not alone. */
export const paintCandles =
  ({ at, open, high, low, close, stepsEach }: Candles): Painter =>
  ({ context, plot, colour }) => {
    const half = Math.max(0.5, Math.min(MOST_CANDLE_PX, (plot.x(stepsEach) - plot.x(0)) * 0.66) / 2)
    const surface = colour('var(--surface-1)')
    context.lineWidth = 1
    for (let nth = 0; nth < at.length; nth++) {
      const rising = close[nth]! >= open[nth]!
      const shade = colour(rising ? 'var(--ok)' : 'var(--bad)')
      const x = plot.x(at[nth]!)
      const top = Math.min(plot.y(open[nth]!), plot.y(close[nth]!))
      const bottom = Math.max(plot.y(open[nth]!), plot.y(close[nth]!), top + 1)
      if (!Number.isFinite(top) || !Number.isFinite(bottom)) continue
      context.strokeStyle = shade
      context.fillStyle = rising ? surface : shade
      context.beginPath()
      context.moveTo(x, plot.y(high[nth]!))
      context.lineTo(x, plot.y(low[nth]!))
      context.stroke()
      context.beginPath()
      context.rect(x - half, top, 2 * half, bottom - top)
      context.fill()
      context.stroke()
    }
  }

/** The place where a curve that is played has come to. */
export const paintHead =
  (at: number, value: number): Painter =>
  ({ context, plot, colour }) => {
    const [x, y] = [plot.x(at), plot.y(value)]
    if (!Number.isFinite(y)) return
    const dot = (radius: number, fill: string, alpha: number) => {
      context.globalAlpha = alpha
      context.fillStyle = fill
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      context.fill()
    }
    context.save()
    dot(9, colour('var(--series-1)'), 0.2)
    dot(5.5, colour('var(--surface-1)'), 1)
    dot(4, colour('var(--series-1)'), 1)
    context.restore()
  }
