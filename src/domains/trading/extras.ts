import { exp, log } from '../../base/math.ts'
import type { RandomStream } from '../../base/random.ts'
import type { ProfileFollower } from '../follower.ts'
import type { Extra } from './market-run.ts'
import type { Quotes } from './quotes.ts'

/** What a source knows of itself when it makes its further columns. */
export interface ExtraContext {
  /** Standard deviation of a calm step's log return; times `basePrice` where prices may be negative. */
  readonly volatility: number
  readonly basePrice: number
  readonly size: number
  random(purpose: string): RandomStream
}

/** E|z| of a standard normal. */
const MEAN_SHOCK = 0.7978845608028654
/** Scatter of log volume that neither volatility nor the move explains, and how much of it stays. */
const VOLUME_SCATTER = 0.33
const VOLUME_MEMORY = 0.4

/**
 * Volume that follows volatility and the size of the move, around a median of `median` in calm:
 * ln V = ln median + 0.6 ln(stress) + 0.15 (|z| - E|z|) + AR(1). Whole numbers.
 */
export function volumeColumn(median: number, context: ExtraContext): Extra {
  const volume = new Float64Array(context.size)
  const noise = new Float64Array(context.size)
  const random = context.random('volume')
  const scatter = VOLUME_SCATTER * Math.sqrt(1 - VOLUME_MEMORY * VOLUME_MEMORY)
  let deviation = 0
  return {
    columns: [volume],
    fill({ block, signed }, { price }, last) {
      random.normals(noise)
      let before = last
      const calm = calmSigma(context, signed)
      for (let k = 0; k < volume.length; k++) {
        const stress = Math.max(1e-6, block.stresses[k]!)
        const now = price[k]!
        const sigma = calm * stress
        const move = signed ? now - before : log(now / before)
        const shock = sigma === 0 ? MEAN_SHOCK : Math.min(6, Math.abs(move) / sigma)
        deviation = VOLUME_MEMORY * deviation + scatter * noise[k]!
        volume[k] = Math.round(median * exp(0.6 * log(stress) + 0.15 * (shock - MEAN_SHOCK) + deviation))
        before = now
      }
    },
  }
}

/**
 * Open, high and low of each step; the price is its close. The open is the close before. Given both, the
 * extremes are those of a Brownian bridge, in closed form: low <= open, close <= high by construction.
 */
export function candleColumns(context: ExtraContext): Extra {
  const [open, high, low] = [0, 1, 2].map(() => new Float64Array(context.size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const up = new Float64Array(context.size)
  const down = new Float64Array(context.size)
  const [above, below] = [context.random('high'), context.random('low')]
  return {
    columns: [open, high, low],
    fill({ block, signed }, quotes, last) {
      above.uniforms(up)
      below.uniforms(down)
      let before = last
      const calm = calmSigma(context, signed)
      for (let k = 0; k < open.length; k++) {
        const close = quotes.price[k]!
        const sigma = calm * block.stresses[k]!
        const way = signed ? close - before : log(close / before)
        const reach = bridgeReach(way, sigma, up[k]!)
        const depth = bridgeReach(-way, sigma, down[k]!)
        const top = quotes.ticks.nearest(signed ? before + reach : before * exp(reach))
        const bottom = quotes.ticks.nearest(signed ? before - depth : before * exp(-depth))
        open[k] = before
        high[k] = Math.max(top, before, close)
        low[k] = Math.min(signed ? bottom : Math.max(bottom, quotes.ticks.size), before, close)
        before = close
      }
    },
  }
}

const calmSigma = ({ volatility, basePrice }: ExtraContext, signed: boolean): number =>
  signed ? volatility * basePrice : volatility

/** How far above its start a Brownian bridge over `way` gets, at the quantile that `u` stands for. */
const bridgeReach = (way: number, sigma: number, u: number): number =>
  0.5 * (way + Math.sqrt(way * way - 2 * sigma * sigma * log(u)))

/** Sizes at the bid and the ask: thin where the spread is wide, so that spread^2 x size stays. Whole numbers. */
export function depthColumns(median: number, context: ExtraContext): Extra {
  const bidSize = new Float64Array(context.size)
  const askSize = new Float64Array(context.size)
  // A stream each: were one shared, who draws first would depend on how many steps are made at a time.
  const [ofBids, ofAsks] = [context.random('depth-bid'), context.random('depth-ask')]
  const fill = (column: Float64Array, random: RandomStream, widths: Float64Array) => {
    random.normals(column)
    for (let k = 0; k < column.length; k++) {
      const width = Math.max(1e-3, widths[k]!)
      column[k] = Math.max(1, Math.round((median / (width * width)) * exp(0.4 * column[k]!)))
    }
  }
  return {
    columns: [bidSize, askSize],
    fill({ block }: ProfileFollower, _quotes: Quotes) {
      fill(bidSize, ofBids, block.widths)
      fill(askSize, ofAsks, block.widths)
    },
  }
}
