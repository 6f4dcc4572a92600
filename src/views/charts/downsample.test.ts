import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { downsample } from './downsample.ts'

const series = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 3_000 })
const most = fc.integer({ min: 4, max: 600 })

describe('downsample', () => {
  it('keeps a short series whole', () => {
    expect(downsample([5, 6, 7], 0, 3)).toEqual([0, 1, 2])
    expect(downsample([], 0, 0)).toEqual([])
  })

  it('never picks more than asked, and in order', () => {
    fc.assert(
      fc.property(series, most, (values, limit) => {
        const picked = downsample(values, 0, values.length, limit)
        expect(picked.length).toBeLessThanOrEqual(limit)
        expect(picked).toEqual([...new Set(picked)].toSorted((a, b) => a - b))
      }),
    )
  })

  it('keeps the first, the last and the extremes', () => {
    fc.assert(
      fc.property(series, most, (values, limit) => {
        const picked = downsample(values, 0, values.length, limit).map((index) => values[index]!)
        expect(picked[0]).toBe(values[0])
        expect(picked.at(-1)).toBe(values.at(-1))
        expect(Math.min(...picked)).toBe(Math.min(...values))
        expect(Math.max(...picked)).toBe(Math.max(...values))
      }),
    )
  })

  it('stays inside the window it is given', () => {
    fc.assert(
      fc.property(series, fc.nat(), fc.nat(), most, (values, a, b, limit) => {
        const [from, to] = [a % (values.length + 1), b % (values.length + 1)].toSorted((x, y) => x - y) as [
          number,
          number,
        ]
        const picked = downsample(values, from, to, limit)
        expect(picked.every((index) => index >= from && index < to)).toBe(true)
        expect(picked.length > 0).toBe(to > from)
      }),
    )
  })

  it('passes over what is not a number', () => {
    const values = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? Number.NaN : index))
    expect(downsample(values, 1, 100, 10).every((index) => index % 2 === 1)).toBe(true)
  })
})
