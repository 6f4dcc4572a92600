import { describe, expect, it, vi } from 'vitest'
import { present } from '../../../base/assert.ts'
import type { Likeness } from '../../../kinds/series-contracts.ts'
import { generateData } from '../../generate.ts'
import { market } from '../market.ts'
import { flashCrash } from '../profiles/flash-crash.ts'
import { gradualTrend } from '../profiles/gradual-trend.ts'
import { analysePrices } from './analyse.ts'
import { FACTS } from './bands.ts'

vi.setConfig({ testTimeout: 60_000 })

const SEEDS = Array.from({ length: 200 }, (_, seed) => String(seed))

function likeness(
  realism: number,
  seed: string,
  returns: number,
  profile: 'trend' | 'crash' = 'trend',
): Likeness {
  const params = market.params.parse({ realism, volume: true, volatility: 0.01, basePrice: 10_000 })
  const kind = profile === 'trend' ? gradualTrend : flashCrash
  const data = generateData(
    market,
    params,
    kind,
    kind.params.parse(profile === 'trend' ? { speed: 0 } : {}),
    {
      seed,
      id: 'm',
      count: returns + 1,
      stepMs: 60_000,
    },
  )
  return present(analysePrices(data.timeSeries, { stepMs: 60_000, phases: data.phases }).likeness, 'likeness')
}

describe('a thousand returns of the market-like core', () => {
  const like = SEEDS.map((seed) => likeness(1, seed, 1_000))
  const plain = SEEDS.map((seed) => likeness(0, seed, 1_000))

  it.each(FACTS.filter(({ weight }) => weight > 0).map(({ name }) => name))(
    'lie within the band of real markets: %s',
    (name) => {
      const inside = like.filter(({ facts }) => {
        const { value, real } = present(
          facts.find((fact) => fact.name === name),
          name,
        )
        return value !== null && real !== null && value >= real.low && value <= real.high
      })
      expect(inside.length).toBeGreaterThanOrEqual(0.85 * SEEDS.length)
    },
  )

  it('score above a random walk', () => {
    const above = like.filter(({ score }, index) => (score ?? 0) > (plain[index]!.score ?? 1))
    expect(above.length).toBeGreaterThanOrEqual(0.95 * SEEDS.length)
  })

  it('are told from a random walk in words', () => {
    const told = (verdict: string, of: readonly Likeness[]) =>
      of.filter((one) => one.verdict.startsWith(verdict)).length
    expect(told('Looks like a market.', like)).toBeGreaterThanOrEqual(0.95 * SEEDS.length)
    expect(told('Not like a market.', plain)).toBeGreaterThanOrEqual(0.95 * SEEDS.length)
  })
})

it('does not take a scripted crash for a fat tail: a random walk with one scores as without', () => {
  expect(present(likeness(0, '3', 1_000, 'crash').score, 'score')).toBeLessThan(0.8)
})

describe('too short to tell', () => {
  it('is said below 500 returns, of clustering below 1000, and of constant prices', () => {
    expect(likeness(1, '1', 499)).toMatchObject({
      score: null,
      verdict: expect.stringMatching(/^Too short to tell/) as string,
    })
    const { score, facts } = likeness(1, '1', 700)
    expect(score).not.toBeNull()
    expect(facts.find(({ name }) => name === 'clustering')?.score).toBeNull()
    expect(facts.find(({ name }) => name === 'kurtosis')?.score).not.toBeNull()
    const flat = analysePrices({ price: new Float64Array(1_000).fill(5) }, { stepMs: 1, phases: [] })
    expect(flat.likeness).toMatchObject({ score: null })
  })

  it('prices that are not above zero have statistics, but no returns', () => {
    const { statistics, likeness: none } = analysePrices(
      { price: Float64Array.of(2, 1, -1, 3) },
      { stepMs: 1, phases: [] },
    )
    expect(none?.score).toBeNull()
    const of = (name: string) => statistics.find((one) => one.name === name)?.value
    expect([of('min'), of('max'), of('range')]).toEqual([-1, 3, 4])
    expect([of('changePercent'), of('volatility'), of('maxDrawdown'), of('valueAtRisk95')]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

it('risk: drawdown, run-up, time under water and value at risk of a series known by heart', () => {
  const price = Float64Array.of(100, 120, 90, 96, 60, 150, 120)
  const { statistics } = analysePrices({ price }, { stepMs: 1_000, phases: [] })
  const of = (name: string) => statistics.find((one) => one.name === name)?.value
  expect(of('changePercent')).toBeCloseTo(20, 12)
  expect(of('maxDrawdown')).toBeCloseTo(50, 12)
  expect(of('maxRunUp')).toBeCloseTo(150, 12)
  expect(of('underWater')).toBe(3)
  // A hundred falls of 1, 2, ..., 100 per mille: a twentieth is beyond 95.05 and the mean of those is 98.
  const steps = Array.from({ length: 100 }, (_, k) => Math.exp(-(k + 1) / 1_000))
  const falling = Float64Array.from([
    1,
    ...steps.map((_, k) => steps.slice(0, k + 1).reduce((a, b) => a * b, 1)),
  ])
  const tails = analysePrices({ price: falling }, { stepMs: 1_000, phases: [] }).statistics
  expect(tails.find(({ name }) => name === 'valueAtRisk95')?.value).toBeCloseTo(9.505, 9)
  expect(tails.find(({ name }) => name === 'expectedShortfall95')?.value).toBeCloseTo(9.8, 9)
})
