import { describe, expect, it } from 'vitest'
import { examples } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { systemMapOf } from './system-map.ts'

type Part = Record<string, unknown>

const rule = (id: string, when: string, publish: string) => ({
  id,
  kind: 'rule',
  params: { when, comparison: 'any', publish },
})

function documentOf(more: Part): ScenarioDocument {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    sources: [{ id: 'prices', kind: 'market', topic: 'price.eur', profile: { kind: 'flash-crash' } }],
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const linksOf = (more: Part) =>
  systemMapOf(documentOf(more)).links.map(
    ({ from, to, faults }) => `${from} > ${to}${faults.length > 0 ? ` (${faults.join()})` : ''}`,
  )
const findingsOf = (more: Part) =>
  systemMapOf(documentOf(more)).findings.map(
    ({ code, path, message }) => `${code} ${path.join('.')} ${message}`,
  )

describe('the system map', () => {
  it('joins publishers and listeners by topic, patterns read as what they match', () => {
    expect(
      linksOf({
        agents: [rule('trader', 'price.*', 'order')],
        assertions: [{ id: 'many', kind: 'event-count', params: { topic: '**', min: 1 } }],
        steps: [
          { id: 'start', kind: 'start' },
          { id: 'say', kind: 'publish', params: { topic: 'hello' } },
          { id: 'wait', kind: 'wait-event', params: { topic: 'order' } },
        ],
      }),
    ).toEqual([
      'prices > topic:price.eur',
      'trader > topic:order',
      'topic:price.eur > trader',
      'say > topic:hello',
      'topic:order > wait',
      'topic:price.eur > many',
      'topic:order > many',
      'topic:hello > many',
    ])
  })

  it('shows the faults that may act on a link: by topic and by publisher', () => {
    const fault = (id: string, more: Part) => ({ id, kind: 'drop', ...more })
    const links = linksOf({
      agents: [rule('trader', 'price.eur', 'order')],
      faults: [
        fault('all', {}),
        fault('orders', { topics: ['order'] }),
        fault('hers', { sources: ['trader'] }),
        { id: 'crash', kind: 'inject', topics: ['price.eur'], params: { topic: 'alarm' } },
      ],
    })
    expect(links).toContain('prices > topic:price.eur (all,crash)')
    expect(links).toContain('trader > topic:order (all,orders,hers)')
    expect(links).toContain('crash > topic:alarm')
  })

  it('finds what leads nowhere, and circles of agents', () => {
    expect(findingsOf({ agents: [rule('a', 'gone', 'x')] })).toEqual([
      'system/dead-end sources.0 Nobody listens to what "prices" publishes: price.eur.',
      'system/dead-end agents.0 Nobody listens to what "a" publishes: x.',
    ])
    expect(
      findingsOf({ agents: [rule('a', 'price.eur', 'x'), rule('b', 'x', 'y'), rule('c', 'y', 'x')] }),
    ).toEqual(['system/circle agents.1 Events can go in a circle through "b", "c".'])
  })

  it.each(examples.map(({ id, document }) => [id, document] as const))(
    'of the example %s names only what is there',
    (_id, value) => {
      const parsed = parseValue(value)
      if (!parsed.ok) throw new Error('parses')
      const { nodes, links } = systemMapOf(parsed.value)
      const ids = new Set(nodes.map(({ id }) => id))
      expect(ids.size).toBe(nodes.length)
      for (const { from, to } of links) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    },
  )
})
