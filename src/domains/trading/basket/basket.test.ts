import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateData, type GeneratedData } from '../../generate.ts'
import { flashCrash } from '../profiles/flash-crash.ts'
import { gradualTrend } from '../profiles/gradual-trend.ts'
import { randomStream } from '../../../base/random.ts'
import { BLOCK } from '../../phases.ts'
import { basket } from './basket.ts'
import { BasketChance } from './chance.ts'
import { sharesOf, type Pair } from './matrix.ts'

const NAMES = ['A', 'B', 'C', 'D']
const make = (params: object, count: number, seed = '1', profile: object = { speed: 0 }): GeneratedData =>
  generateData(basket, basket.params.parse(params), gradualTrend, gradualTrend.params.parse(profile), {
    seed,
    id: 'b',
    count,
    stepMs: 1_000,
  })
const assets = (names: readonly string[], betas: readonly number[] = []) =>
  names.map((name, nth) => ({
    name,
    beta: betas[nth] ?? 1,
    basePrice: 1_000,
    tick: '0.0001',
    volatility: 0.01,
  }))
const pairs = (...list: [string, string, number][]): Pair[] =>
  list.map(([first, second, correlation]) => ({ first, second, correlation }))

const correlationOf = (data: GeneratedData, a: string, b: string): number => {
  const returns = (name: string) => {
    const column = data.timeSeries[name]!
    return Array.from(column.subarray(1), (value, k) => Math.log(value / column[k]!))
  }
  const [x, y] = [returns(a), returns(b)]
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(x), mean(y)]
  const sum = (f: (k: number) => number) => x.reduce((total, _, k) => total + f(k), 0)
  return (
    sum((k) => (x[k]! - mx) * (y[k]! - my)) /
    Math.sqrt(sum((k) => (x[k]! - mx) ** 2) * sum((k) => (y[k]! - my) ** 2))
  )
}

describe('the shares of a correlation matrix', () => {
  const matrix = (common: number, given: readonly Pair[]) =>
    NAMES.map((a) =>
      NAMES.map((b) =>
        a === b
          ? 1
          : (given.find(({ first, second }) => [first, second].toSorted().join() === [a, b].toSorted().join())
              ?.correlation ?? common),
      ),
    )
  const determinant = (rows: readonly (readonly number[])[]): number =>
    rows.length === 0
      ? 1
      : rows[0]!.reduce(
          (sum, value, nth) =>
            sum +
            (nth % 2 === 0 ? 1 : -1) *
              value *
              determinant(rows.slice(1).map((row) => row.filter((_, at) => at !== nth))),
          0,
        )
  const ofNames = NAMES.map((name) => ({ name, beta: 1 }))
  const correlation = fc.double({ min: -0.99, max: 0.99, noNaN: true })
  const all = NAMES.flatMap((a, i) => NAMES.slice(i + 1).map((b) => [a, b] as const))

  it('gives the matrix back, or there is none: just when a leading minor is not above zero', () => {
    let refused = 0
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.array(fc.option(correlation, { nil: null }), { minLength: 6, maxLength: 6 }),
        (common, values) => {
          const given = all.flatMap(([first, second], nth): Pair[] =>
            values[nth] == null ? [] : [{ first, second, correlation: values[nth] }],
          )
          const wanted = matrix(common, given)
          const minors = NAMES.map((_, n) =>
            determinant(wanted.slice(0, n + 1).map((row) => row.slice(0, n + 1))),
          )
          fc.pre(minors.every((minor) => Math.abs(minor) > 1e-6))
          const found = sharesOf(ofNames, common, given)
          if ('pair' in found) {
            refused++
            expect(minors.some((minor) => minor < 0)).toBe(true)
            expect(given).toContain(found.pair)
            const nearer = given.map((one) => ({
              ...one,
              correlation: common + (found.share / 100) * (one.correlation - common),
            }))
            expect('pair' in sharesOf(ofNames, common, nearer)).toBe(false)
            return
          }
          expect(minors.every((minor) => minor > 0)).toBe(true)
          for (let i = 0; i < 4; i++)
            for (let j = 0; j <= i; j++) {
              let sum = found[i]!.common * found[j]!.common
              for (let k = 0; k <= j; k++) sum += found[i]!.own[k]! * found[j]!.own[k]!
              expect(sum).toBeCloseTo(wanted[i]![j]!, 9)
            }
        },
      ),
      { numRuns: 300 },
    )
    expect(refused).toBeGreaterThan(10)
  })

  it('that does not exist is refused with the pair, and how far it may go', () => {
    const parsed = basket.params.safeParse({
      assets: assets(['A', 'B', 'C']),
      pairs: pairs(['A', 'B', 0.9], ['A', 'C', 0.9], ['B', 'C', -0.9]),
    })
    expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [
        ['pairs', 1],
        'no assets can move like that: A and C contradict what the other correlations say of them. 42 % of the way from the common 0.5 to those of the pairs would do',
      ],
    ])
  })

  it('says of a common correlation that cannot be just that', () => {
    const parsed = basket.params.safeParse({ correlation: 5 })
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['correlation']])
  })

  it.each([
    [pairs(['A', 'X', 0.1]), 'there is no asset X'],
    [pairs(['A', 'A', 0.1]), 'a pair needs two assets'],
    [pairs(['A', 'B', 0.1], ['B', 'A', 0.2]), 'B and A have a correlation already'],
  ])('names what is wrong with a pair: %j', (given, message) => {
    const parsed = basket.params.safeParse({ assets: assets(['A', 'B']), pairs: given })
    expect(parsed.error?.issues[0]?.message).toBe(message)
  })
})

describe('pairs of their own', () => {
  const COUNT = 20_000
  const near = (value: number, wanted: number) =>
    expect(Math.abs(value - wanted)).toBeLessThan((4 * (1 - wanted * wanted)) / Math.sqrt(COUNT) + 0.002)

  it('move as they are told whatever the signs of their betas, the others as all do', () => {
    const given = { correlation: 0.3, pairs: pairs(['A', 'B', -0.6], ['C', 'B', 0.1]) }
    for (const betas of [
      [1, 1, 1],
      [1, 2, -1],
    ]) {
      const data = make({ ...given, assets: assets(['A', 'B', 'C'], betas) }, COUNT)
      near(correlationOf(data, 'A', 'B'), -0.6)
      near(correlationOf(data, 'B', 'C'), 0.1)
      near(correlationOf(data, 'A', 'C'), betas[2]! < 0 ? -0.3 : 0.3)
    }
  })

  it('without them an asset with a beta below zero goes against the others', () => {
    const data = make({ correlation: 0.5, assets: assets(['A', 'B'], [1, -1]) }, COUNT)
    near(correlationOf(data, 'A', 'B'), -0.5)
  })

  // With a crash in it, so that there is calm and stress.
  const crashing = (params: object, seed: string) =>
    generateData(basket, basket.params.parse(params), flashCrash, flashCrash.params.parse({ stress: 8 }), {
      seed,
      id: 'b',
      count: 200,
      stepMs: 1_000,
    })
  const beta = fc.constantFrom(1, 0.4, -1)

  it('an asset added below the others changes none of them, whatever it is paired with', () => {
    const correlation = fc.double({ min: -0.95, max: 0.95, noNaN: true })
    let added = 0
    fc.assert(
      fc.property(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('normal', '4'),
        fc.option(correlation),
        correlation,
        fc.array(beta, { minLength: 3, maxLength: 3 }),
        (seed, tails, first, second, betas) => {
          const given = { tails, realism: 1, correlation: 0.4 }
          const before = first === null ? [] : pairs(['A', 'B', first])
          const few = { ...given, pairs: before, assets: assets(['A', 'B'], betas) }
          const more = { ...few, pairs: [...before, ...pairs(['C', 'A', second])] }
          const many = { ...more, assets: assets(['A', 'B', 'C'], betas) }
          if (![few, many].every((params) => basket.params.safeParse(params).success)) return
          added++
          const [alone, joined] = [crashing(few, seed), crashing(many, seed)]
          for (const name of ['A', 'B']) expect(joined.timeSeries[name]).toEqual(alone.timeSeries[name])
        },
      ),
      { numRuns: 100 },
    )
    expect(added).toBeGreaterThan(30)
  })

  it('an asset without a pair changes nothing in the others, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), fc.nat({ max: 3 }), beta, (seed, place, ofNew) => {
        const given = { realism: 1, correlation: 0.4, pairs: pairs(['A', 'B', 0.8], ['C', 'B', 0]) }
        const three = assets(['A', 'B', 'C'], [1, 1.5, 2])
        const four = [...three.slice(0, place), ...assets(['NEW'], [ofNew]), ...three.slice(place)]
        const [few, many] = [
          crashing({ ...given, assets: three }, seed),
          crashing({ ...given, assets: four }, seed),
        ]
        for (const name of ['A', 'B', 'C']) expect(many.timeSeries[name]).toEqual(few.timeSeries[name])
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    ['that leave room for what all have in common', 0.3, pairs(['A', 'B', 0.7], ['C', 'B', 0.1])],
    ['that leave none', 0.3, pairs(['A', 'B', -0.6], ['C', 'B', 0.1])],
  ])(
    '%s come to the stress correlation as stress grows, with a variance of 1 all the way',
    (_case, correlation, given) => {
      const dependence = { correlation, stressCorrelation: 0.9 }
      const of = { ...dependence, assets: assets(['A', 'B', 'C']), pairs: given, tails: 'normal', realism: 0 }
      for (const stress of [1, 3, 1e9]) {
        const chance = new BasketChance(of, {
          stepMs: 1_000,
          random: (purpose) => randomStream(`stress ${stress}`, purpose),
        })
        const noises = of.assets.map(({ name }, index) =>
          chance.noiseOf(index)({
            volatility: 0.01,
            random: (purpose) => randomStream(`stress ${stress}`, `${name}/${purpose}`),
          }),
        )
        const drawn = noises.map(() => new Float64Array(40 * BLOCK))
        const [z, factor, stresses] = [0, 0, stress].map((fill) => new Float64Array(BLOCK).fill(fill))
        for (let block = 0; block < 40; block++)
          noises.forEach((noise, nth) => {
            noise.draw(z!, factor!, stresses!)
            drawn[nth]!.set(z!, block * BLOCK)
          })
        const mean = (a: Float64Array, b: Float64Array) =>
          a.reduce((sum, value, k) => sum + value * b[k]!, 0) / a.length
        const error = 5 / Math.sqrt(40 * BLOCK)
        for (const one of drawn) expect(Math.abs(mean(one, one) - 1)).toBeLessThan(2 * error)
        if (stress === 3) continue
        of.assets.forEach(({ name: a }, i) =>
          of.assets.slice(0, i).forEach(({ name: b }, j) => {
            const pair = given.find(
              ({ first, second }) => [first, second].includes(a) && [first, second].includes(b),
            )
            const wanted = stress > 1 ? 0.9 : (pair?.correlation ?? correlation)
            expect(Math.abs(mean(drawn[i]!, drawn[j]!) - wanted), `${a} ${b} ${stress}`).toBeLessThan(error)
          }),
        )
      }
    },
  )

  it('keep the drift that was asked for where beta is below zero: E = S (growth)^beta', () => {
    const ends = Array.from({ length: 2_000 }, (_, seed) => {
      const data = make({ assets: assets(['A'], [-1]) }, 50, String(seed), { speed: 0.002 })
      return data.timeSeries['A']![49]!
    })
    const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length
    const error = Math.sqrt(ends.reduce((sum, end) => sum + (end - mean) ** 2, 0)) / ends.length
    expect(Math.abs(mean - 1_000 * Math.exp(-0.1))).toBeLessThan(4 * error)
  })

  it('a hedge rises in the crash by exactly what its beta says', () => {
    const params = basket.params.parse({
      assets: assets(['A', 'H'], [1, -1]),
      pairs: pairs(['A', 'H', -0.9]),
    })
    const crash = flashCrash.params.parse({ normal: 0, crash: 20, severity: 0.4, recovery: 0 })
    const options = { seed: '1', id: 'b', count: 20, stepMs: 1_000 }
    const { timeSeries } = generateData(basket, params, flashCrash, crash, options)
    expect(timeSeries['A']![19]).toBeCloseTo(600, 3)
    expect(timeSeries['H']![19]).toBeCloseTo(1_000 / 0.6, 3)
  })
})
