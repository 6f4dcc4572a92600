import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisTime, fixed, logTicks, niceTicks, readable, timeTicks } from './axis.ts'

describe('ticks', () => {
  it('are round, with as many digits as tell them apart', () => {
    expect(niceTicks(68, 103, 4)).toEqual({ values: [70, 80, 90, 100], digits: 0 })
    const { values, digits } = niceTicks(1.001, 1.0042, 4)
    expect(values.map((value) => fixed(value, digits))).toEqual(['1.001', '1.002', '1.003', '1.004'])
  })

  it('lie inside the range and are never many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (low, span) => {
          const { values } = niceTicks(low, low + span, 5)
          expect(values.length).toBeLessThanOrEqual(9)
          expect(
            values.every((value) => value >= low - span * 1e-6 && value <= low + span * (1 + 1e-6)),
          ).toBe(true)
        },
      ),
    )
  })

  it('of time fall on intervals people count in', () => {
    expect(timeTicks(0, 35_000, 6).map(axisTime)).toEqual(['0 s', '10 s', '20 s', '30 s'])
    expect(timeTicks(0, 600_000, 5).map(axisTime)).toEqual(['0 s', '2:00', '4:00', '6:00', '8:00', '10:00'])
  })

  it('of a logarithmic axis are decades when there are many, and even ones when there are none', () => {
    expect(logTicks(1, 1_000, 8).values).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000])
    expect(logTicks(1, 1e9, 4).values).toEqual([1, 1e3, 1e6, 1e9])
    expect(logTicks(90, 110, 4)).toEqual(niceTicks(90, 110, 4))
    expect(logTicks(0.002, 0.2, 6)).toEqual({ values: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2], digits: 3 })
  })

  it('survive a range without extent', () => {
    expect(niceTicks(5, 5, 4).values).toEqual([5])
    expect(niceTicks(Infinity, -Infinity, 4).values).toEqual([])
  })
})

describe('numbers', () => {
  it('have a real minus sign and grouped thousands', () => {
    expect(fixed(-1234.5, 2)).toBe('−1,234.50')
    expect(readable(12_345.678)).toBe('12,345.68')
    expect(readable(0.00012345)).toBe('0.000123')
    expect(readable(Number.NaN)).toBe('–')
  })

  it('times are short', () => {
    expect([0, 250, 1_500, 65_000, 65_250, 7_200_000].map(axisTime)).toEqual([
      '0 s',
      '250 ms',
      '1.5 s',
      '1:05',
      '1:05.25',
      '2:00:00',
    ])
  })
})
