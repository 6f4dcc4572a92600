import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { runToEnd } from '../../run/headless.ts'
import { DeliveredSeries } from './delivered-series.ts'
import { legendOf, markersOf, seqOf, type Scene } from './markers.ts'
import { PriceIndex } from './price-index.ts'
import { curveOf } from './run-view.ts'
import { phasesInTime } from './phases.ts'

function documentOf(id: string): ScenarioDocument {
  const parsed = parseValue(
    present(
      examples.find((example) => example.id === id),
      id,
    ).document,
  )
  return present(parsed.ok ? parsed.value : undefined, 'document')
}

function sceneOf(id: string, rowsAtOnce = 7): Scene {
  const document = documentOf(id)
  const run = runToEnd(document)
  if (!run.ok) throw new Error('runs')
  const index = new PriceIndex(run.log, document)
  while (!index.update(rowsAtOnce)) continue
  const series = present(index.series[0], 'series')
  return {
    log: run.log,
    document,
    index,
    source: 0,
    series,
    published: index.published[0],
    other: null,
    field: 'price',
    fromMs: 0,
    toMs: run.report.durationMs,
  }
}

describe('the index of a log', () => {
  const scene = sceneOf('flash-crash')

  it('holds every delivered value once, in order of delivery, whatever its steps', () => {
    expect(scene.series.length).toBe(35)
    expect(scene.series.seqs.data.slice(0, 35)).toEqual(
      sceneOf('flash-crash', 1e9).series.seqs.data.slice(0, 35),
    )
    // The price of cycle 15 came in cycle 20, after that cycle's own.
    const times = Array.from(scene.series.times.data.slice(0, 35))
    expect(times).not.toContain(15_000)
    expect(times.filter((timeMs) => timeMs === 20_000)).toHaveLength(2)
  })

  it('shows a late event where it was delivered, and where it was published', () => {
    const markers = markersOf(scene, [], new Set())
    const [held, late] = markers
    expect(markers).toHaveLength(2)
    expect(held).toMatchObject({ x: 15_000, hollow: true, shape: 'diamond' })
    expect(late).toMatchObject({ x: 20_000, origin: { x: 15_000, y: held?.y }, y: held?.y })
    expect(late?.lines[0]).toBe('PriceUpdate published at 15 s, delivered at 20 s.')
    expect(scene.log.timeAt(seqOf(present(late, 'marker')))).toBe(20_000)
    expect(legendOf(scene, [])).toMatchObject([{ label: 'Late price', count: 1 }])
  })

  it('hides what is switched off', () => {
    expect(markersOf(scene, [], new Set(legendOf(scene, []).map(({ key }) => key)))).toEqual([])
  })

  it('marks a fill at its own price, not at the curve’s', () => {
    const stale = sceneOf('stale-fill')
    const fill = present(
      markersOf(stale, [], new Set()).find(({ title }) => title.startsWith('trading.fill')),
      'fill',
    )
    expect(fill.y).toBe(stale.log.numberAt(seqOf(fill), 'price'))
    expect(fill.y).toBeGreaterThan(75)
  })

  it('draws the same values for further fields', () => {
    const { xs, lines } = curveOf({ ...scene, published: undefined }, ['bid', 'ask'])
    expect(lines.map(({ key }) => key)).toEqual(['price', 'bid', 'ask'])
    const [price, bid, ask] = lines.map(({ values }) => values)
    expect(xs.every((_, at) => bid![at]! < price![at]! && price![at]! < ask![at]!)).toBe(true)
  })

  it('also has the values when they were published, each once', () => {
    const [published] = curveOf(scene, []).lines.slice(-1)
    expect(published).toMatchObject({
      key: 'published',
      ownXs: Array.from({ length: 35 }, (_, cycle) => cycle * 1_000),
    })
  })

  it('knows the phases in time, also after a switch of profile', () => {
    const source = present(scene.document.sources[0], 'source')
    const phases = phasesInTime(scene.document, source, [], 35_000)
    expect(phases.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['Normal', 0, 10_000],
      ['Crash', 10_000, 15_000],
      ['Recovery', 15_000, 35_000],
    ])
    const switched = phasesInTime(
      scene.document,
      source,
      [{ fromCycle: 12, profile: source.profile }],
      35_000,
    )
    expect(switched.map(({ name, from, to }) => [name, from, to]).slice(1, 3)).toEqual([
      ['Crash', 10_000, 12_000],
      ['Normal', 12_000, 22_000],
    ])
  })
})

describe('a long series', () => {
  it('is thinned without losing an extreme, in any window', () => {
    const series = new DeliveredSeries()
    for (let seq = 0; seq < 200_000; seq++)
      series.add(seq, seq, Math.sin(seq / 900) + ((seq * 7_919) % 10_007) / 1e5)
    fc.assert(
      fc.property(fc.nat({ max: 60_000 }), fc.integer({ min: 140_000, max: 200_000 }), (from, to) => {
        const picked = series.pick(from, to, 600)
        const window = series.values.data.subarray(from, to)
        const values = picked.map((index) => series.values.at(index))
        expect(picked.length).toBeLessThanOrEqual(600)
        expect([picked[0], picked.at(-1)]).toEqual([from, to - 1])
        expect(Math.max(...values)).toBe(window.reduce((a, b) => Math.max(a, b)))
        expect(Math.min(...values)).toBe(window.reduce((a, b) => Math.min(a, b)))
      }),
      { numRuns: 20 },
    )
  })
})
