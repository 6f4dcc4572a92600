import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlainEvent } from '../contracts.ts'
import { judgeTrace } from '../monitor/judge-trace.ts'
import { agentState } from './agent-state.ts'
import { causedBy } from './caused-by.ts'
import { conservation } from './conservation.ts'
import { deliveryGuarantee } from './delivery-guarantee.ts'
import { eventAge } from './event-age.ts'
import { goldenLog } from './golden-log.ts'
import { noOvertaking } from './no-overtaking.ts'
import { sequenceNumbers } from './sequence-numbers.ts'
import { staleness } from './staleness.ts'
import { uniqueValues } from './unique-values.ts'

const RUNS = { numRuns: 2_000 }

const traces = fc
  .array(
    fc.record({
      topic: fc.constantFrom('in', 'out', 'other'),
      gap: fc.constantFrom(0, 1, 2, 4),
      id: fc.constantFrom(1, 2),
      n: fc.integer({ min: 0, max: 4 }),
      back: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 9 },
  )
  .map((list) => {
    let atMs = 0
    return list.map(({ topic, gap, id, n, back }, seq): PlainEvent => {
      atMs += gap
      return { topic, atMs, payload: { id, n }, cause: Math.max(-1, seq - back) }
    })
  })

const all = (events: readonly PlainEvent[], topic: string) =>
  events.flatMap((event, place) => (event.topic === topic ? [{ ...event, place }] : []))
const idOf = ({ payload }: PlainEvent) => payload['id'] as number
const numberOf = ({ payload }: PlainEvent) => payload['n'] as number

/** Some events are held up for a while: a `held` record, and a delivery later that names it. */
const deliveries = fc
  .array(
    fc.record({ gap: fc.nat(2), holdMs: fc.constantFrom(0, 0, 1, 3, 6), source: fc.constantFrom('a', 'b') }),
    {
      maxLength: 7,
    },
  )
  .map((list) => {
    let nowMs = 0
    const published = list.map(({ gap, holdMs, source }, order) => {
      nowMs += gap
      return { order, source, bornMs: nowMs, dueMs: nowMs + holdMs, held: holdMs > 0 }
    })
    const records = published.flatMap((event) => [
      ...(event.held ? [{ event, atMs: event.bornMs, rank: 0, stage: 'held' as const }] : []),
      { event, atMs: event.dueMs, rank: event.held ? 1 : 0, stage: 'delivered' as const },
    ])
    records.sort((a, b) => a.atMs - b.atMs || b.rank - a.rank || a.event.order - b.event.order)
    const trace = records.map(({ event, atMs, stage }): PlainEvent => ({
      topic: 'e',
      atMs,
      stage,
      source: event.source,
      payload: {},
      cause:
        stage === 'delivered'
          ? records.findIndex((other) => other.event === event && other.stage === 'held')
          : -1,
    }))
    return {
      delivered: records.filter(({ stage }) => stage === 'delivered').map(({ event }) => event),
      trace,
    }
  })

describe('against whole-trace evaluators', () => {
  it('delivery guarantees: what goes in comes out, per key', () => {
    const guarantees = fc.constantFrom('exactly-once', 'at-least-once', 'at-most-once')
    fc.assert(
      fc.property(traces, guarantees, (events, guarantee) => {
        const count = (topic: string, id: number, until: number) =>
          all(events, topic).filter((event) => idOf(event) === id && event.place <= until).length
        const wrongNow = events.some((event, place) => {
          if (event.topic !== 'out') return false
          const [ins, outs] = [count('in', idOf(event), place), count('out', idOf(event), place)]
          return ins === 0 || (guarantee !== 'at-least-once' && outs > ins)
        })
        const missing =
          guarantee !== 'at-most-once' && [1, 2].some((id) => count('out', id, 99) < count('in', id, 99))
        const params = { input: 'in', output: 'out', key: 'id', guarantee }
        const result = judgeTrace(deliveryGuarantee, params, events)
        expect(result.verdict).toBe(wrongNow || missing ? 'violated' : 'holds')
        expect(result.pending).toBe(missing && !wrongNow)
      }),
      RUNS,
    )
  })

  it('something that went in is lost when it has not come out in time', () => {
    const trace = [{ topic: 'in', atMs: 0, payload: { id: 1 } }]
    const params = { input: 'in', output: 'out', key: 'id', withinMs: 10 }
    expect(judgeTrace(deliveryGuarantee, params, trace, 9).pending).toBe(true)
    expect(judgeTrace(deliveryGuarantee, params, trace, 10)).toMatchObject({
      verdict: 'violated',
      pending: false,
    })
    const later = [...trace, { topic: 'out', atMs: 11, payload: { id: 1 } }]
    expect(judgeTrace(deliveryGuarantee, params, later).message).toContain('was lost')
  })

  it('unique values, in the whole run or within a time', () => {
    fc.assert(
      fc.property(
        traces,
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
        (events, withinMs) => {
          const ins = all(events, 'in')
          const twice = ins.some((one) =>
            ins.some(
              (two) =>
                two.place > one.place &&
                idOf(one) === idOf(two) &&
                two.atMs - one.atMs <= (withinMs ?? Infinity),
            ),
          )
          const params = { event: 'in', key: 'id', ...(withinMs === undefined ? {} : { withinMs }) }
          expect(judgeTrace(uniqueValues, params, events).verdict).toBe(twice ? 'violated' : 'holds')
        },
      ),
      RUNS,
    )
  })

  it('sequence numbers, per key', () => {
    const rules = fc.constantFrom('increasing', 'non-decreasing', 'consecutive')
    fc.assert(
      fc.property(traces, rules, fc.boolean(), (events, rule, keyed) => {
        const fits = (a: number, b: number) =>
          rule === 'increasing' ? b > a : rule === 'consecutive' ? b - a === 1 : b >= a
        const lanes = keyed
          ? [1, 2].map((id) => all(events, 'in').filter((event) => idOf(event) === id))
          : [all(events, 'in')]
        const holds = lanes.every((lane) =>
          lane.every((event, index) => index === 0 || fits(numberOf(lane[index - 1]!), numberOf(event))),
        )
        const params = { event: 'in', field: 'n', rule, ...(keyed ? { key: 'id' } : {}) }
        expect(judgeTrace(sequenceNumbers, params, events).verdict).toBe(holds ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })

  it('conservation of a sum', () => {
    fc.assert(
      fc.property(traces, fc.boolean(), (events, ahead) => {
        let balance = 0
        let ran = false
        for (const event of events) {
          if (event.topic === 'in') balance += numberOf(event)
          if (event.topic === 'out') balance -= numberOf(event)
          ran ||= balance < 0
        }
        const params = { input: 'in', output: 'out', inputField: 'n', outputField: 'n', ahead }
        const result = judgeTrace(conservation, params, events)
        expect(result.verdict).toBe(balance !== 0 || (ran && !ahead) ? 'violated' : 'holds')
      }),
      RUNS,
    )
  })

  it('staleness of the last datum', () => {
    fc.assert(
      fc.property(traces, fc.nat(4), fc.boolean(), (events, maxMs, keyed) => {
        const fresh = all(events, 'out').every((event) => {
          const data = all(events, 'in').findLast(
            (one) => one.place <= event.place && (!keyed || idOf(one) === idOf(event)),
          )
          return data !== undefined && event.atMs - data.atMs <= maxMs
        })
        const params = { event: 'out', data: 'in', maxMs, ...(keyed ? { key: 'id' } : {}) }
        expect(judgeTrace(staleness, params, events).verdict).toBe(fresh ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })

  it('causes, directly or through others', () => {
    fc.assert(
      fc.property(traces, fc.boolean(), (events, directly) => {
        const holds = all(events, 'out').every((event) => {
          for (let at = event.cause ?? -1; at >= 0; at = events[at]?.cause ?? -1) {
            if (events[at]?.topic === 'in') return true
            if (directly) return false
          }
          return false
        })
        // A run shows a monitor only the topics it asked for.
        const result = judgeTrace(causedBy, { event: 'out', cause: 'in', directly }, events)
        expect(result.verdict).toBe(holds ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })

  it('order of delivery, among all or per publisher', () => {
    fc.assert(
      fc.property(deliveries, fc.constantFrom('source', 'all'), ({ delivered, trace }, among) => {
        const holds = delivered.every((event, index) =>
          delivered.slice(0, index).every((earlier) => {
            const compared = among === 'all' || earlier.source === event.source
            return !compared || earlier.order < event.order
          }),
        )
        expect(judgeTrace(noOvertaking, { event: 'e', among }, trace).verdict).toBe(
          holds ? 'holds' : 'violated',
        )
      }),
      RUNS,
    )
  })

  it('age at delivery', () => {
    fc.assert(
      fc.property(deliveries, fc.nat(4), ({ delivered, trace }, maxMs) => {
        const worst = Math.max(-1, ...delivered.map(({ bornMs, dueMs }) => dueMs - bornMs))
        const result = judgeTrace(eventAge, { event: 'e', maxMs }, trace)
        expect(result.verdict).toBe(worst <= maxMs ? 'holds' : 'violated')
        if (worst >= 0 && worst <= maxMs) expect(result.margin).toBe(maxMs - worst)
      }),
      RUNS,
    )
  })

  it('states of an agent', () => {
    fc.assert(
      fc.property(traces, fc.constantFrom('always', 'never', 'eventually', 'at-end'), (events, when) => {
        const states = events.map((event): PlainEvent => ({
          ...event,
          topic: '$agent.state',
          stage: 'mark',
          source: event.topic,
        }))
        const met = all(events, 'in').map((event) => numberOf(event) > 1)
        const expected = {
          always: met.every(Boolean),
          never: !met.some(Boolean),
          eventually: met.some(Boolean),
          'at-end': met.at(-1) === true,
        }[when]
        const params = { agent: 'in', when, condition: { field: 'n', is: 'gt', value: 1 } }
        expect(judgeTrace(agentState, params, states).verdict).toBe(expected ? 'holds' : 'violated')
      }),
      RUNS,
    )
  })
})

describe('a golden log', () => {
  const record = (events: readonly PlainEvent[]) =>
    events.map(({ topic, atMs, payload }) => ({ topic, atMs, payload }))

  it('accepts its own recording, and finds the first event that was changed, left out or added', () => {
    fc.assert(
      fc.property(traces, fc.nat(8), fc.constantFrom('change', 'remove', 'add'), (trace, at, edit) => {
        const events = record(trace)
        expect(judgeTrace(goldenLog, { events }, trace).verdict).toBe('holds')
        const place = at % (trace.length + 1)
        const other = { topic: 'unheard', atMs: 0, payload: {} }
        if (edit !== 'add' && place === trace.length) return
        const changed =
          edit === 'remove'
            ? trace.toSpliced(place, 1)
            : trace.toSpliced(place, edit === 'add' ? 0 : 1, other)
        const result = judgeTrace(goldenLog, { events }, changed)
        expect(result.verdict).toBe('violated')
        if (edit !== 'remove') expect(result.witness).toEqual([place])
      }),
      RUNS,
    )
  })

  it('lets masked fields, fields beyond, times and small differences pass where it is told to', () => {
    const events = [{ topic: 'e', atMs: 5, payload: { id: 'a', price: 1, legs: [{ at: 1 }, { at: 2 }] } }]
    const found = [
      { topic: 'e', atMs: 6, payload: { id: 'b', price: 1.5, legs: [{ at: 3 }, { at: 4 }], extra: 1 } },
    ]
    const lenient = { masks: ['id', 'legs[*].at'], extraFields: true, tolerance: 0.5, toleranceMs: 1 }
    expect(judgeTrace(goldenLog, { events, ...lenient }, found).verdict).toBe('holds')
    for (const [stricter, said] of [
      [{ masks: ['id'] }, 'legs[0].at is 3, expected 1'],
      [{ masks: ['legs[*].at'] }, 'id is "b", expected "a"'],
      [{ extraFields: false }, 'extra was not expected'],
      [{ tolerance: 0.4 }, 'price is 1.5, expected 1'],
      [{ toleranceMs: 0 }, 'expected at 5 ms'],
    ] as const)
      expect(judgeTrace(goldenLog, { events, ...lenient, ...stricter }, found).message).toContain(said)
  })
})
