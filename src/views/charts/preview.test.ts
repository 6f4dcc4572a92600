import { describe, expect, it } from 'vitest'
import { present } from '../../base/assert.ts'
import { domains, examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { loadScripts } from '../../domains/script-starter.ts'
import { runToEnd } from '../../run/headless.ts'
import { runJob } from '../gallery/model/job.ts'
import { previewCount, previewJobOf } from './preview.ts'

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
    const preview = previewJobOf(source, document.seed, document.clock.cycleMs)
    const run = runToEnd({ ...document, faults: [] })
    if (typeof preview === 'string' || !run.ok) throw new Error('both are there')
    const prices: number[] = []
    for (let seq = 0; seq < run.log.count; seq++) {
      const { topic, stage } = run.log.channelAt(seq)
      if (stage === 'delivered' && topic === source.topic) prices.push(run.log.numberAt(seq, 'price'))
    }
    const data = runJob(preview.job)
    expect([...(data.timeSeries['price'] ?? [])].slice(0, prices.length)).toEqual(prices)
    expect(data.phases.map(({ name }) => name)).toEqual(['Normal', 'Crash', 'Recovery', 'Aftermath'])
  })

  it('says so quietly where parameters are not valid', () => {
    const spoilt = { ...source, params: { ...source.params, basePrice: -1 } }
    expect(previewJobOf(spoilt, '1', 1_000)).toContain('source’s parameters')
    const unknown = { ...source, profile: { kind: 'nothing', params: {} } }
    expect(previewJobOf(unknown, '1', 1_000)).toContain('no preview')
  })

  it('works for every source and profile with its own examples', async () => {
    const scripts = await loadScripts()
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
        const preview = previewJobOf(spec, '1', 1_000)
        if (typeof preview === 'string') throw new Error(preview)
        expect(preview.code === null).toBe(profile.name !== 'script')
        expect(runJob(preview.job, scripts).metadata.count).toBe(preview.job.count)
      }
    }
  })
})
