import { describe, expect, it } from 'vitest'
import { randomStream } from '../base/random.ts'
import { generateData } from './generate.ts'
import { load, poissonQuantile } from './load/load.ts'
import { rampUp } from './load/profiles/ramp-up.ts'
import { sustained } from './load/profiles/sustained.ts'
import { dropout } from './sensors/profiles/dropout.ts'
import { seasonal } from './sensors/profiles/seasonal.ts'
import { stuck } from './sensors/profiles/stuck.ts'
import { sensor } from './sensors/sensor.ts'
import type { ProfileKind, SourceKind } from '../kinds/contracts.ts'

const series = (
  source: SourceKind,
  params: object,
  profile: ProfileKind,
  profileParams: object,
  count: number,
) => {
  const data = generateData(
    source,
    source.params.parse(params),
    profile,
    profile.params.parse(profileParams),
    {
      seed: '3',
      id: 'x',
      count,
      stepMs: 1_000,
    },
  )
  return { ...data, values: Array.from(data.timeSeries[source.fields[0] ?? ''] ?? []) }
}
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a sensor', () => {
  it('that is stuck reads one value for exactly so long, and then again as before', () => {
    const { values, phases } = series(
      sensor,
      { setPoint: 20, noise: 0.5 },
      stuck,
      { normal: 30, stuck: 20 },
      2_000,
    )
    expect(new Set(values.slice(30, 50))).toEqual(new Set([values[29]]))
    expect(values[50]).not.toBe(values[49])
    expect(Math.abs(meanOf(values.slice(60)) - 20)).toBeLessThan(0.5)
    expect(phases.map(({ name, from }) => [name, from])).toEqual([
      ['Normal', 0],
      ['Stuck', 30],
      ['Again normal', 50],
    ])
  })

  it('with a loose contact drops out as often and as long as its chain says', () => {
    const [chance, length, count] = [0.05, 4, 60_000]
    const { values } = series(
      sensor,
      { setPoint: 50, noise: 0.1 },
      dropout,
      { chance, length, reads: 0 },
      count,
    )
    const out = values.map((value) => value === 0)
    const runs = out.filter((now, index) => now && out[index - 1] !== true).length
    const leave = 1 / length
    const share = chance / (chance + leave)
    // The chain's correlation from step to step widens the error of the share.
    const persistence = 1 - chance - leave
    const error = Math.sqrt((share * (1 - share) * (1 + persistence)) / (1 - persistence) / count)
    expect(Math.abs(out.filter(Boolean).length / count - share)).toBeLessThan(4 * error)
    const lengthError = Math.sqrt((1 - leave) / (leave * leave) / runs)
    expect(Math.abs(out.filter(Boolean).length / runs - length)).toBeLessThan(4 * lengthError)
  })

  it('with seasons has their amplitude, period and trend', () => {
    const params = { amplitude: 6, period: 40, begins: 0.25, trend: 0.01 }
    const { values } = series(sensor, { setPoint: 10, noise: 0 }, seasonal, params, 4_000)
    for (const [index, value] of values.entries()) {
      const n = index + 1
      const expected = 10 + 0.01 * n + 6 * Math.sin(2 * Math.PI * (n / 40 + 0.25))
      expect(Math.abs(value - expected)).toBeLessThan(0.006)
    }
  })
})

describe('a load', () => {
  it.each([0.3, 4, 60, 400])('of Poisson arrivals has mean and variance %d', (rate) => {
    const random = randomStream('1', 'poisson', String(rate))
    const count = 30_000
    const drawn = Array.from({ length: count }, () => poissonQuantile(rate, random.uniform()))
    const mean = meanOf(drawn)
    expect(Math.abs(mean - rate)).toBeLessThan(4 * Math.sqrt(rate / count))
    const variance = meanOf(drawn.map((value) => (value - mean) ** 2))
    expect(Math.abs(variance / rate - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / rate) / count))
    expect(poissonQuantile(0, 1 - 2 ** -33)).toBe(0)
  })

  it('that is even sends the whole of a broken rate over time', () => {
    const { values } = series(load, { base: 2.4, noise: 0, arrivals: 'even' }, sustained, {}, 500)
    expect(new Set(values)).toEqual(new Set([2, 3]))
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - 1_200)).toBeLessThanOrEqual(1)
  })

  it('rises to exactly where it was told', () => {
    const { values } = series(
      load,
      { base: 10, noise: 0, arrivals: 'even' },
      rampUp,
      { before: 10, to: 70, steps: 60 },
      200,
    )
    expect(values[9]).toBe(10)
    expect(Math.abs((values[69] ?? 0) - 70)).toBeLessThanOrEqual(1)
    expect(Math.abs(meanOf(values.slice(100)) - 70)).toBeLessThan(0.5)
  })

  it.each(['even', 'poisson'] as const)(
    'sends each request at its own moment of the cycle: %s',
    (arrivals) => {
      const params = load.params.parse({ base: 8, noise: 0, arrivals, publishes: 'requests' })
      const run = load.start(params, sustained, {} as never, {
        stepMs: 1_000,
        random: (purpose) => randomStream('1', 'load', purpose),
      })
      const offsets = new Float64Array(64)
      const datum = new Float64Array(2)
      let id = 0
      for (let cycle = 0; cycle < 200; cycle++) {
        const count = run.arrivals?.(offsets) ?? -1
        const moments = Array.from(offsets.subarray(0, count))
        expect(moments).toEqual(moments.toSorted((a, b) => a - b))
        expect(moments.every((ms) => Number.isInteger(ms) && ms >= 0 && ms < 1_000)).toBe(true)
        for (let nth = 0; nth < count; nth++) {
          run.next(datum)
          expect([datum[0], datum[1]]).toEqual([count, ++id])
        }
      }
      expect(id).toBeGreaterThan(1_400)
    },
  )
})
