import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { domains, examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { runToEnd } from '../../run/headless.ts'
import { previewCount, previewOf } from './preview.ts'

function documentOf(id: string): ScenarioDocument {
  const parsed = parseValue(
    present(
      examples.find((example) => example.id === id),
      id,
    ).document,
  )
  return present(parsed.ok ? parsed.value : undefined, 'document')
}

describe('the preview of a source', () => {
  const document = documentOf('flash-crash')
  const source = present(document.sources[0], 'source')

  it('shows every phase and a fifth more, between 60 and 5,000 steps', () => {
    const span = (steps: number) => ({ name: 'x', phase: 'normal', steps }) as const
    expect(previewCount([span(Infinity)])).toBe(60)
    expect(previewCount([span(100), span(100), span(Infinity)])).toBe(240)
    expect(previewCount([span(1e9)])).toBe(5_000)
  })

  it('is what the run then publishes', () => {
    const preview = previewOf(source, document.seed, document.clock.cycleMs)
    const run = runToEnd({ ...document, faults: [] })
    if (!preview.ok || !run.ok) throw new Error('both are there')
    const prices: number[] = []
    for (let seq = 0; seq < run.log.count; seq++) {
      const { topic, stage } = run.log.channelAt(seq)
      if (stage === 'delivered' && topic === source.topic) prices.push(run.log.numberAt(seq, 'price'))
    }
    expect([...(preview.data.timeSeries['price'] ?? [])].slice(0, prices.length)).toEqual(prices)
    expect(preview.data.phases.map(({ name }) => name)).toEqual(['Normal', 'Crash', 'Recovery', 'Aftermath'])
  })

  it('says so quietly where parameters are not valid', () => {
    const spoilt = { ...source, params: { ...source.params, basePrice: -1 } }
    expect(previewOf(spoilt, '1', 1_000)).toEqual({
      ok: false,
      message: expect.stringContaining('source’s parameters') as string,
    })
    const unknown = { ...source, profile: { kind: 'nothing', params: {} } }
    expect(previewOf(unknown, '1', 1_000).ok).toBe(false)
  })

  it('works for every source and profile with its own examples', () => {
    for (const kind of domains.flatMap((domain) => domain.sources)) {
      for (const profile of kind.profiles) {
        const spec = {
          id: 's',
          name: '',
          topic: 't',
          kind: kind.name,
          params: {},
          profile: { kind: profile.name, params: {} },
        }
        expect(previewOf(spec, '1', 1_000).ok).toBe(true)
      }
    }
  })
})
