import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../base/random.ts'
import { startLuck, longRunRate, meanBurst, type ChanceSpec } from './chance.ts'

const PLAIN: ChanceSpec = {
  chance: 'bernoulli',
  probability: 0.3,
  correlation: 0,
  goodToBad: 0,
  badToGood: 0,
  hitInBad: 1,
  hitInGood: 0,
  gapToBurst: 0,
  burstToGap: 0,
  burstToPause: 0,
  pauseToBurst: 0,
  isolated: 0,
  matches: [],
}
const MATCHES = 200_000

function draw(spec: ChanceSpec, count = MATCHES, seed = 'rates'): boolean[] {
  const luck = startLuck(spec, (purpose) => randomStream(seed, purpose)) ?? { next: () => true }
  return Array.from({ length: count }, () => luck.next())
}

const lengthsOfRuns = (hits: readonly boolean[]): number[] => {
  const runs: number[] = []
  hits.forEach((hit, index) => {
    if (!hit) return
    if (hits[index - 1] === true) runs[runs.length - 1]!++
    else runs.push(1)
  })
  return runs
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviationOf = (values: readonly number[], mean: number) =>
  Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))

/**
 * The share of hits among n matches has variance (v + 2 Σ c_k) / n, where v = f(1−f) and c_k is the covariance of
 * two matches k apart. Of both models with a memory it falls by a factor λ a match: c_k = c λ^k, so that
 * Σ c_k = c λ / (1−λ). `markov`: c = v, λ = ρ. `gilbert-elliott`: λ = 1−p−r, and c = b (1−b) (e_b − e_g)²,
 * with the share b = p/(p+r) of bad times and the shares e_b = 1−h, e_g = 1−k of hits in each.
 */
const MODELS: readonly (readonly [
  title: string,
  spec: ChanceSpec,
  rate: number,
  c: number,
  lambda: number,
])[] = [
  ['bernoulli(0.3)', PLAIN, 0.3, 0, 0],
  ['bernoulli(0.01)', { ...PLAIN, probability: 0.01 }, 0.01, 0, 0],
  ...[
    [0.1, 0.5],
    [0.3, 0.9],
    [0.5, 0.2],
  ].map(
    ([p = 0, rho = 0]) =>
      [
        `markov(${p}, ${rho})`,
        { ...PLAIN, chance: 'markov', probability: p, correlation: rho },
        p,
        p * (1 - p),
        rho,
      ] as const,
  ),
  ...[
    [0.05, 0.5, 1, 0],
    [0.01, 0.2, 0.8, 0.02],
    [0.3, 0.1, 0.9, 0.4],
  ].map(([p = 0, r = 0, eb = 0, eg = 0]) => {
    const b = p / (p + r)
    const spec = {
      chance: 'gilbert-elliott',
      goodToBad: p,
      badToGood: r,
      hitInBad: eb,
      hitInGood: eg,
    } as const
    // (r (1−k) + p (1−h)) / (p + r)
    const rate = (r * eg + p * eb) / (p + r)
    return [
      `gilbert-elliott(${p}, ${r}, ${eb}, ${eg})`,
      { ...PLAIN, ...spec },
      rate,
      b * (1 - b) * (eb - eg) ** 2,
      1 - p - r,
    ] as const
  }),
]

describe.each(MODELS)('%s', (_title, spec, rate, c, lambda) => {
  it('says its long-run rate, and keeps it within four standard errors', () => {
    expect(longRunRate(spec)).toBeCloseTo(rate, 12)
    const variance = rate * (1 - rate) + (2 * c * lambda) / (1 - lambda)
    const found = meanOf(draw(spec).map(Number))
    expect(Math.abs(found - rate)).toBeLessThan(4 * Math.sqrt(variance / MATCHES))
  })

  it('says how many hits come in a row, and keeps it within four standard errors', () => {
    const runs = lengthsOfRuns(draw(spec))
    const mean = meanOf(runs)
    expect(Math.abs(mean - meanBurst(spec))).toBeLessThan(
      (4 * deviationOf(runs, mean)) / Math.sqrt(runs.length),
    )
  })
})

/** The chances p13, p31, p32, p23, p14, and the states in which hits fall, as a matrix. */
const FOUR: readonly (readonly number[])[] = [
  [0.05, 0.3, 0.1, 0.5, 0.01],
  [0.02, 0.25, 0, 0, 0],
  [0.2, 0.5, 0.4, 0.2, 0.1],
  [0, 0.3, 0.1, 0.5, 0.2],
  [0.1, 0, 0.3, 0.4, 0],
  [0.7, 0.6, 0.6, 0.9, 0.5],
]

describe.each(FOUR)('markov4(%s, %s, %s, %s, %s)', (p13, p31, p32, p23, p14) => {
  const spec: ChanceSpec = {
    ...PLAIN,
    chance: 'markov4',
    gapToBurst: p13,
    burstToGap: p31,
    burstToPause: p32,
    pauseToBurst: p23,
    isolated: p14,
  }
  const toBurst = Math.min(p13, 1 - p14)
  const toGap = Math.min(p31, 1 - p32)
  const matrix = [
    [1 - toBurst - p14, 0, toBurst, p14],
    [0, 1 - p23, p23, 0],
    [toGap, p32, 1 - toGap - p32, 0],
    [1, 0, 0, 0],
  ]
  const step = (from: readonly number[]) =>
    from.map((_, to) => from.reduce((sum, share, state) => sum + share * matrix[state]![to]!, 0))
  const after = (matches: number, from: readonly number[]) => {
    let shares = from
    for (let n = 0; n < matches; n++) shares = step(shares)
    return shares
  }
  const ofHits = (shares: readonly number[]) => shares[2]! + shares[3]!

  it('says the long-run rate and the length of bursts that its matrix comes to', () => {
    const shares = after(50_000, [0.5, 0, 0.5, 0])
    const rate = ofHits(shares)
    expect(longRunRate(spec)).toBeCloseTo(rate, 9)
    const begins = rate - ofHits(step([0, 0, shares[2]!, shares[3]!]))
    expect(meanBurst(spec)).toBeCloseTo(rate / begins, 6)
  })

  it('keeps its rate within four standard errors', () => {
    const shares = after(50_000, [0.5, 0, 0.5, 0])
    const rate = ofHits(shares)
    let sum = rate * (1 - rate)
    let hits: readonly number[] = [0, 0, shares[2]!, shares[3]!]
    for (let apart = 1; apart < 2_000; apart++) {
      hits = step(hits)
      sum += 2 * (ofHits(hits) - rate * rate)
    }
    const found = meanOf(draw(spec).map(Number))
    expect(Math.abs(found - rate)).toBeLessThan(4 * Math.sqrt(sum / MATCHES))
  })
})

describe('chance', () => {
  it('bursts have the length that the textbooks give', () => {
    expect(meanBurst(PLAIN)).toBeCloseTo(1 / (1 - 0.3), 12)
    const markov: ChanceSpec = { ...PLAIN, chance: 'markov', probability: 0.2, correlation: 0.6 }
    expect(meanBurst(markov)).toBeCloseTo(1 / ((1 - 0.6) * (1 - 0.2)), 12)
    const gilbert: ChanceSpec = { ...PLAIN, chance: 'gilbert-elliott', goodToBad: 0.1, badToGood: 0.25 }
    expect(meanBurst(gilbert)).toBeCloseTo(1 / 0.25, 12)
  })

  it('a good-and-bad channel with r = 1−p, 1−h = 1, 1−k = 0 is a Bernoulli one', () => {
    const spec: ChanceSpec = { ...PLAIN, chance: 'gilbert-elliott', goodToBad: 0.3, badToGood: 0.7 }
    expect(longRunRate(spec)).toBeCloseTo(0.3, 12)
    expect(meanBurst(spec)).toBeCloseTo(meanBurst(PLAIN), 12)
  })

  it('without memory, markov makes the very decisions of bernoulli', () => {
    expect(draw({ ...PLAIN, chance: 'markov', correlation: 0 }, 1_000)).toEqual(draw(PLAIN, 1_000))
  })

  it('a script hits the matches it names, once each, in whatever order they stand', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 50 })), (matches) => {
        const hits = draw({ ...PLAIN, chance: 'script', matches }, 50)
        expect(hits.flatMap((hit, index) => (hit ? [index + 1] : []))).toEqual(
          matches.toSorted((a, b) => a - b),
        )
      }),
    )
  })

  it('bursts that pause for ever, or never end, are all there is in the long run', () => {
    const spec: ChanceSpec = { ...PLAIN, chance: 'markov4', gapToBurst: 0.1 }
    expect(longRunRate(spec)).toBe(1)
    expect(meanBurst(spec)).toBe(Infinity)
    expect(longRunRate({ ...spec, burstToPause: 0.1 })).toBe(0)
    expect(draw({ ...spec, burstToPause: 0.1 }, 100).some(Boolean)).toBe(false)
  })

  it('never ends a row that nothing ends, and has none where nothing hits', () => {
    expect(meanBurst({ ...PLAIN, probability: 1 })).toBe(Infinity)
    expect(meanBurst({ ...PLAIN, probability: 0 })).toBe(0)
    expect(longRunRate({ ...PLAIN, chance: 'gilbert-elliott', hitInGood: 0.25 })).toBe(0.25)
  })
})
