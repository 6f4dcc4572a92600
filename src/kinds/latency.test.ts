import { describe, expect, it } from 'vitest'
import { randomStream } from '../base/random.ts'
import { LATENCY_DISTRIBUTIONS, Latency, type LatencyDistribution } from './latency.ts'

const COUNT = 40_000
const draw = (distribution: LatencyDistribution, meanMs: number, spreadMs: number) => {
  const latency = new Latency({ distribution, meanMs, spreadMs }, randomStream('7', 'latency', distribution))
  return Array.from({ length: COUNT }, () => latency.next())
}
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const shareBelow = (values: readonly number[], bound: number) =>
  values.filter((value) => value < bound).length / values.length

const MEAN = 2_000
const SPREAD = 500
const PARETO_SHAPE = 1 + Math.sqrt(1 + (MEAN / SPREAD) ** 2)
/** Of each distribution with mean 2000 and spread 500: a value and the share of latencies below it. */
const CLOSED_FORMS: readonly [LatencyDistribution, number, number][] = [
  ['uniform', MEAN + SPREAD, (1 + 1 / Math.sqrt(3)) / 2],
  ['normal', MEAN + SPREAD, 0.841345],
  ['lognormal', MEAN / Math.sqrt(1 + (SPREAD / MEAN) ** 2), 0.5],
  ['exponential', MEAN - SPREAD + SPREAD * Math.LN2, 0.5],
  ['pareto', ((MEAN * (PARETO_SHAPE - 1)) / PARETO_SHAPE) * 2 ** (1 / PARETO_SHAPE), 0.5],
]

describe('a latency', () => {
  it.each(CLOSED_FORMS)('%s has the mean, spread and shape asked for', (distribution, bound, share) => {
    const values = draw(distribution, MEAN, SPREAD)
    const mean = meanOf(values)
    expect(Math.abs(mean - MEAN)).toBeLessThan((4 * SPREAD) / Math.sqrt(COUNT))
    const deviation = Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
    expect(Math.abs(deviation / SPREAD - 1)).toBeLessThan(0.04)
    const error = 4 * Math.sqrt((share * (1 - share)) / COUNT)
    expect(Math.abs(shareBelow(values, bound) - share)).toBeLessThan(error)
  })

  it('cut at nothing, the normal has the mean of a rectified normal', () => {
    const [z, density, below] = [1, 0.24197072, 0.84134475]
    const expected = z * SPREAD * below + SPREAD * density
    expect(Math.abs(meanOf(draw('normal', SPREAD, SPREAD)) - expected)).toBeLessThan(
      (4 * SPREAD) / Math.sqrt(COUNT),
    )
  })

  it('an exponential with a spread beyond its mean keeps the mean', () => {
    const values = draw('exponential', 300, 900)
    expect(Math.abs(meanOf(values) - 300)).toBeLessThan((4 * 300) / Math.sqrt(COUNT))
  })

  it.each(LATENCY_DISTRIBUTIONS)(
    '%s gives whole milliseconds from 0 up, and takes one draw each',
    (distribution) => {
      const [used, plain] = [randomStream('1', 'x'), randomStream('1', 'x')]
      const latency = new Latency({ distribution, meanMs: 40, spreadMs: 90 }, used)
      for (let turn = 0; turn < 500; turn++) {
        const value = latency.next()
        expect(Number.isInteger(value) && value >= 0 && !Object.is(value, -0)).toBe(true)
        plain.uniform()
      }
      expect(used.uniform()).toBe(plain.uniform())
    },
  )

  it.each(LATENCY_DISTRIBUTIONS)('%s without a spread is constant', (distribution) => {
    expect(new Set(draw(distribution, 120, 0))).toEqual(new Set([120]))
  })
})
