import { z } from 'zod'
import { exp, log } from '../../../base/math.ts'
import { normalQuantile } from '../../../base/normal.ts'
import { field } from '../../../kinds/form.ts'
import { defineNoise } from './contract.ts'

const BORDER = 1.5
const LEAST_VARIANCE = 1e-12

/**
 * Square-root variance of mean 1, advanced by the quadratic-exponential scheme; the return of a step
 * follows from both its variances, corrected so that it has no drift of its own (QE-M).
 */
export const heston = defineNoise({
  name: 'heston',
  title: 'Heston',
  summary: 'Variance is pulled to its mean, wanders, and moves against the price.',
  source: 'Heston (1993); scheme: Andersen (2008), QE-M with central weights',
  params: z.object({
    pull: field(z.number().min(0.0001).max(5).default(0.02), {
      label: 'Pull to the mean',
      unit: 'ratio',
      control: 'slider',
      soft: [0.001, 0.5],
      help: 'Speed a step: 0.02 halves a deviation in 35 steps.',
    }),
    wander: field(z.number().min(0.0001).max(5).default(0.2), {
      label: 'Volatility of variance',
      unit: 'ratio',
      control: 'slider',
      soft: [0.01, 1],
    }),
    correlation: field(z.number().min(-0.9999).max(0.9999).default(-0.7), {
      label: 'Correlation with the price',
      unit: 'ratio',
      control: 'slider',
      soft: [-0.99, 0.99],
      help: 'Below zero, volatility rises in falls.',
    }),
  }),
  describe: ({ pull, wander }) => `κ ${pull}, ξ ${wander}`,
  start({ pull, wander, correlation }, context) {
    const returns = context.random('noise')
    const variances = context.random('variance')
    const step = squareRootStep(pull, wander)
    const drift = returnDrift(pull, wander, correlation, context.volatility)
    const state = new Float64Array([1])
    let draws = new Float64Array(0)
    return {
      varies: true,
      draw(z, factor) {
        if (draws.length !== z.length) draws = new Float64Array(z.length)
        returns.normals(z)
        variances.uniforms(draws)
        for (let k = 0; k < z.length; k++) {
          const v = state[0]!
          const next = step(v, draws[k]!)
          const mean = Math.max(LEAST_VARIANCE, 0.5 * (v + next))
          const own = Math.sqrt((1 - correlation * correlation) * mean) * z[k]!
          const shared = (correlation / wander) * (next - v - pull * (1 - mean))
          factor[k] = Math.sqrt(mean)
          // What multiplied by the factor gives the move in units of the source's volatility.
          z[k] = (own + shared + drift(v, mean)) / factor[k]!
          state[0] = next
        }
      },
    }
  },
  examples: [{ title: 'Falls bring turbulence', params: {} }],
})

/** Mean and squared scatter of the variance after a step from v, relative to the mean: the scheme's psi. */
function momentsAfter(pull: number, wander: number) {
  const keep = exp(-pull)
  const a = (wander * wander * keep * (1 - keep)) / pull
  const b = (wander * wander * (1 - keep) * (1 - keep)) / (2 * pull)
  return (v: number): { mean: number; psi: number } => {
    const mean = 1 + (v - 1) * keep
    return { mean, psi: (v * a + b) / (mean * mean) }
  }
}

/** The variance after one step; one uniform each. */
function squareRootStep(pull: number, wander: number): (v: number, u: number) => number {
  const moments = momentsAfter(pull, wander)
  return (v, u) => {
    const { mean, psi } = moments(v)
    if (psi <= BORDER) {
      const { scale, shift } = quadratic(mean, psi)
      const root = shift + normalQuantile(u)
      return scale * root * root
    }
    const none = (psi - 1) / (psi + 1)
    return u <= none ? 0 : (log((1 - none) / (1 - u)) * mean) / (1 - none)
  }
}

function quadratic(mean: number, psi: number): { scale: number; shift: number } {
  const inverse = 2 / psi
  const square = inverse - 1 + Math.sqrt(inverse) * Math.sqrt(inverse - 1)
  return { scale: mean / (1 + square), shift: Math.sqrt(square) }
}

/**
 * What has to be added to a step's return, over the source's volatility, for E[e^r] to be 1 given the
 * variance before it. Zero where the correction does not exist, or volatility is zero.
 */
function returnDrift(pull: number, wander: number, correlation: number, volatility: number) {
  const moments = momentsAfter(pull, wander)
  const sum = (volatility * correlation) / wander
  // The return is k0 + k1 v + k2 v' + sqrt(k3 (v + v')) z, and the motion takes off half the mean variance.
  const k1 = 0.5 * pull * sum - sum - 0.25 * volatility * volatility
  const k2 = 0.5 * pull * sum + sum - 0.25 * volatility * volatility
  const k3 = 0.5 * volatility * volatility * (1 - correlation * correlation)
  const a = k2 + 0.5 * k3
  return (v: number, _mean: number): number => {
    if (volatility === 0) return 0
    const { mean, psi } = moments(v)
    const given = (k1 + 0.5 * k3) * v
    const plain = -pull * sum
    if (psi <= BORDER) {
      const { scale, shift } = quadratic(mean, psi)
      const room = 1 - 2 * a * scale
      if (room <= 0) return 0
      return (-(a * shift * shift * scale) / room + 0.5 * log(room) - given - plain) / volatility
    }
    const none = (psi - 1) / (psi + 1)
    const rate = (1 - none) / mean
    if (a >= rate) return 0
    return (-log(none + (rate * (1 - none)) / (rate - a)) - given - plain) / volatility
  }
}
