import { describe, expect, it } from 'vitest'
import { rowsOf, valueAxis, valueRange, type ChartLine } from './chart.ts'

const line = (values: number[], ownXs?: number[]): ChartLine => ({
  key: 'k',
  label: 'l',
  colour: 'c',
  values,
  ...(ownXs && { ownXs }),
})

describe('rows of a chart', () => {
  it('put lines with places of their own on one axis', () => {
    expect(rowsOf([0, 2, 4], [line([10, 12, 14]), line([1, 2, 3, 4], [1, 2, 3, 5])])).toEqual([
      { x: 0, y0: 10 },
      { x: 1, y1: 1 },
      { x: 2, y0: 12, y1: 2 },
      { x: 3, y1: 3 },
      { x: 4, y0: 14 },
      { x: 5, y1: 4 },
    ])
  })

  it('keep two values at one moment apart, in their order', () => {
    expect(rowsOf([1, 1], [line([5, 6]), line([9], [1])])).toEqual([
      { x: 1, y0: 5, y1: 9 },
      { x: 1, y0: 6 },
    ])
  })

  it('leave a gap for what is no number', () => {
    expect(rowsOf([0], [line([Number.NaN])])).toEqual([{ x: 0, y0: null }])
  })
})

describe('the value axis', () => {
  it('has room round the curve, also round a flat one and none', () => {
    expect(valueRange([line([5, 5])], [])).toEqual({ low: 4.95, high: 5.05 })
    expect(valueRange([], [])).toEqual({ low: 0, high: 1 })
    const { low, high } = valueRange([line([0, 100])], [])
    expect([low, high]).toEqual([-8, 108])
    expect(valueAxis({ low, high }, 200, true).high).toBeGreaterThan(high)
  })
})
