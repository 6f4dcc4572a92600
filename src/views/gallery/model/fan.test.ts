import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extremesOf, FAN_QUANTILES, fanOf, outcomeOf, positionsOf, quantile, seedsOf } from './fan.ts'

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('a quantile', () => {
  it('is what R and NumPy say (type 7)', () => {
    const sorted = [1, 2, 4, 8]
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantile(sorted, share))).toEqual([
      1,
      1.75,
      3,
      expect.closeTo(6.8, 12),
      8,
    ])
    expect(quantile([], 0.5)).toBeNaN()
  })

  it('has about its share of the values below it', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
        const sorted = all.toSorted((a, b) => a - b)
        const at = quantile(sorted, share)
        const below = sorted.filter((value) => value < at).length
        const atMost = sorted.filter((value) => value <= at).length
        const place = share * (sorted.length - 1)
        expect(below).toBeLessThanOrEqual(Math.ceil(place) + 1e-9)
        expect(atMost).toBeGreaterThanOrEqual(Math.floor(place) + (Number.isInteger(place) ? 1 : 0))
      }),
    )
  })
})

describe('a fan', () => {
  it('has ordered bands that lie within the runs at every step', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: -100, max: 100, noNaN: true }),
            fc.double({ min: -100, max: 100, noNaN: true }),
          ),
          { minLength: 1, maxLength: 30 },
        ),
        (pairs) => {
          const runs = pairs.map((pair) => Float64Array.from(pair))
          const fan = fanOf([0, 1], runs, [])
          for (const at of [0, 1]) {
            const bands = fan.quantiles.map((band) => band[at]!)
            const column = runs.map((run) => run[at]!)
            expect(bands).toEqual(bands.toSorted((a, b) => a - b))
            expect(bands[0]).toBeGreaterThanOrEqual(Math.min(...column))
            expect(bands.at(-1)).toBeLessThanOrEqual(Math.max(...column))
          }
        },
      ),
    )
  })

  it('is the run itself when there is one alone', () => {
    const run = Float64Array.of(3, 1, 2)
    const fan = fanOf([0, 1, 2], [run], [])
    expect(fan.quantiles).toEqual(FAN_QUANTILES.map(() => run))
  })

  it('names the seeds at its edges', () => {
    const outcomes = [
      outcomeOf('a', Float64Array.of(10, 12, 11)),
      outcomeOf('b', Float64Array.of(10, 4, 5)),
      outcomeOf('c', Float64Array.of(10, 30, 20)),
    ]
    const found = extremesOf(fanOf([], [], outcomes))
    expect([found?.lowest.seed, found?.median.seed, found?.highest.seed]).toEqual(['b', 'a', 'c'])
    expect(outcomes[1]).toMatchObject({ first: 10, last: 5, lowest: 4, highest: 10 })
    expect(extremesOf(fanOf([], [], []))).toBeNull()
  })
})

describe('the steps that are looked at', () => {
  it('are all of a short series, and of a long one some that begin and end with it', () => {
    expect(positionsOf(3, 10)).toEqual([0, 1, 2])
    const places = positionsOf(100_000, 400)
    expect(places).toHaveLength(400)
    expect([places[0], places.at(-1)]).toEqual([0, 99_999])
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
  })
})

it('seeds of a fan begin with the seed itself, so that its curve is one of them', () => {
  expect(seedsOf('7', 3)).toEqual(['7', '7-2', '7-3'])
})
