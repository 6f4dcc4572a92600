import fc from 'fast-check'
import { stringify } from 'yaml'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../run/headless.ts'
import { importYaml } from './import.ts'

/** Every field of the format, in every type. */
const EVERYTHING = `
name: Order survives chaos
description: A late order is still filled
timeout_ms: 12500
tags: [orders, nightly]
initial_events:
  - event_name: order.created
    data: { id: 7, price: 101.5 }
  - event_name: market open
chaos:
  - { type: delay, target_event: order.created, delay_ms: 1500, probability: 1.0 }
  - { type: drop, target_event: heartbeat, probability: 0.25 }
  - { type: failure, target_event: order.created, error_message: exchange down }
  - { type: latency, target_event: "*", duration_ms: 250 }
  - { type: meteor, target_event: x }
assertions:
  - { type: event_count, event_name: order.created, expected_count: 1, operator: ">=" }
  - { type: event_value, event_name: order.created, field_path: price, expected_value: 101.5, operator: "==" }
  - { type: no_event, event_name: order.rejected }
  - { type: event_count, event_name: order.created, expected_count: 3, operator: "!=" }
owner: somebody
`

const imported = (text: string) => {
  const result = importYaml(text)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

describe('YAML import', () => {
  it('maps what there is a counterpart for, and runs', () => {
    const { document } = imported(EVERYTHING)
    expect(document).toMatchObject({
      name: 'Order survives chaos',
      description: 'A late order is still filled\nTags: orders, nightly',
      faults: [
        { kind: 'delay', topics: ['order.created'], probability: 1, params: { holdMs: 1_500 } },
        { kind: 'drop', topics: ['heartbeat'], probability: 0.25 },
        {
          kind: 'inject',
          params: { topic: 'system.failure', payload: { error: 'exchange down', target: 'order.created' } },
        },
        { kind: 'delay', topics: [], params: { holdMs: 250 } },
      ],
      assertions: [
        { kind: 'event-count', params: { topic: 'order.created', min: 1 } },
        {
          kind: 'payload-match',
          params: { quantifier: 'some', matches: { field: 'price', is: 'eq', value: 101.5 } },
        },
        { kind: 'no-event', params: { topic: 'order.rejected' } },
      ],
    })
    const run = runToEnd(document)
    expect(run.ok && run.report).toMatchObject({
      verdict: 'passed',
      cycles: 13,
      events: { byTopic: { 'order.created': 1, market_open: 1 } },
    })
  })

  it('accounts for every field: mapped, or listed with the reason', () => {
    const { notes } = imported(EVERYTHING)
    const lost = notes.filter(({ status }) => status === 'not mapped')
    expect(lost).toEqual([
      { field: 'chaos[4]', status: 'not mapped', note: 'There is no chaos of type "meteor".' },
      {
        field: 'assertions[3]',
        status: 'not mapped',
        note: 'A count that is not 3, or below nothing, cannot be asked for.',
      },
      { field: 'owner', status: 'not mapped', note: 'The studio knows no such field.' },
    ])
    expect(notes.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'name',
        'timeout_ms',
        'tags',
        'chaos[0].probability',
        'assertions[1].field_path',
        'initial_events[0].data',
      ]),
    )
  })

  it('whatever the fields: every leaf of the file is in exactly one line of the account', () => {
    const leaf = fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.boolean(), fc.constant(null))
    const field = fc.constantFrom(
      'type',
      'target_event',
      'probability',
      'delay_ms',
      'duration_ms',
      'error_message',
      'event_name',
      'expected_count',
      'operator',
      'field_path',
      'expected_value',
      'data',
      'other',
      '__proto__',
    )
    const entry = fc.dictionary(field, leaf)
    const file = fc.record(
      {
        name: leaf,
        timeout_ms: leaf,
        tags: fc.array(leaf),
        chaos: fc.array(entry),
        assertions: fc.array(entry),
        initial_events: fc.array(entry),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(file, (value) => {
        const result = importYaml(stringify(value))
        if (!result.ok) return expect(result.problems.length).toBeGreaterThan(0)
        const fields = result.value.notes.map(({ field: name }) => name)
        expect(new Set(fields).size).toBe(fields.length)
        for (const list of ['chaos', 'assertions', 'initial_events'] as const)
          for (const [index, item] of (value[list] ?? []).entries())
            for (const key of Object.keys(item))
              expect(fields.some((name) => `${list}[${index}].${key}`.startsWith(name))).toBe(true)
      }),
      { numRuns: 500 },
    )
    expect(({} as { other?: unknown }).other).toBeUndefined()
  })

  it.each([
    ['not YAML', 'name: [1, 2', /^yaml\/not-yaml$/],
    ['a list', '- 1', /^yaml\/not-a-scenario$/],
    ['a list that is none', 'chaos: 5', /^yaml\/not-a-list$/],
    ['the same key twice', 'name: a\nname: b', /^yaml\/not-yaml$/],
    ['depth', `a: ${'['.repeat(5_000)}`, /^yaml\/too-deep$/],
    ['depth by dashes', `${'- '.repeat(5_000)}a`, /^yaml\/too-deep$/],
    [
      'a billion laughs',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]`)
        .join('\n')}`,
      /^yaml\/aliases$/,
    ],
  ])('refuses %s with a place or a reason', (_name, text, code) => {
    const result = importYaml(text)
    expect(result.ok).toBe(false)
    expect(!result.ok && result.problems[0]?.code).toMatch(code)
  })
})
