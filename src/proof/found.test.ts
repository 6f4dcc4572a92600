import { describe, expect, it } from 'vitest'
import { CHUNK_ROWS } from '../log/chunk.ts'
import { disagreement, engineAccount, runnable } from './agreement.ts'

/** Scenarios that once told engine and reference apart, cut down to what matters. */
const scenario = (parts: Record<string, unknown>) => {
  const document = runnable({ format: 'scenario-studio', version: 1, ...parts })
  if (document === null) throw new Error('does not compile')
  return document
}

const prices = (id: string, topic: string) => ({ id, kind: 'market', topic, profile: { kind: 'bull-run' } })
const chain = (
  ...steps: readonly { readonly id: string; readonly kind: string; readonly params?: unknown }[]
) => ({
  steps,
  edges: steps.slice(1).map(({ id }, index) => ({ from: steps[index]?.id, to: id })),
})

describe('scenarios that told engine and reference apart, or a broken engine from a sound one', () => {
  it('a path that ends at the first datum of a cycle lets the other data of the cycle be delivered first', () => {
    const document = scenario({
      sources: [prices('a', 'A'), prices('b', 'B')],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-event', params: { topic: 'A' } },
        { id: 'check', kind: 'run-assertions' },
        { id: 'end', kind: 'end' },
      ),
      assertions: [{ id: 'both', kind: 'event-count', params: { topic: 'B', min: 1 } }],
    })
    expect(engineAccount(document).verdict).toBe('passed')
    expect(disagreement(document)).toBeNull()
  })

  it('what was delivered at one instant does not count towards the limit of the next', () => {
    const document = scenario({
      limits: { maxPerInstant: 10 },
      sources: [prices('a', 'A')],
      // One datum and eight answers in each cycle, all at one instant.
      agents: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
        id: `r${n}`,
        kind: 'rule',
        params: { when: 'A', comparison: 'any', publish: 'order', cooldownMs: 0 },
      })),
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 6 } },
        { id: 'end', kind: 'end' },
      ),
    })
    expect(engineAccount(document).verdict).toBe('passed')
    expect(disagreement(document)).toBeNull()
  })

  it('a verdict keeps the witness it was given with, whatever comes later', () => {
    const document = scenario({
      sources: [prices('a', 'A')],
      assertions: [{ id: 'all', kind: 'nothing-lost', params: { topics: ['A'] } }],
      faults: [{ id: 'loss', kind: 'drop', fromCycle: 1 }],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'check', kind: 'run-assertions' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 3 } },
        { id: 'end', kind: 'end' },
      ),
    })
    expect(engineAccount(document).assertions[0]?.witness).toEqual([])
    expect(disagreement(document)).toBeNull()
  })

  it('two delays of one event add up', () => {
    const document = scenario({
      sources: [prices('a', 'A')],
      faults: [
        { id: 'first', kind: 'delay', params: { holdMs: 1_500 }, limit: 1 },
        { id: 'second', kind: 'delay', params: { holdMs: 2_200 }, limit: 1 },
      ],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 6 } },
        { id: 'end', kind: 'end' },
      ),
    })
    const held = engineAccount(document).rows.find(
      ({ stage, atMs }) => stage === 'delivered' && atMs % 1_000 !== 0,
    )
    expect(held?.atMs).toBe(3_700)
    expect(disagreement(document)).toBeNull()
  })

  it('no fault touches what a fault has injected', () => {
    const document = scenario({
      sources: [prices('a', 'A')],
      faults: [
        { id: 'inject', kind: 'inject', topics: ['A'], params: { topic: 'B' }, limit: 1 },
        { id: 'loss', kind: 'drop', topics: ['B'] },
      ],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 2 } },
        { id: 'end', kind: 'end' },
      ),
    })
    const { rows, chaos } = engineAccount(document)
    expect(rows.filter(({ topic }) => topic === 'B').map(({ stage }) => stage)).toEqual(['delivered'])
    expect(chaos.map(({ matched }) => matched)).toEqual([2, 0])
    expect(disagreement(document)).toBeNull()
  })

  it('nor does one touch it on its way to a subscriber', () => {
    const document = scenario({
      sources: [prices('a', 'A')],
      agents: [{ id: 'one', kind: 'rule', params: { when: 'B', comparison: 'any', publish: 'heard' } }],
      faults: [
        { id: 'inject', kind: 'inject', topics: ['A'], params: { topic: 'B' }, limit: 1 },
        { id: 'loss', kind: 'drop', hook: 'deliver', topics: ['B'] },
      ],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 2 } },
        { id: 'end', kind: 'end' },
      ),
    })
    expect(engineAccount(document).links).toMatchObject([{ offered: 1, delivered: 1, dropped: 0 }])
    expect(disagreement(document)).toBeNull()
  })

  it('every n-th match is every n-th of all, also where chance decides', () => {
    const document = scenario({
      sources: [prices('a', 'A')],
      faults: [{ id: 'loss', kind: 'drop', trigger: 'every', n: 3, probability: 0.5 }],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 30 } },
        { id: 'end', kind: 'end' },
      ),
    })
    const { rows, chaos } = engineAccount(document)
    const lost = rows.flatMap(({ stage, hits }) =>
      stage === 'dropped' ? hits.map(([, , match]) => match) : [],
    )
    expect(lost.filter((match) => match % 3 !== 0)).toEqual([])
    expect(chaos[0]?.hits).toBeGreaterThan(2)
    expect(disagreement(document)).toBeNull()
  })

  it('a fault for two sources acts in the middle of a cycle, after calm ones', () => {
    const document = scenario({
      sources: [prices('a', 'A'), prices('b', 'B')],
      faults: [{ id: 'loss', kind: 'drop', topics: ['A', 'B'], trigger: 'every', n: 6 }],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 20 } },
        { id: 'end', kind: 'end' },
      ),
    })
    const lost = engineAccount(document).rows.filter(({ stage }) => stage === 'dropped')
    expect(lost.map(({ topic, atMs }) => `${topic} ${atMs / 1_000}`)).toEqual(
      [2, 5, 8, 11, 14, 17].map((second) => `B ${second}`),
    )
    expect(disagreement(document)).toBeNull()
  })

  // What is known of the cycles to come, and what happens in them that changes it.
  const busy = (faults: readonly object[], more: object = {}) =>
    scenario({
      sources: [prices('a', 'A')],
      faults,
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: 400 } },
        { id: 'end', kind: 'end' },
      ),
      ...more,
    })
  const buyer = {
    agents: [
      {
        id: 'buyer',
        kind: 'rule',
        params: { when: 'A', comparison: 'any', publish: 'order', cooldownMs: 7_000 },
      },
    ],
  }
  const secondsLost = (document: ReturnType<typeof scenario>) =>
    engineAccount(document)
      .rows.filter(({ stage, topic }) => stage === 'dropped' && topic === 'A')
      .map(({ atMs }) => atMs / 1_000)

  it('an answer of an agent brings the next hit of a fault nearer that counts both', () => {
    const document = busy(
      [{ id: 'loss', kind: 'drop', topics: ['A', 'order'], trigger: 'every', n: 47 }],
      buyer,
    )
    // Eight matches in seven cycles, an answer among them.
    expect(secondsLost(document)[0]).toBe(40)
    expect(disagreement(document)).toBeNull()
  })

  it('an answer of an agent arms a fault that acts on the next datum', () => {
    const document = busy([{ id: 'loss', kind: 'drop', topics: ['A'], afterEvent: 'order', limit: 1 }], buyer)
    expect(secondsLost(document)).toEqual([1])
    expect(disagreement(document)).toBeNull()
  })

  it('events that a fault lets go on later are counted by the faults after it', () => {
    const document = busy([
      {
        id: 'mixed',
        kind: 'reorder',
        topics: ['A'],
        trigger: 'every',
        n: 40,
        params: { window: 2, waitMs: 5_000 },
      },
      { id: 'loss', kind: 'drop', topics: ['A'], trigger: 'every', n: 30 },
    ])
    expect(secondsLost(document).length).toBeGreaterThan(10)
    expect(disagreement(document)).toBeNull()
  })

  it('a long run is the same in all pieces of its log', () => {
    const document = scenario({
      sources: [prices('a', 'A'), prices('b', 'B')],
      assertions: [
        { id: 'last', kind: 'value-bound', params: { topic: 'B', quantifier: 'last' } },
        { id: 'all', kind: 'nothing-lost', params: { topics: ['A'] } },
      ],
      faults: [{ id: 'loss', kind: 'drop', topics: ['A'], probability: 0.0005 }],
      ...chain(
        { id: 'start', kind: 'start' },
        { id: 'wait', kind: 'wait-cycles', params: { cycles: CHUNK_ROWS } },
        { id: 'end', kind: 'end' },
      ),
    })
    const { rows, assertions } = engineAccount(document)
    expect(rows.length).toBeGreaterThan(2 * CHUNK_ROWS)
    expect(assertions[0]?.witness[0]).toBeGreaterThan(CHUNK_ROWS)
    expect(disagreement(document)).toBeNull()
  }, 60_000)
})
