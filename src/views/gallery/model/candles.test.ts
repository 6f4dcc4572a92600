import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { candleFieldsOf, candlesOf, stepsPerCandle } from './candles.ts'

const series = fc
  .array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 })
  .map((values) => Float64Array.from(values))

describe('candles', () => {
  it('enclose their steps, open with the first and close with the last of them', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 50 }), (values, each) => {
        const candles = candlesOf(candleFieldsOf({}, values), 0, values.length, each)
        expect(candles.at.length).toBe(Math.ceil(values.length / each))
        candles.at.forEach((_, nth) => {
          const steps = values.slice(nth * each, (nth + 1) * each)
          expect(candles.open[nth]).toBe(steps[0])
          expect(candles.close[nth]).toBe(steps.at(-1))
          expect(candles.high[nth]).toBe(Math.max(...steps))
          expect(candles.low[nth]).toBe(Math.min(...steps))
        })
      }),
    )
  })

  it('keep the shadows of recorded ones', () => {
    const column = (...values: number[]) => Float64Array.from(values)
    const recorded = { open: column(5, 6), high: column(9, 7), low: column(4, 1), close: column(6, 3) }
    const candles = candlesOf(candleFieldsOf(recorded, column(6, 3)), 0, 2, 2)
    expect([candles.open[0], candles.high[0], candles.low[0], candles.close[0]]).toEqual([5, 9, 1, 3])
  })

  it('are of a round number of steps, and never more than asked for', () => {
    expect([10, 100, 144, 1_000, 100_000].map((count) => stepsPerCandle(count, 100))).toEqual([
      2, 2, 2, 10, 1_000,
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (count) => {
        expect(Math.ceil(count / stepsPerCandle(count, 110))).toBeLessThanOrEqual(110)
      }),
    )
  })
})
