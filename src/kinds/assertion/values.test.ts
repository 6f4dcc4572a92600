import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlainEvent } from '../contracts.ts'
import { judgeTrace } from '../monitor/judge-trace.ts'
import { Quantiles } from '../monitor/quantile.ts'
import { latencyThreshold } from './latency-threshold.ts'
import { payloadMatch } from './payload-match.ts'
import { signal } from './signal.ts'
import { valueThreshold } from './value-threshold.ts'

const RUNS = { numRuns: 2_000 }
type Compare = 'lt' | 'le' | 'gt' | 'ge'
const comparisons = fc.constantFrom<Compare>('lt', 'le', 'gt', 'ge')
const compare = (a: number, is: Compare, b: number) =>
  is === 'lt' ? a < b : is === 'le' ? a <= b : is === 'gt' ? a > b : a >= b

const series = fc
  .array(fc.record({ gap: fc.constantFrom(0, 1, 2, 5), price: fc.integer({ min: -4, max: 4 }) }), {
    maxLength: 8,
  })
  .map((list) => {
    let atMs = 0
    return list.map(({ gap, price }): PlainEvent => ({ topic: 'p', atMs: (atMs += gap), payload: { price } }))
  })
const priceOf = ({ payload }: PlainEvent) => payload['price'] as number

describe('against whole-trace evaluators', () => {
  it('a signal: its worst or best distance from the bound over every moment of the window', () => {
    fc.assert(
      fc.property(
        series,
        fc.nat(5),
        comparisons,
        fc.integer({ min: -3, max: 3 }),
        fc.nat(12),
        fc.option(fc.nat(10), { nil: undefined }),
        fc.constantFrom('always', 'eventually'),
        fc.constantFrom('held', 'linear'),
        (events, rest, comparison, bound, fromMs, length, operator, between) => {
          const endMs = (events.at(-1)?.atMs ?? 0) + rest
          const toMs = length === undefined ? undefined : fromMs + length
          const margins: number[] = []
          const add = (value: number) =>
            margins.push(comparison === 'ge' || comparison === 'gt' ? value - bound : bound - value)
          // All values at the events inside, and the signal at each millisecond, looked up anew.
          for (const event of events)
            if (event.atMs >= fromMs && event.atMs <= (toMs ?? Infinity)) add(priceOf(event))
          for (let atMs = fromMs; atMs <= Math.min(toMs ?? Infinity, endMs); atMs++) {
            const before = events.findLast((event) => event.atMs <= atMs)
            const after = events.find((event) => event.atMs > atMs)
            if (before === undefined) continue
            if (between === 'held') add(priceOf(before))
            else if (before.atMs === atMs) add(priceOf(before))
            else if (after !== undefined) {
              const part = (atMs - before.atMs) / (after.atMs - before.atMs)
              add(priceOf(before) + part * (priceOf(after) - priceOf(before)))
            }
          }
          const strict = comparison === 'gt' || comparison === 'lt'
          const met = (margin: number) => (strict ? margin > 0 : margin >= 0)
          const holds = operator === 'always' ? margins.every(met) : margins.some(met)
          const result = judgeTrace(
            signal,
            {
              event: 'p',
              operator,
              comparison,
              bound,
              fromMs,
              between,
              ...(toMs === undefined ? {} : { toMs }),
            },
            events,
            endMs,
          )
          expect(result.verdict).toBe(holds ? 'holds' : 'violated')
          if (result.live === 'open' && margins.length > 0)
            expect(result.margin).toBeCloseTo(
              operator === 'always' ? Math.min(...margins) : Math.max(...margins),
              9,
            )
        },
      ),
      RUNS,
    )
  })

  it('aggregates of a field, at the end and after every value', () => {
    const aggregateOf = (
      name: string,
      values: readonly number[],
      percentile: number,
      atMs: number,
    ): number => {
      const sorted = [...values].sort((a, b) => a - b)
      const sum = values.reduce((total, value) => total + value, 0)
      const mean = sum / values.length
      const rank = (percent: number) => sorted[Math.max(1, Math.ceil((percent * values.length) / 100)) - 1]!
      switch (name) {
        case 'avg':
          return mean
        case 'min':
          return sorted[0]!
        case 'max':
          return sorted.at(-1)!
        case 'med':
          return rank(50)
        case 'p':
          return rank(percentile)
        case 'sum':
          return sum
        case 'range':
          return sorted.at(-1)! - sorted[0]!
        case 'count':
          return values.length
        case 'rate':
          return (values.length * 1_000) / atMs
        default:
          return Math.sqrt(
            values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length - 1),
          )
      }
    }
    fc.assert(
      fc.property(
        series,
        fc.constantFrom('avg', 'min', 'max', 'med', 'p', 'sum', 'range', 'count', 'rate', 'stddev'),
        fc.constantFrom(1, 25, 50, 90, 95, 100),
        comparisons,
        // Off the grid of what sums and means can be, so that rounding decides nothing.
        fc.integer({ min: -4, max: 4 }).map((whole) => whole + 0.013),
        fc.constantFrom('end', 'always'),
        fc.nat(8),
        (events, aggregate, percentile, comparison, offGrid, judged, warmUpMs) => {
          const exact = ['min', 'max', 'med', 'p', 'count', 'sum', 'range'].includes(aggregate)
          const bound = exact ? Math.floor(offGrid) : offGrid
          const endMs = (events.at(-1)?.atMs ?? 0) + 1
          const meets = (count: number, atMs: number) => {
            const values = events.slice(0, count).map(priceOf)
            const value = aggregateOf(aggregate, values, percentile, atMs)
            const nothing =
              Number.isNaN(value) ||
              !Number.isFinite(value) ||
              (values.length === 0 && aggregate !== 'count' && aggregate !== 'sum' && aggregate !== 'rate')
            return nothing || compare(value, comparison, bound)
          }
          const holds =
            judged === 'end'
              ? meets(events.length, endMs)
              : events.every(({ atMs }, index) => atMs < warmUpMs || meets(index + 1, atMs))
          const params = {
            event: 'p',
            field: 'price',
            aggregate,
            percentile,
            comparison,
            bound,
            judged,
            warmUpMs,
          }
          expect(judgeTrace(valueThreshold, params, events, endMs).verdict).toBe(holds ? 'holds' : 'violated')
        },
      ),
      RUNS,
    )
  })

  it('latency: each answer takes the oldest open event of its key', () => {
    const events = fc
      .array(fc.tuple(fc.constantFrom('q', 'a'), fc.constantFrom(0, 1, 3), fc.constantFrom(1, 2)), {
        maxLength: 10,
      })
      .map((list) => {
        let atMs = 0
        return list.map(([topic, gap, id]): PlainEvent => ({ topic, atMs: (atMs += gap), payload: { id } }))
      })
    fc.assert(
      fc.property(events, fc.boolean(), fc.nat(8), (trace, keyed, bound) => {
        const open: PlainEvent[] = []
        let worst = -Infinity
        for (const event of trace) {
          if (event.topic === 'q') open.push(event)
          else {
            const place = open.findIndex(({ payload }) => !keyed || payload['id'] === event.payload['id'])
            if (place >= 0) worst = Math.max(worst, event.atMs - open.splice(place, 1)[0]!.atMs)
          }
        }
        const params = {
          event: 'q',
          answer: 'a',
          aggregate: 'max',
          comparison: 'le',
          bound,
          ...(keyed ? { key: 'id' } : {}),
        }
        const result = judgeTrace(latencyThreshold, params, trace)
        expect(result.verdict).toBe(worst <= bound ? 'holds' : 'violated')
        if (worst >= 0) expect(result.margin).toBe(bound - worst)
      }),
      RUNS,
    )
  })

  it('quantifiers over matching payloads', () => {
    const quantifiers = fc.constantFrom(
      'every',
      'some',
      'none',
      'first',
      'last',
      'nth',
      'at-least',
      'at-most',
    )
    fc.assert(
      fc.property(series, quantifiers, fc.integer({ min: 1, max: 4 }), (events, quantifier, n) => {
        const met = events.map((event) => priceOf(event) > 0)
        const count = met.filter(Boolean).length
        const expected = {
          every: met.every(Boolean),
          some: count > 0,
          none: count === 0,
          first: met[0] === true,
          last: met.at(-1) === true,
          nth: met[n - 1] === true,
          'at-least': count >= n,
          'at-most': count <= n,
        }[quantifier]
        const params = {
          event: 'p',
          quantifier,
          n,
          matches: { field: 'price', is: 'toBeGreaterThan', value: 0 },
        }
        expect(judgeTrace(payloadMatch, params, events).verdict).toBe(expected ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })
})

it('quantiles are exact for ten thousand values, then within half a percent', () => {
  // A permutation of 1 … 20,000 with signs, in an order far from sorted.
  const values = Array.from({ length: 20_000 }, (_, index) => ((index * 7_919) % 20_011) - 5_000)
  const sketch = new Quantiles()
  const ranksOf = (count: number) =>
    [1, 0.01, 0.25, 0.5, 0.9, 0.99, 1].map((part) => Math.max(1, Math.round(part * count)))
  const check = (count: number, tolerance: number) => {
    const sorted = values.slice(0, count).sort((a, b) => a - b)
    for (const rank of ranksOf(count)) {
      const truth = sorted[rank - 1]!
      expect(Math.abs(sketch.atRank(rank) - truth)).toBeLessThanOrEqual(
        tolerance * Math.abs(truth) * 1.000_001,
      )
    }
  }
  values.slice(0, 10_000).forEach((value) => sketch.add(value))
  expect(sketch.exact).toBe(true)
  check(10_000, 0)
  values.slice(10_000).forEach((value) => sketch.add(value))
  expect(sketch.exact).toBe(false)
  check(20_000, 0.005)
})
