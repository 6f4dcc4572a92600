import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsInView, scrollMap } from './scroll-map.ts'

describe('the scroll position of a long table', () => {
  it('is the place in the list as long as the list fits into an element', () => {
    expect(scrollMap(1_000, 26, 300)).toEqual({ height: 26_000, last: 25_700, ratio: 1 })
    expect(scrollMap(3, 26, 300)).toEqual({ height: 78, last: 0, ratio: 1 })
  })

  it('reaches the last of five million rows in an element that a browser can make', () => {
    const { height, last, ratio } = scrollMap(5_000_000, 26, 300)
    expect(height).toBeLessThan(16_000_000)
    expect((height - 300) * ratio).toBeCloseTo(last, 3)
    expect(rowsInView(5_000_000, 26, 300, last, 5).to).toBe(5_000_000)
  })

  it('always has the rows that fill the view', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000 }),
        fc.integer({ min: 0, max: 900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat({ max: 40 }),
        (count, view, share, overscan) => {
          const offset = scrollMap(count, 26, view).last * share
          const { from, to } = rowsInView(count, 26, view, offset, overscan)
          expect(from).toBeLessThanOrEqual(Math.floor(offset / 26))
          expect(to).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((offset + view) / 26)))
          expect(to - from).toBeLessThanOrEqual(Math.ceil(view / 26) + 1 + 2 * overscan)
        },
      ),
    )
  })
})
