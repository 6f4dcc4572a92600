import { describe, expect, it } from 'vitest'
import { multiples, niceCount, printTick, tickStep } from './ticks.ts'

describe('ticks of the time axis', () => {
  it.each([
    [3, 5],
    [120, 200],
    [700, 1_000],
    [11_000, 15_000],
    [40_000, 60_000],
    [2_000_000, 3_600_000],
    [50_000_000, 86_400_000],
    [200_000_000, 432_000_000],
  ])('at least %i ms apart they stand %i ms apart', (least, step) => {
    expect(tickStep(least)).toBe(step)
  })

  it.each([
    [0, 1_000, '0'],
    [250, 50, '250 ms'],
    [12_500, 500, '12.5 s'],
    [60_000, 10_000, '1 m'],
    [200_000, 20_000, '3 m 20 s'],
    [7_500_000, 300_000, '2 h 5 m'],
    [90_000_000, 3_600_000, '1 d 1 h'],
  ])('%i ms reads well', (ms, step, text) => {
    expect(printTick(ms, step)).toBe(text)
  })

  it('numbers cycles by ones, twos, fives and tens', () => {
    expect([0.2, 1.5, 3, 7, 12, 300].map(niceCount)).toEqual([1, 2, 5, 10, 20, 500])
  })

  it('begins at zero', () => {
    expect(multiples(10, -25, 25)).toEqual([0, 10, 20])
    expect(multiples(10, 11, 30)).toEqual([20, 30])
  })
})
