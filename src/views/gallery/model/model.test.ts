import { describe, expect, it } from 'vitest'
import { present } from '../../../base/assert.ts'
import { domains, sourceKinds } from '../../../catalog.ts'
import { emptyDocument } from '../../../document/new.ts'
import { parseValue } from '../../../document/parse.ts'
import { runToEnd } from '../../../run/headless.ts'
import { jobOf, settingOf } from '../gallery-store.ts'
import { withSource } from '../put-into-scenario.ts'
import { normalised } from './compare.ts'
import { entries, groups, search } from './entries.ts'
import { csvParts, jsonText } from './export.ts'
import { digestOf, runJob } from './job.ts'

const first = present(entries[0], 'an entry')
const made = (id: string, count: number, seed = '1') => {
  const entry = present(
    entries.find((one) => one.id === id),
    id,
  )
  return runJob(jobOf(settingOf(entry, undefined), seed, count))
}

describe('the entries', () => {
  it('are every profile of every source and every preset, once', () => {
    const profiles = sourceKinds.flatMap(({ name, profiles: list }) =>
      list.map((profile) => `${name}/${profile.name}`),
    )
    const presets = domains.flatMap(({ presets: list = [] }) => list.map(({ name }) => `preset/${name}`))
    expect(entries.map(({ id }) => id).toSorted()).toEqual([...profiles, ...presets].toSorted())
    expect(groups.flatMap(({ entries: list }) => list)).toEqual(entries)
  })

  it('are found by words of their title, summary and domain, in any order', () => {
    const found = (query: string) => search(query).flatMap((group) => group.entries.map(({ title }) => title))
    expect(found('crash flash')).toContain('Flash crash')
    expect(found('flash crash sensors')).toEqual([])
    expect(found('sensors')).toContain('Drift')
    expect(found('')).toHaveLength(entries.length)
  })
})

describe('what is exported', () => {
  const data = made('market/flash-crash', 100)

  it('is a row a step with its time and phase, every number as exact as it was made', () => {
    const rows = csvParts(data).join('').trimEnd().split('\n')
    expect(rows).toHaveLength(101)
    expect(rows[0]).toMatch(/^step,timeMs,phase,price,bid,ask/)
    const cells = present(rows[62], 'row').split(',')
    expect(cells.slice(0, 3)).toEqual(['61', '61000', 'Crash'])
    expect(Number(cells[3])).toBe(data.timeSeries['price']?.[61])
  })

  it('as JSON has what it takes to make it again', () => {
    const text = jsonText(data, {
      title: 'T',
      source: { kind: 'market', params: {} },
      profile: { kind: 'flash-crash', params: {} },
      seed: '1',
      stepMs: 1_000,
    })
    const read = JSON.parse(text) as { seed: string; count: number; series: Record<string, number[]> }
    expect([read.seed, read.count]).toEqual(['1', 100])
    expect(read.series['price']).toEqual([...present(data.timeSeries['price'], 'price')])
  })
})

describe('a digest', () => {
  it('is the same for the same seed, and another for another or for one step more', () => {
    const of = (count: number, seed: string) => digestOf(made('market/bull-run', count, seed))
    expect(of(50, 'a')).toBe(of(50, 'a'))
    expect(new Set([of(50, 'a'), of(50, 'b'), of(51, 'a')]).size).toBe(3)
  })
})

describe('compared curves', () => {
  it('are changes from the first value in percent, a fall being negative also below zero', () => {
    expect(normalised(Float64Array.of(50, 55, 25))).toEqual(Float64Array.of(0, 10, -50))
    expect(normalised(Float64Array.of(-20, -10))).toEqual(Float64Array.of(0, 50))
    expect(normalised(Float64Array.of(0, 1))).toBeNull()
  })
})

describe('a curve that is put into a scenario', () => {
  const setting = settingOf(first, undefined)

  it('is drawn by the run exactly as the gallery drew it', () => {
    const { document } = withSource(emptyDocument(), setting, 'gallery seed', null)
    const parsed = parseValue({
      ...document,
      steps: [
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 100 } },
      ],
      edges: [{ from: 'start', to: 'wait' }],
    })
    const result = runToEnd(present(parsed.ok ? parsed.value : undefined, 'document'))
    if (!result.ok) throw new Error('the document was refused')
    const { log } = result
    const field = present(first.source.fields[0], 'field')
    const prices = Array.from({ length: log.count }, (_, seq) => log.numberAt(seq, field)).filter(
      Number.isFinite,
    )
    const shown = runJob(jobOf(setting, 'gallery seed', 100)).timeSeries[field]
    expect(prices.slice(0, 100)).toEqual([...present(shown, 'values')])
  })

  it('replaces a source without taking its id, name or topic, and leaves the seed of other sources alone', () => {
    const one = withSource(emptyDocument(), setting, 's', null)
    const two = withSource(one.document, setting, 't', null)
    expect(two.document.seed).toBe('s')
    const other = present(
      entries.find(({ source }) => source !== first.source),
      'another source',
    )
    const replaced = withSource(two.document, settingOf(other, undefined), 'u', one.id)
    expect(replaced.document.sources.map(({ id }) => id)).toEqual([one.id, two.id])
    expect(replaced.document.sources[0]).toMatchObject({
      kind: other.source.name,
      name: one.document.sources[0]?.name,
      topic: one.document.sources[0]?.topic,
      profile: { kind: other.profile.name },
    })
    expect(replaced.document.seed).toBe('s')
  })
})
