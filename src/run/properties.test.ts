import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { compileProgram } from '../program/compile.ts'
import type { SourceRun } from '../kinds/contracts.ts'
import type { Program } from '../program/program.ts'
import { runToEnd } from './headless.ts'
import { Run } from './run.ts'

type Part = Record<string, unknown>

const source = (id: string, topic: string) => ({
  id,
  kind: 'market',
  topic,
  profile: { kind: 'volatile-market' },
})

interface Setup {
  readonly sources: Part[]
  readonly faults: Part[]
  readonly agents: Part[]
  readonly waits: number[]
  readonly seed: string
}

function documentOf({ sources, faults, agents, waits, seed }: Setup, more: Part = {}): ScenarioDocument {
  const steps = [
    { id: 'start', kind: 'start' },
    ...waits.map((cycles, index) => ({ id: `w${index}`, kind: 'wait-cycles', params: { cycles } })),
    { id: 'end', kind: 'end' },
  ]
  const edges = steps.slice(1).map(({ id }, index) => ({ from: steps[index]?.id, to: id }))
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    seed,
    sources,
    faults,
    agents,
    steps,
    edges,
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function finished(setup: Setup, more?: Part) {
  const result = runToEnd(documentOf(setup, more))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

interface Row {
  readonly atMs: number
  readonly topic: string
  readonly source: string
  readonly stage: string
  readonly payload: unknown
}

const rowsOf = (log: EventLog): Row[] =>
  Array.from({ length: log.count }, (_, seq) => seq)
    .filter((seq) => log.channelAt(seq).stage !== 'mark')
    .map((seq) => {
      const { topic, source: from, stage } = log.channelAt(seq)
      return { atMs: log.timeAt(seq), topic, source: from, stage, payload: log.payloadAt(seq) }
    })

// ---------------------------------------------------------------------------------------- arbitraries

const envelope = fc.record({
  topics: fc.constantFrom([], ['A'], ['B'], ['*'], ['order'], ['never']),
  fromCycle: fc.nat(8),
  trigger: fc.constantFrom('always', 'nth', 'every', 'first'),
  n: fc.integer({ min: 1, max: 4 }),
  limit: fc.nat(3),
})

const action = fc.oneof(
  fc.record({
    kind: fc.constant('delay'),
    params: fc.record({ holdMs: fc.constantFrom(0, 1, 500, 1_000, 2_500) }),
  }),
  fc.constant({ kind: 'drop', params: {} }),
  fc.record({
    kind: fc.constant('modify'),
    params: fc.record({ path: fc.constantFrom('price', 'tag'), value: fc.nat(9) }),
  }),
  fc.record({
    kind: fc.constant('inject'),
    params: fc.record({ topic: fc.constantFrom('A', 'alarm'), afterMs: fc.constantFrom(0, 700) }),
  }),
  fc.record({
    kind: fc.constant('duplicate'),
    params: fc.record({ copies: fc.integer({ min: 1, max: 2 }), spacingMs: fc.constantFrom(0, 1_000) }),
  }),
)

const faults = fc
  .array(fc.tuple(action, envelope), { maxLength: 4 })
  .map((list) => list.map(([what, when], index) => ({ id: `f${index}`, ...what, ...when })))

const setup: fc.Arbitrary<Setup> = fc.record({
  sources: fc.constantFrom([source('a', 'A')], [source('a', 'A'), source('b', 'B')]),
  agents: fc.constantFrom(
    [],
    [{ id: 'r', kind: 'rule', params: { when: 'A', comparison: 'any', publish: 'order', latencyMs: 300 } }],
    [
      {
        id: 'r',
        kind: 'rule',
        params: {
          when: '*',
          field: 'price',
          comparison: 'lt',
          value: 100,
          publish: 'low',
          cooldownMs: 2_000,
        },
      },
    ],
  ),
  faults,
  waits: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
  seed: fc.string({ maxLength: 4 }),
})

const RUNS = { numRuns: 150 }

vi.setConfig({ testTimeout: 60_000 })

const ASSERTIONS: Part[] = [
  { id: 'count', kind: 'event-count', params: { topic: '*', min: 7 } },
  { id: 'exactly', kind: 'event-count', params: { topic: 'A', exact: 12 } },
  { id: 'order', kind: 'event-sequence', params: { topics: ['A', 'order', 'A'] } },
  { id: 'every', kind: 'value-bound', params: { topic: 'A', comparison: 'gt', value: 99.9 } },
  { id: 'last', kind: 'value-bound', params: { topic: '*', quantifier: 'last', comparison: 'ne', value: 3 } },
  { id: 'some', kind: 'value-bound', params: { topic: 'low', quantifier: 'some', field: 'spread' } },
]

/** The same program, of kinds that are only asked event by event and datum by datum. */
const withoutShortcuts = (program: Program): Program => ({
  ...program,
  sources: program.sources.map((bound) => ({
    ...bound,
    kind: {
      ...bound.kind,
      start(...given) {
        return oneByOne(bound.kind.start(...given))
      },
    },
  })),
  agents: program.agents.map((bound) => ({
    ...bound,
    kind: {
      ...bound.kind,
      start(...given) {
        const agent = bound.kind.start(...given)
        return {
          begin: (atMs) => agent.begin?.(atMs),
          onEvent: (event) => agent.onEvent(event),
          onTimer: (name, atMs) => agent.onTimer?.(name, atMs),
        }
      },
    },
  })),
  assertions: program.assertions.map((bound) => ({
    ...bound,
    kind: {
      ...bound.kind,
      monitor(...given) {
        const monitor = bound.kind.monitor(...given)
        return {
          observe: (event) => monitor.observe(event),
          conclude: (atMs) => monitor.conclude(atMs),
        }
      },
    },
  })),
})

const oneByOne = (run: SourceRun): SourceRun => ({
  next: (out) => run.next(out),
  switchProfile: (profile, params) => run.switchProfile(profile, params),
  phase: () => run.phase(),
  statistics: () => run.statistics(),
})

// --------------------------------------------------------------------------------------------- laws

describe('laws of every run', () => {
  it('conserves events', () => {
    fc.assert(
      fc.property(setup, (given) => {
        const { published, injected, duplicated, delivered, dropped, inFlight } =
          finished(given).report.conservation
        expect(published + injected + duplicated).toBe(delivered + dropped + inFlight)
      }),
      RUNS,
    )
  })

  it('does not depend on how it is advanced', () => {
    fc.assert(
      fc.property(
        setup,
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (given, slices, byTime) => {
          const compiled = compileProgram(documentOf(given))
          if (!compiled.ok) throw new Error('compiles')
          const run = new Run(compiled.value)
          for (let turn = 0; !run.finished; turn++) {
            const cycles = slices[turn % slices.length] ?? 1
            if (byTime) run.advanceTo(run.cycle * 1_000 + cycles * 700 + 1)
            else run.advance(cycles)
          }
          expect(run.report().digest).toBe(finished(given).report.digest)
        },
      ),
      RUNS,
    )
  })

  it('does not depend on what kinds offer to save time: attention, batches, data made ahead', () => {
    const waits = fc.array(fc.nat(90), { minLength: 1, maxLength: 2 })
    fc.assert(
      fc.property(setup, waits, (given, long) => {
        const compiled = compileProgram(documentOf({ ...given, waits: long }, { assertions: ASSERTIONS }))
        if (!compiled.ok) throw new Error('compiles')
        const [fast, slow] = [compiled.value, withoutShortcuts(compiled.value)].map((program) => {
          const run = new Run(program)
          run.advance(Infinity)
          return { report: run.report(), rows: rowsOf(run.log) }
        })
        expect(slow).toEqual(fast)
      }),
      RUNS,
    )
  })

  it('is the same for a wait that is cut in two', () => {
    fc.assert(
      fc.property(setup, fc.nat(6), fc.nat(6), (given, first, second) => {
        const whole = finished({ ...given, waits: [first + second] })
        const cut = finished({ ...given, waits: [first, second] })
        expect(rowsOf(cut.log)).toEqual(rowsOf(whole.log))
      }),
      RUNS,
    )
  })

  it('is changed in nothing by a fault that never matches', () => {
    fc.assert(
      fc.property(setup, fc.nat(4), (given, place) => {
        const idle = { id: 'idle', kind: 'drop', topics: ['nobody.says.this'] }
        const added = given.faults.toSpliced(place, 0, idle)
        expect(rowsOf(finished({ ...given, faults: added }).log)).toEqual(rowsOf(finished(given).log))
      }),
      RUNS,
    )
  })

  it('publishes the same data whatever the faults, agents and other sources are', () => {
    const published = ({ log }: { log: EventLog }) =>
      rowsOf(log)
        .filter(
          ({ source: from, stage, atMs }) =>
            from === 'a' && (stage === 'delivered' || stage === 'dropped') && atMs % 1_000 === 0,
        )
        .map(({ payload }) => payload)
    fc.assert(
      fc.property(setup, (given) => {
        const bare = { ...given, sources: [source('a', 'A')], faults: [], agents: [] }
        const losing = { ...given, faults: [{ id: 'f', kind: 'drop', topics: ['A'], probability: 0.5 }] }
        expect(published(finished(losing))).toEqual(published(finished(bare)))
      }),
      RUNS,
    )
  })

  it('judges the same whatever the order of the assertions', () => {
    const assertions = [
      { id: 'x', kind: 'event-count', params: { topic: 'A', min: 3 } },
      { id: 'y', kind: 'no-event', params: { topic: 'order', fromCycle: 2 } },
      { id: 'z', kind: 'value-bound', params: { topic: 'A', field: 'price', value: 90 } },
    ]
    const verdicts = (given: Setup, list: Part[]) =>
      finished(given, { assertions: list })
        .report.assertions.map(({ id, verdict, message }) => `${id} ${verdict} ${message}`)
        .sort()
    fc.assert(
      fc.property(setup, fc.shuffledSubarray(assertions, { minLength: 3 }), (given, shuffled) => {
        expect(verdicts(given, shuffled)).toEqual(verdicts(given, assertions))
      }),
      RUNS,
    )
  })
})

// ---------------------------------------------------------------------------------------- reference

interface PlainFault {
  readonly id: string
  readonly kind: string
  readonly params: {
    readonly holdMs: number
    readonly path: string
    readonly value: number
    readonly copies: number
    readonly spacingMs: number
    readonly topic: string
    readonly afterMs: number
  }
  readonly topics: readonly string[]
  readonly fromCycle: number
  readonly trigger: string
  readonly n: number
  readonly limit: number
}

interface PlainRule {
  readonly id: string
  readonly params: {
    readonly when: string
    readonly comparison: string
    readonly value?: number
    readonly publish: string
    readonly latencyMs?: number
    readonly cooldownMs?: number
  }
}

interface Pending {
  readonly atMs: number
  readonly order: number
  readonly deliver: () => void
}

/**
 * The bus as one would write it for a blackboard: a list of pending deliveries, sorted anew each time, events as
 * objects, faults applied one after the other. Slow, and obviously right.
 */
function reference(given: Setup): Row[] {
  const prices = finished({ ...given, faults: [], agents: [] }).log
  const rows: Row[] = []
  let pending: Pending[] = []
  let order = 0
  let nowMs = 0
  const counts = given.faults.map(() => ({ matched: 0, hits: 0 }))
  const cycles = given.waits.reduce((sum, wait) => sum + wait, 0)
  // Events of this very instant come after everything that was due: they queue behind.
  let instant: (() => void)[] = []
  const later = (afterMs: number, deliver: () => void) => {
    if (afterMs === 0) instant.push(deliver)
    else pending.push({ atMs: nowMs + afterMs, order: order++, deliver })
  }
  const silentUntil = new Map<string, number>()

  const deliver = (event: Omit<Row, 'atMs' | 'stage'>) => {
    rows.push({ ...event, atMs: nowMs, stage: 'delivered' })
    for (const { id, params } of given.agents as unknown as PlainRule[]) {
      const { when, comparison, value = 90, publish: topic, latencyMs = 0, cooldownMs = 0 } = params
      const heard = when === event.topic || (when === '*' && !event.topic.includes('.'))
      const price = (event.payload as Record<string, unknown>)['price']
      const met = comparison === 'any' || (typeof price === 'number' && price < value)
      if (!heard || !met || nowMs < (silentUntil.get(id) ?? 0)) continue
      silentUntil.set(id, nowMs + cooldownMs)
      if (latencyMs > 0) later(latencyMs, () => publish({ topic, source: id, payload: {} }, 0, 0))
      else publish({ topic, source: id, payload: {} }, 0, 0)
    }
  }

  const publish = (event: Omit<Row, 'atMs' | 'stage'>, first: number, waited: number): void => {
    let { payload } = event
    let waitMs = waited
    const injections: (() => void)[] = []
    for (let index = first; index < given.faults.length; index++) {
      const fault = given.faults[index] as unknown as PlainFault
      const count = counts[index] ?? { matched: 0, hits: 0 }
      const targeted =
        fault.topics.length === 0 ||
        fault.topics.includes(event.topic) ||
        (fault.topics.includes('*') && !event.topic.includes('.'))
      if (!targeted || nowMs < fault.fromCycle * 1_000) continue
      count.matched++
      const triggered =
        fault.trigger === 'always' ||
        (fault.trigger === 'nth' && count.matched === fault.n) ||
        (fault.trigger === 'every' && count.matched % fault.n === 0) ||
        (fault.trigger === 'first' && count.matched <= fault.n)
      if (!triggered || (fault.limit > 0 && count.hits >= fault.limit)) continue
      count.hits++
      const { holdMs, path, value, copies, spacingMs, topic, afterMs } = fault.params
      if (fault.kind === 'drop') {
        rows.push({ ...event, payload, atMs: nowMs, stage: 'dropped' })
        for (const inject of injections) inject()
        return
      }
      if (fault.kind === 'delay') waitMs += holdMs
      else if (fault.kind === 'modify') payload = { ...(payload as object), [path]: value }
      else if (fault.kind === 'inject') {
        const injected = { topic, source: `fault:${fault.id}`, payload: { reason: 'injected' } }
        injections.push(() => later(afterMs, () => deliver(injected)))
      } else
        for (let copy = 1; copy <= copies; copy++)
          publish({ ...event, payload }, index + 1, waitMs + copy * spacingMs)
    }
    if (waitMs > 0) rows.push({ ...event, payload, atMs: nowMs, stage: 'held' })
    later(waitMs, () => deliver({ ...event, payload }))
    for (const inject of injections) inject()
  }

  const settle = () => {
    while (instant.length > 0) {
      const [next] = instant
      instant = instant.slice(1)
      next?.()
    }
  }
  const drain = () => {
    for (;;) {
      pending = pending.toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)
      const [next] = pending
      if (next === undefined || next.atMs > nowMs) break
      pending = pending.slice(1)
      next.deliver()
    }
    settle()
  }
  const generated = rowsOf(prices)
  for (let cycle = 0; cycle < cycles; cycle++) {
    nowMs = cycle * 1_000
    for (const { topic, source: from, payload } of generated.filter(({ atMs }) => atMs === nowMs))
      publish({ topic, source: from, payload }, 0, 0)
    drain()
    for (;;) {
      const due = Math.min(...pending.map(({ atMs }) => atMs))
      if (!(due < (cycle + 1) * 1_000)) break
      nowMs = due
      drain()
    }
  }
  return rows
}

describe('the kernel', () => {
  it('does what a naive bus does', () => {
    fc.assert(
      fc.property(setup, (given) => {
        expect(rowsOf(finished(given).log)).toEqual(reference(given))
      }),
      { numRuns: 400 },
    )
  })
})
