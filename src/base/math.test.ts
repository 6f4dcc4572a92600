import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cos, exp, log, pow, sin } from './math.ts'
import { normalCdf, normalQuantile } from './normal.ts'

const close = (actual: number, expected: number, relative: number) =>
  Math.abs(actual - expected) <= relative * Math.max(Math.abs(expected), Number.MIN_VALUE)

describe('deterministic elementary functions', () => {
  it('exp agrees with the platform to two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => close(exp(x), Math.exp(x), 5e-16)),
    )
  })
  it('log agrees with the platform to two units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        return Math.abs(log(x) - Math.log(x)) <= 5e-16 * Math.max(1, Math.abs(Math.log(x)))
      }),
    )
  })
  it('sin and cos agree with the platform on moderate arguments', () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (x) => {
        return Math.abs(sin(x) - Math.sin(x)) < 1e-13 && Math.abs(cos(x) - Math.cos(x)) < 1e-13
      }),
    )
  })
  it('takes the edges as IEEE 754 asks', () => {
    expect(exp(0)).toBe(1)
    expect(exp(1000)).toBe(Infinity)
    expect(exp(-1000)).toBe(0)
    expect(log(1)).toBe(0)
    expect(log(0)).toBe(-Infinity)
    expect(log(-1)).toBeNaN()
    expect(pow(2, 10)).toBe(1024)
    expect(pow(4, 0.5)).toBeCloseTo(2, 14)
  })
})

describe('normal distribution', () => {
  it('quantiles are those of the published tables', () => {
    expect(normalQuantile(0.5)).toBe(0)
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14)
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167814, 13)
    expect(normalQuantile(1e-9)).toBeCloseTo(-5.997807015007686, 12)
  })
  it('the distribution function undoes the quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (p) => {
        return Math.abs(normalCdf(normalQuantile(p)) - p) < 1e-7
      }),
    )
  })
})
