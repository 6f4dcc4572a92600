import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { present } from '../../base/assert.ts'
import type { ProfileKind, SourceKind, Spec } from '../../kinds/contracts.ts'
import type { RandomStream } from '../../base/random.ts'
import { Generation, generateData, type GeneratedData } from '../generate.ts'
import { loadScripts } from '../script-starter.ts'
import { basket } from './basket/basket.ts'
import { market } from './market.ts'
import { accumulationBreakout } from './profiles/accumulation-breakout.ts'
import { flashCrash } from './profiles/flash-crash.ts'
import { gapOpen } from './profiles/gap-open.ts'
import { gradualTrend } from './profiles/gradual-trend.ts'
import { haltedMarket } from './profiles/halted-market.ts'
import { marketProfiles } from './profiles/index.ts'
import { irregularTimestamps } from './profiles/irregular-timestamps.ts'
import { negativePrice } from './profiles/negative-price.ts'
import { phases } from './profiles/phases.ts'
import { sidewaysMarket } from './profiles/sideways-market.ts'
import { staircase } from './profiles/staircase.ts'
import { supportResistance } from './profiles/support-resistance.ts'

vi.setConfig({ testTimeout: 60_000 })

const scripts = await loadScripts()

const make = (
  source: SourceKind,
  params: object,
  profile: ProfileKind,
  profileParams: object,
  { seed = '1', count = 200, id = 'm' } = {},
): GeneratedData =>
  generateData(source, source.params.parse(params), profile, profile.params.parse(profileParams), {
    seed,
    id,
    count,
    stepMs: 1_000,
    scripts,
  })

const column = (data: GeneratedData, name: string): Float64Array => present(data.timeSeries[name], name)
/** Chance that never does anything. */
const still: RandomStream = {
  uniform: () => 0.5,
  normal: () => 0,
  below: () => 0,
  misses: (_chance, most) => most,
  uniforms: (out) => out.fill(0.5),
  normals: (out) => out.fill(0),
}
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const seeds = fc.string({ maxLength: 8 })

const profileCases = marketProfiles.flatMap((profile) =>
  profile.examples.map((example) => [`${profile.name}: ${example.title}`, profile, example.params] as const),
)

const settings = fc.record({
  basePrice: fc.oneof(finite(0.02, 5), finite(1, 1e6)),
  volatility: fc.oneof(fc.constant(0), finite(0, 0.02), finite(0, 0.5)),
  spreadBps: finite(0, 5_000),
  tick: fc.constantFrom('0.0001', '0.01', '0.05', '0.25', '1', '5'),
  realism: fc.constantFrom(0, 0.5, 1),
  noise: fc.constantFrom<Spec>(
    { kind: 'market-like', params: {} },
    { kind: 'heston', params: {} },
    { kind: 'garch', params: {} },
    { kind: 'regimes', params: {} },
  ),
  jumps: fc.constantFrom<Spec>(
    { kind: 'none', params: {} },
    { kind: 'merton', params: { rate: 0.2 } },
    { kind: 'kou', params: { rate: 0.2 } },
  ),
})

describe.each(profileCases)('%s', (_title, profile, params) => {
  it('gives whole ticks with tick <= bid < price < ask, and candles that hold their ends', () => {
    fc.assert(
      fc.property(seeds, settings, (seed, given) => {
        const all = { ...given, candles: true, volume: true, depth: true }
        const data = make(market, all, profile, params, { seed, count: 150 })
        const tick = Number(given.tick)
        const down = tick < 1 ? Math.round(1 / tick) : 1
        const [price, bid, ask, spread] = ['price', 'bid', 'ask', 'spread'].map((name) => column(data, name))
        const [open, high, low] = ['open', 'high', 'low'].map((name) => column(data, name))
        const signed = profile === negativePrice
        for (let k = 0; k < 150; k++) {
          for (const value of [price![k]!, bid![k]!, ask![k]!, high![k]!, low![k]!]) {
            const ticks = tick < 1 ? value * down : value / tick
            // The decimal of a whole number of ticks, and no other double beside it.
            expect(tick < 1 ? Math.round(ticks) / down : Math.round(ticks) * tick).toBe(value)
            expect(Object.is(value, -0)).toBe(false)
          }
          expect(bid![k]!).toBeLessThan(price![k]!)
          expect(price![k]!).toBeLessThan(ask![k]!)
          expect(spread![k]!).toBeGreaterThan(0)
          if (!signed) expect(bid![k]!).toBeGreaterThanOrEqual(tick)
          expect(low![k]!).toBeLessThanOrEqual(Math.min(open![k]!, price![k]!))
          expect(high![k]!).toBeGreaterThanOrEqual(Math.max(open![k]!, price![k]!))
          if (!signed) expect(low![k]!).toBeGreaterThanOrEqual(tick)
          if (k > 0) expect(open![k]).toBe(price![k - 1])
          for (const name of ['volume', 'bidSize', 'askSize'])
            expect(Number.isSafeInteger(column(data, name)[k])).toBe(true)
        }
      }),
      { numRuns: 8 },
    )
  })

  it('is the same in parts: N and then M steps are N + M', () => {
    const options = { seed: 'parts', id: 'm', count: 300, stepMs: 1_000, scripts }
    const whole = make(market, { realism: 1, volume: true }, profile, params, { seed: 'parts', count: 300 })
    const parts = new Generation(
      market,
      market.params.parse({ realism: 1, volume: true }),
      profile,
      profile.params.parse(params),
      options,
    )
    for (const part of [1, 62, 1, 64, 3, 169]) parts.advance(part)
    expect(parts.result()).toEqual(whole)
  })

  it('does not change its prices when candles, volume and depth are added', () => {
    const plain = make(market, { realism: 0.7 }, profile, params)
    const more = make(market, { realism: 0.7, candles: true, volume: true, depth: true }, profile, params)
    expect(Object.keys(plain.timeSeries)).toEqual(['price', 'bid', 'ask', 'spread'])
    for (const name of Object.keys(plain.timeSeries)) expect(column(more, name)).toEqual(column(plain, name))
  })
})

describe('without volatility', () => {
  const chancy = new Set([
    'sideways-market',
    'volatile-market',
    'bear-crash',
    'accumulation-breakout',
    'distribution-breakdown',
  ])
  it.each(
    marketProfiles.filter(({ name }) => !chancy.has(name)).map((profile) => [profile.name, profile] as const),
  )('%s is the same for every seed', (_name, profile) => {
    const [a, b] = ['1', '2'].map((seed) =>
      make(market, { volatility: 0, realism: 1 }, profile, {}, { seed }),
    )
    expect(column(a!, 'price')).toEqual(column(b!, 'price'))
  })
})

describe('what is promised exactly', () => {
  const nearest = (value: number) => Math.round(value * 100) / 100
  const texture = fc.record({ seed: seeds, volatility: finite(0, 0.05), realism: fc.constantFrom(0, 1) })
  const steps = fc.integer({ min: 1, max: 150 })

  it('flash crash: the low and the level after recovery, to the tick', () => {
    fc.assert(
      fc.property(
        texture,
        steps,
        steps,
        finite(0, 0.999),
        finite(0, 2),
        (given, crash, recovery, severity, extent) => {
          const params = { normal: 0, crash, recovery, severity, recoveryExtent: extent }
          const count = crash + recovery
          const { timeSeries } = make(market, { ...given, basePrice: 1_000 }, flashCrash, params, {
            seed: given.seed,
            count,
          })
          const low = 1_000 * (1 - severity)
          expect(timeSeries['price']![crash - 1]).toBeCloseTo(nearest(low), 1)
          expect(Math.abs(timeSeries['price']![crash - 1]! - low)).toBeLessThanOrEqual(0.00501)
          expect(
            Math.abs(timeSeries['price']![count - 1]! - (low + extent * (1_000 - low))),
          ).toBeLessThanOrEqual(0.00501)
        },
      ),
    )
  })

  it('composed phases: every block ends at its change', () => {
    const block = fc.record({
      steps: fc.integer({ min: 1, max: 80 }),
      change: finite(-0.9, 3),
      shape: fc.constantFrom('even', 'smooth', 'accelerating', 'levelling', 'pump', 'dump', 'gap'),
      bend: finite(1, 12),
      stress: finite(0, 20),
    })
    fc.assert(
      fc.property(texture, fc.array(block, { minLength: 1, maxLength: 6 }), (given, list) => {
        const blocks = list.map((one, index) => ({ ...one, name: `P${index}` }))
        const count = blocks.reduce((sum, one) => sum + one.steps, 0)
        const { timeSeries, phases: stretches } = make(
          market,
          { ...given, basePrice: 1e6, tick: '0.01', spreadBps: 0 },
          phases,
          { phases: blocks },
          { seed: given.seed, count },
        )
        let want = 1e6
        let at = 0
        blocks.forEach(({ steps: length, change, name }, index) => {
          want *= 1 + change
          at += length
          expect(stretches[index]).toMatchObject({ name, to: at })
          expect(Math.abs(timeSeries['price']![at - 1]! - Math.max(want, 0.02))).toBeLessThanOrEqual(
            0.00501 + want * 1e-12,
          )
        })
      }),
    )
  })

  it('breakout, staircase and gap end where they say', () => {
    fc.assert(
      fc.property(texture, finite(0.01, 0.5), (given, size) => {
        const price = (profile: ProfileKind, params: object, at: number) =>
          make(market, { ...given, basePrice: 1_000 }, profile, params, { seed: given.seed, count: at + 1 })
            .timeSeries['price']![at]!
        expect(
          Math.abs(price(accumulationBreakout, { broken: size }, 79) - 1_000 * (1 + size)),
        ).toBeLessThanOrEqual(0.00501)
        expect(
          Math.abs(price(staircase, { height: size, stairs: 3 }, 71) - 1_000 * (1 + size) ** 3),
        ).toBeLessThanOrEqual(0.00501)
        const filled = { before: 0, gap: -size, filled: 1 }
        expect(Math.abs(price(gapOpen, filled, 39) - 1_000)).toBeLessThanOrEqual(0.00501)
        expect(Math.abs(price(negativePrice, { normal: 0, low: -size }, 39) + size)).toBeLessThanOrEqual(
          0.00501,
        )
      }),
      { numRuns: 40 },
    )
  })

  it('sideways: the band is never left', () => {
    fc.assert(
      fc.property(texture, finite(0.001, 0.3), (given, range) => {
        const { timeSeries } = make(
          market,
          { ...given, basePrice: 1_000 },
          sidewaysMarket,
          { range },
          { seed: given.seed, count: 400 },
        )
        for (const price of timeSeries['price']!) {
          expect(price).toBeLessThanOrEqual(1_000 * (1 + range) + 0.00501)
          expect(price).toBeGreaterThanOrEqual(1_000 / (1 + range) - 0.00501)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('levels that always hold are never crossed', () => {
    fc.assert(
      fc.property(seeds, finite(0.005, 0.05), (seed, width) => {
        const params = { support: width, resistance: width, strength: 1, mostTouches: 1_000 }
        const { timeSeries } = make(
          market,
          { basePrice: 1_000, volatility: 0.004, realism: 1 },
          supportResistance,
          params,
          { seed, count: 500 },
        )
        for (const price of timeSeries['price']!)
          expect(Math.abs(price - 1_000)).toBeLessThanOrEqual(1_000 * width + 0.00501)
      }),
      { numRuns: 40 },
    )
  })
})

describe('a closed market', () => {
  it('publishes nothing, keeps its price in a preview, and jumps when it reopens', () => {
    const params = { normal: 5, fall: 5, halt: 4, fallen: 0.1 }
    const data = make(market, { basePrice: 1_000, volatility: 0.01 }, haltedMarket, params, { count: 20 })
    expect([...data.timesMs]).toEqual(Array.from({ length: 20 }, (_, k) => k * 1_000))
    expect(data.phases.map(({ name, from, to }) => [name, from, to]).slice(0, 4)).toEqual([
      ['Normal', 0, 5],
      ['Fall', 5, 10],
      ['Halt', 10, 14],
      ['Reopening', 14, 15],
    ])
    const price = column(data, 'price')
    expect(new Set(price.slice(9, 14)).size).toBe(1)
    expect(price[14]).not.toBe(price[13])
  })

  it('leaves holes of its length between data', () => {
    const run = market.start(
      market.params.parse({}),
      irregularTimestamps,
      irregularTimestamps.params.parse({ every: 3, hole: 2 }) as never,
      { stepMs: 1_000, random: () => still },
    )
    const offsets = new Float64Array(4)
    const published = Array.from({ length: 12 }, () => {
      const count = present(run.arrivals, 'arrivals')(offsets)
      if (count > 0) run.next(new Float64Array(4))
      return count
    })
    expect(published).toEqual([1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1])
  })
})

describe('a basket', () => {
  const asset = (name: string, more: object = {}) => ({ name, basePrice: 1_000, ...more })
  const crash = { normal: 0, crash: 20, severity: 0.4, recovery: 0 }

  it('does not change an asset when another joins, whatever its place', () => {
    const given = { correlation: 0.6, tails: '4', realism: 1 }
    const [a, b, c] = [asset('A', { beta: 0.7 }), asset('B', { beta: 2 }), asset('C')]
    const few = make(basket, { ...given, assets: [a, b] }, flashCrash, {})
    for (const assets of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      const many = make(basket, { ...given, assets }, flashCrash, {})
      for (const name of ['A', 'B']) expect(column(many, name)).toEqual(column(few, name))
    }
  })

  it('falls together, each asset by its beta, exactly', () => {
    fc.assert(
      fc.property(seeds, finite(0.1, 3), finite(0, 0.02), (seed, beta, volatility) => {
        const assets = [asset('A', { beta, volatility }), asset('B')]
        const data = make(basket, { assets, tails: '4', realism: 1 }, flashCrash, crash, { seed, count: 20 })
        expect(Math.abs(column(data, 'A')[19]! - 1_000 * 0.6 ** beta)).toBeLessThanOrEqual(0.00501)
        expect(Math.abs(column(data, 'B')[19]! - 600)).toBeLessThanOrEqual(0.00501)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the drift that was asked for, whatever the beta: E = S (growth)^beta', () => {
    const ends = Array.from({ length: 3_000 }, (_, seed) => {
      const assets = [asset('A', { beta: 0.5, volatility: 0.05 })]
      return column(
        make(basket, { assets }, gradualTrend, { speed: 0.002 }, { seed: String(seed), count: 50 }),
        'A',
      )[49]!
    })
    const mean = ends.reduce((sum, end) => sum + end, 0) / ends.length
    const error = Math.sqrt(ends.reduce((sum, end) => sum + (end - mean) ** 2, 0) / ends.length / ends.length)
    expect(Math.abs(mean - 1_000 * Math.exp(0.5 * 0.002 * 50))).toBeLessThan(4 * error)
  })
})

describe('a switch of the profile', () => {
  it('goes on from the price at hand', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (steps) => {
        const from = gradualTrend.params.parse({ speed: 0.01 })
        const source = market.params.parse({ basePrice: 1_000, volatility: 0 })
        const run = market.start(source, gradualTrend, from as never, { stepMs: 1_000, random: () => still })
        const out = new Float64Array(4)
        for (let k = 0; k < steps; k++) run.next(out)
        const at = out[0]!
        run.switchProfile(gradualTrend, gradualTrend.params.parse({ speed: 0 }) as never)
        run.next(out)
        expect(Math.abs(out[0]! - at)).toBeLessThanOrEqual(0.01)
        expect(run.statistics().find(({ name }) => name === 'count')?.value).toBe(steps + 1)
      }),
      { numRuns: 30 },
    )
  })
})
