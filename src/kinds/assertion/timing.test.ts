import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlainEvent } from '../contracts.ts'
import { judgeTrace } from '../monitor/judge-trace.ts'
import { countPerKey } from './count-per-key.ts'
import { countPerWindow } from './count-per-window.ts'
import { eventDuration } from './event-duration.ts'
import { eventsPartialOrder } from './events-partial-order.ts'
import { quietAfter } from './quiet-after.ts'
import { recurrence } from './recurrence.ts'
import { responseTime } from './response-time.ts'

const RUNS = { numRuns: 2_000 }

/** Short traces over three topics and two keys; many events share an instant. */
const traces = fc
  .tuple(
    fc.array(
      fc.record({
        topic: fc.constantFrom('p', 's', 'n'),
        gap: fc.constantFrom(0, 0, 1, 2, 3, 7),
        id: fc.constantFrom(1, 2),
      }),
      { maxLength: 9 },
    ),
    fc.nat(8),
  )
  .map(([list, rest]) => {
    let atMs = 0
    const events = list.map(({ topic, gap, id }): PlainEvent => ({
      topic,
      atMs: (atMs += gap),
      payload: { id },
    }))
    return { events, endMs: atMs + rest }
  })

const keys = fc.constantFrom(undefined, 'id')
const withKey = (key: string | undefined) => (key === undefined ? {} : { key })
const same = (key: string | undefined, a: PlainEvent, b: PlainEvent) =>
  key === undefined || a.payload['id'] === b.payload['id']

/** The events of a topic with their places in the trace. */
const all = (events: readonly PlainEvent[], topic: string) =>
  events.flatMap((event, place) => (event.topic === topic ? [{ ...event, place }] : []))

describe('against whole-trace evaluators', () => {
  it('bounded response: each p has an s at or after it within [a, b]', () => {
    fc.assert(
      fc.property(traces, keys, fc.nat(4), fc.nat(6), ({ events, endMs }, key, afterMs, more) => {
        const withinMs = afterMs + more
        const unmet = all(events, 'p').filter(
          (p) =>
            !all(events, 's').some(
              (s) =>
                s.place >= p.place &&
                same(key, p, s) &&
                s.atMs - p.atMs >= afterMs &&
                s.atMs - p.atMs <= withinMs,
            ),
        )
        const late = unmet.filter(({ atMs }) => atMs + withinMs <= endMs)
        const result = judgeTrace(
          responseTime,
          { event: 'p', answer: 's', afterMs, withinMs, ...withKey(key) },
          events,
          endMs,
        )
        expect(result.verdict).toBe(unmet.length === 0 ? 'holds' : 'violated')
        expect(result.pending).toBe(unmet.length > 0 && late.length === 0)
        if (late.length > 0) expect(result.witness[0]).toBe(late[0]?.place)
        expect(result.vacuous).toBe(all(events, 'p').length === 0)
      }),
      RUNS,
    )
  })

  it('bounded recurrence: no silence longer than c', () => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 9 }), ({ events, endMs }, withinMs) => {
        const times = [0, ...all(events, 'p').map(({ atMs }) => atMs), endMs]
        const longest = Math.max(...times.slice(1).map((atMs, index) => atMs - times[index]!))
        const result = judgeTrace(recurrence, { event: 'p', withinMs }, events, endMs)
        expect(result.verdict).toBe(longest <= withinMs ? 'holds' : 'violated')
        if (result.live === 'open') expect(result.margin).toBe(withinMs - longest)
      }),
      RUNS,
    )
  })

  it('minimum and maximum duration of stretches from p to s', () => {
    fc.assert(
      fc.property(traces, keys, fc.nat(4), fc.nat(8), ({ events, endMs }, key, minMs, more) => {
        const maxMs = minMs + more
        const closed: number[] = []
        const open: number[] = []
        for (const id of key === undefined ? [0] : [1, 2]) {
          let began: number | null = null
          for (const { topic, atMs, payload } of events) {
            if (id !== 0 && payload['id'] !== id) continue
            if (topic === 'p') began ??= atMs
            if (topic !== 's' || began === null) continue
            closed.push(atMs - began)
            began = null
          }
          if (began !== null) open.push(endMs - began)
        }
        const broken = closed.some((ms) => ms < minMs || ms > maxMs) || open.some((ms) => ms > maxMs)
        const short = open.some((ms) => ms < minMs)
        const result = judgeTrace(
          eventDuration,
          { begin: 'p', end: 's', minMs, maxMs, ...withKey(key) },
          events,
          endMs,
        )
        expect(result.verdict).toBe(broken || short ? 'violated' : 'holds')
        expect(result.pending).toBe(!broken && short)
        expect(result.vacuous).toBe(closed.length + open.length === 0)
      }),
      RUNS,
    )
  })

  it('bounded invariance: no s within c after a p', () => {
    fc.assert(
      fc.property(traces, keys, fc.nat(5), ({ events, endMs }, key, forMs) => {
        const broken = all(events, 'p').some((p) =>
          all(events, 's').some((s) => s.place > p.place && same(key, p, s) && s.atMs - p.atMs <= forMs),
        )
        const result = judgeTrace(
          quietAfter,
          { event: 'p', barred: 's', forMs, ...withKey(key) },
          events,
          endMs,
        )
        expect(result.verdict).toBe(broken ? 'violated' : 'holds')
        expect(result.live).toBe(broken ? 'violated' : 'open')
      }),
      RUNS,
    )
  })

  it('an event that is both trigger and barred violates itself only where that is asked', () => {
    const trace = [{ topic: 'p', atMs: 0, payload: {} }]
    expect(judgeTrace(quietAfter, { event: 'p', barred: 'p' }, trace).verdict).toBe('holds')
    expect(judgeTrace(quietAfter, { event: 'p', barred: 'p', itself: true }, trace).verdict).toBe('violated')
  })

  it('counts in windows, tumbling and sliding', () => {
    fc.assert(
      fc.property(
        traces,
        fc.integer({ min: 1, max: 7 }),
        fc.nat(3),
        fc.option(fc.nat(3), { nil: undefined }),
        fc.constantFrom('tumbling', 'sliding'),
        ({ events, endMs }, windowMs, min, more, windows) => {
          const max = more === undefined ? undefined : min + more
          const inside = (from: number) =>
            all(events, 'p').filter(({ atMs }) => atMs >= from && atMs < from + windowMs).length
          const step = windows === 'sliding' ? 1 : windowMs
          let broken = false
          for (let from = 0; from <= endMs; from += step) {
            if (inside(from) > (max ?? Infinity)) broken = true
            if (inside(from) < min && from + windowMs <= endMs) broken = true
          }
          const params = { event: 'p', windowMs, windows, min, ...(max === undefined ? {} : { max }) }
          expect(judgeTrace(countPerWindow, params, events, endMs).verdict).toBe(
            broken ? 'violated' : 'holds',
          )
        },
      ),
      RUNS,
    )
  })

  it('counts per value of a field', () => {
    fc.assert(
      fc.property(traces, fc.nat(3), fc.nat(2), fc.nat(2), ({ events }, min, more, different) => {
        const counts = [1, 2]
          .map((id) => all(events, 'p').filter(({ payload }) => payload['id'] === id).length)
          .filter((count) => count > 0)
        const over = counts.some((count) => count > min + more)
        const short = counts.some((count) => count < min) || counts.length < different
        const params = { event: 'p', key: 'id', min, max: min + more, keys: different }
        const result = judgeTrace(countPerKey, params, events)
        expect(result.verdict).toBe(over || short ? 'violated' : 'holds')
        expect(result.pending).toBe(!over && short)
      }),
      RUNS,
    )
  })

  it('partial order: every node after those it needs', () => {
    const params = (early: string) => ({
      events: [
        { name: 'a', event: 'p' },
        { name: 'b', event: 's' },
        { name: 'c', event: 'n', after: ['a', 'b'] },
      ],
      early,
    })
    fc.assert(
      fc.property(traces, ({ events }) => {
        const first = (topic: string, after = -1) =>
          events.findIndex((event, place) => event.topic === topic && place > after)
        const [a, b] = [first('p'), first('s')]
        const c = a < 0 || b < 0 ? -1 : first('n', Math.max(a, b))
        const early = first('n')
        const strictly = c >= 0 && early > Math.max(a, b)
        expect(judgeTrace(eventsPartialOrder, params('ignored'), events).verdict).toBe(
          c >= 0 ? 'holds' : 'violated',
        )
        expect(judgeTrace(eventsPartialOrder, params('violates'), events).verdict).toBe(
          strictly ? 'holds' : 'violated',
        )
      }),
      RUNS,
    )
  })

  it('a partial order that is none is refused, in words', () => {
    const refused = (events: readonly object[]) =>
      eventsPartialOrder.params.safeParse({ events }).error?.issues[0]?.message
    expect(
      refused([
        { name: 'a', after: ['b'] },
        { name: 'b', after: ['a'] },
      ]),
    ).toBe('“a” would have to come before itself')
    expect(refused([{ name: 'a', after: ['z'] }])).toBe('no event has the name “z”')
    expect(refused([{ name: 'a' }, { name: 'a' }])).toBe('the name “a” stands twice')
  })
})
