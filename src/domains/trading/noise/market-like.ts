import { z } from 'zod'
import { exp, expAll, log } from '../../../base/math.ts'
import type { Noise, NoiseContext } from '../../../kinds/contracts.ts'
import { plainNoise } from '../../noise.ts'
import { defineNoise } from './contract.ts'

/** Half-lives in steps, variances of log volatility at full realism, and correlation with the return. */
const HALF_LIVES = [3, 30, 250]
const VARIANCES = [0.06, 0.13, 0.135]
const LEVERAGE = [-0.5, -0.3, 0]
/** Variance of the bid-ask bounce at full realism, in variances of a step: first autocorrelation -0.037. */
const BOUNCE = 0.04
const LN2 = 0.6931471805599453
const MOST_LOG_VOLATILITY = 4
const LEAST_LOG_VOLATILITY = -8

/**
 * Volatility that clusters on three time scales and rises after falls: the sum of three first-order
 * autoregressions is the log volatility, each partly driven by the return itself. Volatility is known
 * before the step's return, so that a drift stays exactly the drift that was asked for. The variance of
 * a return is that of the source, whatever the realism. Prices bounce between bid and ask (Roll 1984).
 */
export const marketLike = defineNoise({
  name: 'market-like',
  title: 'Like a market',
  summary: 'From a clean random walk to the clustering and fat tails of real markets, by the realism.',
  source:
    'Multi-scale stochastic volatility with leverage, after Cont (2001) and Bouchaud, Matacz and Potters (2001)',
  params: z.object({}),
  describe: () => 'by realism',
  start: (_params, context, realism) => (realism === 0 ? plainNoise(context) : multiScale(realism, context)),
  examples: [{ title: 'Three time scales', params: {} }],
})

function multiScale(realism: number, context: NoiseContext): Noise {
  const returns = context.random('noise')
  const shocks = context.random('volatility')
  const scales = HALF_LIVES.map((halfLife, j) => {
    const deviation = Math.sqrt(realism * VARIANCES[j]!)
    const keep = exp(-LN2 / halfLife)
    const gain = deviation * Math.sqrt(1 - keep * keep)
    const rho = LEVERAGE[j]!
    return { deviation, keep, gain, onReturn: gain * rho, onOwn: gain * Math.sqrt(1 - rho * rho), rho }
  })
  const variance = scales.reduce(
    (sum, a) =>
      sum +
      scales.reduce(
        (inner, b) =>
          inner +
          (a === b ? a.deviation * a.deviation : (a.rho * b.rho * a.gain * b.gain) / (1 - a.keep * b.keep)),
        0,
      ),
    0,
  )
  // The bounce adds twice its variance to that of a return; volatility makes room for it.
  const bounce = realism * BOUNCE
  const level = variance + 0.5 * log(1 + 2 * bounce)
  const [fast, middle, slow] = scales as [(typeof scales)[0], (typeof scales)[0], (typeof scales)[0]]
  const state = new Float64Array(scales.map(({ deviation }) => deviation * shocks.normal()))
  let own = new Float64Array(0)
  return {
    varies: true,
    bounce: Math.sqrt(bounce),
    draw(z, factor) {
      if (own.length !== 3 * z.length) own = new Float64Array(3 * z.length)
      returns.normals(z)
      shocks.normals(own)
      let h1 = state[0]!
      let h2 = state[1]!
      let h3 = state[2]!
      for (let k = 0; k < z.length; k++) {
        const sum = h1 + h2 + h3
        const bounded =
          sum > MOST_LOG_VOLATILITY
            ? MOST_LOG_VOLATILITY
            : sum < LEAST_LOG_VOLATILITY
              ? LEAST_LOG_VOLATILITY
              : sum
        factor[k] = bounded - level
        h1 = fast.keep * h1 + fast.onReturn * z[k]! + fast.onOwn * own[3 * k]!
        h2 = middle.keep * h2 + middle.onReturn * z[k]! + middle.onOwn * own[3 * k + 1]!
        h3 = slow.keep * h3 + slow.onReturn * z[k]! + slow.onOwn * own[3 * k + 2]!
      }
      state[0] = h1
      state[1] = h2
      state[2] = h3
      expAll(factor, factor)
    },
  }
}
