import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlainEvent } from '../../../kinds/contracts.ts'
import { judgeTrace } from '../../../kinds/monitor/judge-trace.ts'
import { breakout } from './breakout.ts'
import { circuitBreakerLevels } from './circuit-breaker-levels.ts'
import { drawdown } from './drawdown.ts'
import { flatline } from './flatline.ts'
import { Pivots } from './pivots.ts'
import { priceBand } from './price-band.ts'
import { priceCorrelation } from './price-correlation.ts'
import { priceGap } from './price-gap.ts'
import { priceRecovery } from './price-recovery.ts'
import { realizedVolatility } from './realized-volatility.ts'
import { trendEfficiency } from './trend-efficiency.ts'
import { velocityHalt } from './velocity-halt.ts'

const RUNS = { numRuns: 1_000 }

/** Walks on a coarse grid, so that levels are met exactly and often. */
const walks = fc
  .array(fc.constantFrom(-20, -10, -5, 0, 0, 5, 10, 20), { minLength: 1, maxLength: 14 })
  .map((moves) => {
    let price = 100
    return moves.map((move) => (price = Math.max(5, price + move)))
  })
const ticks = (prices: readonly number[], gapMs = 1_000): PlainEvent[] =>
  prices.map((price, index) => ({ topic: 'tick', atMs: index * gapMs, payload: { price } }))
const pairs = (prices: readonly number[]) =>
  prices.flatMap((later, at) => prices.slice(0, at + 1).map((earlier) => ({ earlier, later })))

describe('against whole-series evaluators', () => {
  it('drawdown and run-up: the worst of all pairs of prices', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 0, max: 60 }), fc.boolean(), (prices, max, up) => {
        const worst = Math.max(
          ...pairs(prices).map(
            ({ earlier, later }) => 100 * (up ? later / earlier - 1 : 1 - later / earlier),
          ),
        )
        const params = { event: 'tick', max: max + 0.13, direction: up ? 'run-up' : 'drawdown' }
        const result = judgeTrace(drawdown, params, ticks(prices))
        expect(result.verdict).toBe(worst <= max + 0.13 ? 'holds' : 'violated')
        if (result.verdict === 'holds')
          expect(result.margin).toBeCloseTo(Math.min(worst, max + 0.13 - worst), 9)
      }),
      RUNS,
    )
  })

  it('flat lines: the longest run of equal prices', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 4 }), (prices, most) => {
        const runs = prices.map((price, at) => {
          const end = prices.slice(at).findIndex((other) => other !== price)
          return end < 0 ? prices.length - at : end
        })
        expect(judgeTrace(flatline, { event: 'tick', most }, ticks(prices)).verdict).toBe(
          Math.max(...runs) <= most ? 'holds' : 'violated',
        )
      }),
      RUNS,
    )
  })

  it('efficiency ratio', () => {
    fc.assert(
      fc.property(walks, (prices) => {
        const way = prices.slice(1).reduce((sum, price, at) => sum + Math.abs(price - prices[at]!), 0)
        const ratio = Math.abs(prices.at(-1)! - prices[0]!) / way
        const result = judgeTrace(trendEfficiency, { event: 'tick', min: 0.503 }, ticks(prices))
        expect(result.verdict).toBe(way === 0 || ratio >= 0.503 ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })

  it('breakouts: so many prices in a row beyond, after one that was not', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 3 }), fc.boolean(), (prices, confirm, up) => {
        const beyond = (price: number) => (up ? price > 100.5 : price < 99.5)
        const inside = (price: number) => (up ? price <= 100 : price >= 100)
        const found = prices.some(
          (_, end) =>
            end + 1 >= confirm &&
            prices.slice(end + 1 - confirm, end + 1).every(beyond) &&
            prices.slice(0, end + 1 - confirm).some(inside),
        )
        const params = { event: 'tick', confirm, direction: up ? 'up' : 'down' }
        expect(judgeTrace(breakout, params, ticks(prices)).verdict).toBe(found ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })

  it('gaps: any neighbours so far apart', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 20 }), (prices, size) => {
        const jumps = prices.slice(1).map((price, at) => 100 * Math.abs(price / prices[at]! - 1))
        expect(judgeTrace(priceGap, { event: 'tick', size }, ticks(prices)).verdict).toBe(
          jumps.some((jump) => jump >= size) ? 'violated' : 'holds',
        )
      }),
      RUNS,
    )
  })

  it('velocity: the farthest move within the window asks for a halt', () => {
    fc.assert(
      fc.property(
        walks,
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 4 }),
        (prices, move, span) => {
          const far = prices.some((price, at) =>
            prices.slice(Math.max(0, at - span), at + 1).some((other) => {
              const change = 100 * (price / other - 1)
              return change >= move || 100 * (1 - price / other) >= move
            }),
          )
          const params = { event: 'tick', halt: 'halt', move, windowMs: Math.max(1, span * 1_000) }
          const result = judgeTrace(velocityHalt, params, ticks(prices), prices.length * 1_000)
          expect(result.verdict).toBe(far ? 'violated' : 'holds')
          expect(result.vacuous).toBe(!far)
        },
      ),
      RUNS,
    )
  })

  it('price bands: a price too far from the mean of those before it, without those outside', () => {
    fc.assert(
      fc.property(
        walks,
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 5 }),
        (prices, band, span) => {
          const inside: number[] = []
          let outside = false
          prices.forEach((price, at) => {
            const recent = inside.filter((index) => index >= at - span).map((index) => prices[index]!)
            const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length
            if (recent.length > 0 && Math.abs(100 * (price / mean - 1)) > band) outside = true
            else inside.push(at)
          })
          const params = { event: 'tick', halt: 'halt', band, windowMs: span * 1_000, withinMs: 0 }
          const result = judgeTrace(priceBand, params, ticks(prices), prices.length * 1_000)
          expect(result.verdict).toBe(outside ? 'violated' : 'holds')
        },
      ),
      RUNS,
    )
  })

  it('circuit breakers: the deepest fall from the first price', () => {
    fc.assert(
      fc.property(walks, (prices) => {
        const fell = prices.some((price) => 100 * (1 - price / prices[0]!) >= 7)
        const result = judgeTrace(
          circuitBreakerLevels,
          { event: 'tick', halt: 'halt' },
          ticks(prices),
          99_000,
        )
        expect(result.verdict).toBe(fell ? 'violated' : 'holds')
      }),
      RUNS,
    )
  })

  it('recovery: of one fall, so many prices after its lowest point', () => {
    fc.assert(
      fc.property(walks, fc.integer({ min: 1, max: 6 }), (prices, within) => {
        let holds = true
        for (let from = 0; ;) {
          // The first price that lies a fifth below the highest since the last recovery.
          const fall = prices.findIndex(
            (price, at) => at >= from && price <= Math.max(...prices.slice(from, at + 1)) * 0.8,
          )
          if (fall < 0) break
          const peak = Math.max(...prices.slice(from, fall + 1))
          const back = prices.findIndex((price, at) => {
            const low = Math.min(...prices.slice(fall, at + 1))
            return at > fall && price > low && (100 * (price - low)) / (peak - low) >= 50
          })
          if (back < 0) {
            holds = false
            break
          }
          const low = Math.min(...prices.slice(fall, back + 1))
          if (back - prices.indexOf(low, fall) > within) {
            holds = false
            break
          }
          from = back
        }
        const params = { event: 'tick', drop: 20, retrace: 50, within }
        expect(judgeTrace(priceRecovery, params, ticks(prices)).verdict).toBe(holds ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })
})

it('pivots alternate, are true extremes between their neighbours, and turn by the share asked', () => {
  fc.assert(
    fc.property(walks, (prices) => {
      const pivots = new Pivots(0.1)
      const found = prices.flatMap(
        (price, index) => pivots.add({ price, seq: index, atMs: index, index }) ?? [],
      )
      found.forEach((pivot, at) => {
        const next = found[at + 1]
        if (next === undefined) return
        expect(next.kind).not.toBe(pivot.kind)
        const between = prices.slice(pivot.index, next.index + 1)
        const [low, high] = pivot.kind === 'low' ? [pivot, next] : [next, pivot]
        expect(Math.min(...between)).toBe(low.price)
        expect(Math.max(...between)).toBe(high.price)
        expect(
          pivot.kind === 'high' ? low.price <= high.price * 0.9 : high.price >= low.price * 1.1 - 1e-9,
        ).toBe(true)
      })
    }),
    RUNS,
  )
})

describe('statistics', () => {
  const returns = (prices: readonly number[]) =>
    prices.slice(1).map((price, at) => Math.log(price / prices[at]!))
  /** A wave without a trend: the same in every run of the tests. */
  const wave = Array.from({ length: 60 }, (_, at) => 100 + ((at * 37) % 11) - ((at * 17) % 7))

  it('realised volatility is the sample deviation of the log returns, in standard errors from the expected', () => {
    const changes = returns(wave)
    const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length
    const deviation = Math.sqrt(
      changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (changes.length - 1),
    )
    const exactly = judgeTrace(realizedVolatility, { event: 'tick', expected: 100 * deviation }, ticks(wave))
    expect(exactly.margin).toBeCloseTo(4, 6)
    const half = judgeTrace(realizedVolatility, { event: 'tick', expected: 200 * deviation }, ticks(wave))
    expect(half.margin).toBeCloseTo(4 - Math.sqrt(2 * (changes.length - 1)) / 2, 6)
  })

  it('correlation is the weighted covariance over the product of the weighted deviations', () => {
    const other = wave.map((price, at) => 50 + price / 2 + (at % 3))
    const [one, two] = [returns(wave), returns(other)]
    const weighted = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, value, at) => sum + value * b[at]! * 0.9 ** (a.length - 1 - at), 0)
    const expected = weighted(one, two) / Math.sqrt(weighted(one, one) * weighted(two, two))
    const trace = wave.flatMap((price, atMs): PlainEvent[] => [
      { topic: 'tick', atMs, payload: { price } },
      { topic: 'other', atMs, payload: { price: other[atMs]! } },
    ])
    const params = { event: 'tick', other: 'other', decay: 0.9, min: -1, max: 1 }
    expect(judgeTrace(priceCorrelation, params, trace).margin).toBeCloseTo(1 - Math.abs(expected), 9)
  })
})
