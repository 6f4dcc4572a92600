import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chaosKinds } from '../catalog.ts'
import { parseValue } from '../document/parse.ts'
import { ChaosBench } from '../kinds/chaos-bench.ts'
import type { AgentContext } from '../kinds/contracts.ts'
import { linkFlap } from '../kinds/chaos/link-flap.ts'
import type { EventLog } from '../log/event-log.ts'
import { compileProgram } from '../program/compile.ts'
import type { Program } from '../program/program.ts'
import { Run } from './run.ts'

type Part = Record<string, unknown>

const PRICES = { id: 'prices', kind: 'market', topic: 'PriceUpdate', profile: { kind: 'volatile-market' } }
const ORDER = { when: 'PriceUpdate', comparison: 'any', publish: 'order' }
const rule = (id: string, params: Part = {}) => ({ id, kind: 'rule', params: { ...ORDER, ...params } })

function programOf(
  faults: readonly Part[],
  { cycles = 10, ...more }: Part & { cycles?: number } = {},
): Program {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    seed: 'faults',
    sources: [PRICES],
    faults: faults.map((fault, index) => ({ id: `f${index}`, ...fault })),
    steps: [
      { id: 'start', kind: 'start' },
      { id: 'first', kind: 'wait-cycles', params: { cycles } },
      { id: 'second', kind: 'wait-cycles', params: { cycles: 5 } },
      { id: 'end', kind: 'end' },
    ],
    edges: [
      { from: 'start', to: 'first' },
      { from: 'first', to: 'second' },
      { from: 'second', to: 'end' },
    ],
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const compiled = compileProgram(parsed.value)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

const start = (faults: readonly Part[], more?: Part & { cycles?: number }): Run =>
  new Run(programOf(faults, more))

function finished(faults: readonly Part[], more?: Part & { cycles?: number }) {
  const run = start(faults, more)
  while (!run.finished) run.advance(1_000)
  return { report: run.report(), log: run.log, rows: rowsOf(run.log) }
}

/** `second topic stage`, without marks; of marks those asked for, with their payload. */
const rowsOf = (log: EventLog): string[] =>
  Array.from({ length: log.count }, (_, seq) => seq)
    .filter((seq) => log.channelAt(seq).stage !== 'mark')
    .map((seq) => `${log.timeAt(seq) / 1_000} ${log.channelAt(seq).topic} ${log.channelAt(seq).stage}`)

const recordsOf = (log: EventLog, topic: string): number[] =>
  Array.from({ length: log.count }, (_, seq) => seq).filter((seq) => log.channelAt(seq).topic === topic)

const marksOf = (log: EventLog, topic: string) =>
  recordsOf(log, topic).map((seq) => ({ atMs: log.timeAt(seq), ...log.payloadAt(seq) }))

const secondsOf = (rows: readonly string[], what: string): number[] =>
  rows.filter((row) => row.endsWith(` ${what}`)).map((row) => Number(row.split(' ')[0]))

// ------------------------------------------------------------------------------------------ envelope

describe('which events a fault acts on', () => {
  const lost = (envelope: Part, more?: Part & { cycles?: number }) =>
    secondsOf(
      finished([{ kind: 'drop', topics: ['PriceUpdate'], ...envelope }], more).rows,
      'PriceUpdate dropped',
    )

  it.each([
    ['within times', { fromMs: 1_500, toMs: 4_000 }, [2, 3]],
    ['while a step goes on', { duringSteps: ['second'] }, [10, 11, 12, 13, 14]],
    ['all after the first n', { trigger: 'after', n: 12 }, [12, 13, 14]],
    ['in bursts', { trigger: 'burst', n: 2, pause: 3 }, [0, 1, 5, 6, 10, 11]],
    ['these very matches', { chance: 'script', matches: [2, 9] }, [1, 8]],
    ['then rests', { cooldownMs: 4_000 }, [0, 4, 8, 12]],
    ['then rests, and no more than so often', { cooldownMs: 4_000, limit: 2 }, [0, 4]],
    ['where the payload meets a condition', { where: { field: 'price', is: 'lt', value: 0 } }, []],
  ])('%s', (_what, envelope, expected) => {
    expect(lost(envelope)).toEqual(expected)
  })

  it('tells of each hit which of its matches it was, for each subscriber by itself', () => {
    const agents = [rule('one', { publish: 'one' }), rule('two', { publish: 'two', cooldownMs: 4_000 })]
    const every = { trigger: 'every', n: 4, topics: ['PriceUpdate'] }
    const { log } = finished(
      [
        { kind: 'drop', topics: ['PriceUpdate'], chance: 'script', matches: [2, 3, 9] },
        { kind: 'delay', hook: 'deliver', ...every },
      ],
      { agents },
    )
    const matches = (fault: number) =>
      log.hits.flatMap((hit) => (hit.fault === fault ? [hit.match ?? 0] : [])).toSorted((a, b) => a - b)
    expect(matches(0)).toEqual([2, 3, 9])
    // Of fifteen prices twelve are left: each of two subscribers is kept waiting for three of them, noted
    // when it is held and again when it arrives; the last ones would arrive after the end.
    expect(matches(1)).toEqual([4, 4, 4, 4, 8, 8, 8, 8, 12, 12])
  })

  it('counts only what meets the condition as a match', () => {
    const { log, report } = finished([
      {
        kind: 'modify',
        where: { field: 'price', is: 'gt', value: 100 },
        params: { path: 'high', value: true },
      },
    ])
    const high = Array.from({ length: log.count }, (_, seq) => seq).filter(
      (seq) => log.numberAt(seq, 'price') > 100,
    )
    expect(high.length).toBeGreaterThan(0)
    expect(report.chaos[0]).toMatchObject({ matched: high.length, hits: high.length })
    for (const seq of high) expect(log.payloadAt(seq)).toMatchObject({ high: true })
  })

  // An order follows every fourth price, at 0, 4, 8 and 12 seconds; an alarm each price below 0: never.
  const agents = [rule('orders', { cooldownMs: 4_000 }), rule('stop', { publish: 'stop', cooldownMs: 6_000 })]

  it('between two events, and says in the log when that was', () => {
    const { log, rows } = finished(
      [{ kind: 'drop', topics: ['PriceUpdate'], afterEvent: 'order', untilEvent: 'stop' }],
      {
        agents: [
          rule('stop', { publish: 'stop', cooldownMs: 60_000 }),
          rule('orders', { cooldownMs: 4_000 }),
        ],
      },
    )
    // The first price is answered by a stop, then by an order: from then on prices are lost, and nobody answers.
    expect(secondsOf(rows, 'PriceUpdate dropped')).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 1),
    )
    expect(marksOf(log, '$fault.active')).toEqual([{ atMs: 0, fault: 'f0', on: true }])
  })

  it('counts from the last of the events it waits for', () => {
    const counted = (countFrom: string) =>
      lost({ afterEvent: 'order', trigger: 'nth', n: 2, countFrom }, { agents: agents.slice(0, 1) })
    expect(counted('first')).toEqual([2])
    expect(counted('last')).toEqual([2, 6, 10, 14])
  })

  it('marks the beginning and the end of its time before anything else happens then', () => {
    const { log } = finished([{ kind: 'drop', fromCycle: 3, toCycle: 4, topics: ['PriceUpdate'] }])
    expect(marksOf(log, '$fault.active')).toEqual([
      { atMs: 3_000, fault: 'f0', on: true },
      { atMs: 5_000, fault: 'f0', on: false },
    ])
    expect(log.channelAt(log.firstAt(3_000)).topic).toBe('$fault.active')
  })
})

// --------------------------------------------------------------------------------------------- links

describe('one subscriber’s own copy', () => {
  const two = { agents: [rule('one', { publish: 'one' }), rule('two', { publish: 'two' })] }

  it('is lost for that subscriber alone', () => {
    const { rows, report, log } = finished([{ kind: 'drop', hook: 'deliver', subscribers: ['one'] }], two)
    expect(secondsOf(rows, 'one delivered')).toEqual([])
    expect(secondsOf(rows, 'two delivered')).toHaveLength(15)
    expect(secondsOf(rows, 'PriceUpdate delivered')).toHaveLength(15)
    expect(marksOf(log, '$link.dropped')[0]).toEqual({ atMs: 0, subscriber: 'one', event: 'PriceUpdate' })
    expect(report.links).toEqual([expect.objectContaining({ subscriber: 'one', offered: 15, dropped: 15 })])
    expect(log.hits).toHaveLength(15)
  })

  it('a handler that throws harms nobody else', () => {
    const { rows, log } = finished(
      [{ kind: 'handler-error', subscribers: ['one'], trigger: 'first', n: 3 }],
      two,
    )
    expect(secondsOf(rows, 'one delivered')).toHaveLength(12)
    expect(secondsOf(rows, 'two delivered')).toHaveLength(15)
    expect(marksOf(log, '$link.failed')).toHaveLength(3)
  })

  it('waits while the subscriber is paused, and then comes in order', () => {
    const { rows } = finished(
      [{ kind: 'pause', subscribers: ['one'], trigger: 'nth', n: 3, params: { forMs: 3_500 } }],
      two,
    )
    expect(secondsOf(rows, 'one delivered').slice(0, 8)).toEqual([0, 1, 5.5, 5.5, 5.5, 5.5, 6, 7])
  })

  it('meets a subscriber that has lost its state, after a crash', () => {
    const agents = [rule('one', { publish: 'one', cooldownMs: 60_000 })]
    const crash = { kind: 'crash-restart', trigger: 'nth', n: 4, params: { downMs: 2_500 } }
    const { rows, log } = finished([crash], { agents })
    expect(secondsOf(rows, 'one delivered')).toEqual([0, 6])
    expect(marksOf(log, '$link.restarted')).toEqual([{ atMs: 5_500, subscriber: 'one' }])
    expect(marksOf(log, '$link.dropped')).toHaveLength(3)
  })

  it('begins again after a crash, caused by the restart', () => {
    const crash = { kind: 'crash-restart', trigger: 'nth', n: 4, params: { downMs: 2_500 } }
    const program = programOf([crash], { agents: [rule('one')] })
    // An agent that acts by itself, and hears besides.
    const agents = program.agents.map(({ spec, kind }) => ({
      spec,
      kind: {
        ...kind,
        start: (_params: never, context: AgentContext) => ({
          begin: (atMs: number) => context.publish('awake', { atMs }),
          onEvent: () => undefined,
        }),
      },
    }))
    const run = new Run({ ...program, agents })
    while (!run.finished) run.advance(1_000)
    const awake = recordsOf(run.log, 'awake')
    expect(awake.map((seq) => run.log.payloadAt(seq))).toEqual([{ atMs: 0 }, { atMs: 5_500 }])
    expect(awake.map((seq) => run.log.causeAt(seq))).toEqual([-1, ...recordsOf(run.log, '$link.restarted')])
  })

  it('waits for a slow subscriber', () => {
    const { rows, report } = finished(
      [{ kind: 'slow-consumer', subscribers: ['one'], params: { latencyMs: 2_000 } }],
      two,
    )
    expect(secondsOf(rows, 'one delivered')).toEqual([0, 2, 4, 6, 8, 10, 12, 14])
    expect(report.links[0]).toMatchObject({ delivered: 8, inFlight: 7 })
  })
})

// -------------------------------------------------------------------------------------- choice, tail

describe('a swarm', () => {
  it('leaves another subset of the faults on for another seed, and notes the choice', () => {
    const pool = Array.from({ length: 6 }, () => ({ kind: 'drop', topics: ['never'] }))
    const choice = (seed: string) =>
      finished([...pool, { kind: 'swarm' }], { seed }).report.chaos.map(({ enabled }) => enabled)
    const choices = new Set(['1', '2', '3', '4', '5'].map((seed) => choice(seed).join()))
    expect(choices.size).toBeGreaterThan(2)
    expect(choice('1')).toEqual(choice('1'))
  })
})

describe('a tail', () => {
  const tail = { cycles: 5, topic: 'order' }
  const agents = [rule('orders')]

  it('heals every fault and sees the system go on', () => {
    const { report, rows } = finished([{ kind: 'drop', topics: ['PriceUpdate'] }], { agents, tail })
    expect(report).toMatchObject({ verdict: 'passed', cycles: 20, tail: { progress: true, fromMs: 15_000 } })
    expect(secondsOf(rows, 'order delivered')).toEqual([15, 16, 17, 18, 19])
  })

  it('fails a system that does not get going again', () => {
    const { report } = finished([{ kind: 'drop', topics: ['PriceUpdate'] }], { tail })
    expect(report).toMatchObject({ verdict: 'failed', tail: { progress: false } })
  })

  it('lets go what a fault had kept back', () => {
    const stall = { kind: 'stall', params: { forMs: 86_400_000 } }
    const { report } = finished([stall], { tail: { cycles: 1 } })
    expect(report.conservation).toMatchObject({ delivered: 16, inFlight: 0 })
    expect(report.tail).toMatchObject({ progress: true })
  })
})

// ---------------------------------------------------------------------------------------------- laws

const anyFault = fc.record({
  kind: fc.constantFrom(...chaosKinds.map(({ name }) => name)),
  hook: fc.constantFrom('publish', 'deliver'),
  topics: fc.constantFrom([], ['PriceUpdate'], ['order']),
  chance: fc.constantFrom('bernoulli', 'markov', 'gilbert-elliott'),
  probability: fc.constantFrom(0.3, 1),
  trigger: fc.constantFrom('always', 'every', 'burst'),
  n: fc.integer({ min: 1, max: 3 }),
  countFrom: fc.constantFrom('first', 'last'),
})
const someFaults = fc.array(anyFault, { minLength: 1, maxLength: 4 })
const AGENTS = [rule('orders', { latencyMs: 300 }), { id: 'relay', kind: 'relay' }]

describe('laws of all faults', () => {
  it('conserve events, on the bus and on every link, at every cycle', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(someFaults, (faults) => {
        const run = start(faults, { agents: AGENTS, tail: { cycles: 3 } })
        for (;;) {
          const { conservation: bus, links } = run.accounts()
          expect(bus.published + bus.injected + bus.duplicated).toBe(
            bus.delivered + bus.dropped + bus.inFlight,
          )
          for (const link of links)
            expect(link.offered + link.injected + link.duplicated).toBe(
              link.delivered + link.dropped + link.failed + link.inFlight,
            )
          if (run.finished) return
          run.advance(1)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('do not depend on how the run is advanced', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(someFaults, (faults) => {
        const run = start(faults, { agents: AGENTS })
        while (!run.finished) run.advance(1)
        expect(run.report().digest).toBe(finished(faults, { agents: AGENTS }).report.digest)
      }),
      { numRuns: 100 },
    )
  })

  it('decide the same when another fault is taken out', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyFault, anyFault, (kept, other) => {
        // The other one sees other events, so that both meet the same ones with and without it.
        const mine = { ...kept, id: 'kept', topics: ['PriceUpdate'] }
        const decisions = (faults: readonly Part[]) => {
          const { log } = finished(faults)
          const index = faults.findIndex(({ id }) => id === 'kept')
          return log.hits
            .filter(({ fault }) => fault === index)
            .map(({ seq, decision }) => `${log.timeAt(seq)} ${decision}`)
        }
        const away = { ...other, id: 'other', topics: ['elsewhere'] }
        fc.pre(kept.kind !== 'swarm' && other.kind !== 'swarm')
        expect(decisions([away, mine])).toEqual(decisions([mine]))
      }),
      { numRuns: 60 },
    )
  })
})

describe('link flaps', () => {
  /**
   * A two-state chain with chances f and r has the share f/(f+r) of ticks down and the covariances c λ^k with
   * λ = 1−f−r: its mean over n ticks has variance (c + 2 c λ/(1−λ)) / n, c = d (1−d).
   */
  it.each([
    [0.02, 0.2],
    [0.3, 0.1],
    [0.5, 0.5],
  ])('are down as often, and as long, as fails %d and repairs %d say', (failRate, repairRate) => {
    const ticks = 100_000
    const bench = new ChaosBench()
    const intercept = linkFlap.intercept({ failRate, repairRate, tickMs: 10 }, bench.context)
    const event = {
      seq: 0,
      topic: 't',
      source: 's',
      stage: 'delivered',
      cause: -1,
      payload: {},
      number: () => NaN,
    } as const
    const down = Array.from(
      { length: ticks },
      (_, tick) => intercept({ ...event, atMs: tick * 10 }).do === 'drop',
    )
    const share = failRate / (failRate + repairRate)
    const lambda = 1 - failRate - repairRate
    const variance = share * (1 - share) * (1 + (2 * lambda) / (1 - lambda))
    const found = down.filter(Boolean).length / ticks
    expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt(variance / ticks))
    // Outages are geometric: mean 1/r, variance (1−r)/r².
    const outages = down.filter((isDown, tick) => isDown && down[tick - 1] !== true).length
    const mean = (found * ticks) / outages
    expect(Math.abs(mean - 1 / repairRate)).toBeLessThan(
      4 * Math.sqrt((1 - repairRate) / repairRate ** 2 / outages),
    )
  })
})

describe('a fault that halts on an assertion', () => {
  const few = { id: 'few', kind: 'event-count', params: { topic: 'PriceUpdate', max: 4 } }

  it('stops at the start of the cycle that finds it violated, and lets go what it holds', () => {
    const { rows, log, report } = finished(
      [
        { kind: 'drop', topics: ['order'], haltOn: 'few' },
        { kind: 'delay', topics: ['other'], haltOn: 'few' },
        { kind: 'stall', topics: ['note'], haltOn: 'few', params: { forMs: 60_000 } },
      ],
      { assertions: [few], agents: [rule('one'), rule('two', { publish: 'note' })] },
    )
    expect(secondsOf(rows, 'order dropped')).toEqual([0, 1, 2, 3, 4])
    expect(secondsOf(rows, 'order delivered').slice(0, 2)).toEqual([5, 6])
    expect(secondsOf(rows, 'note delivered').slice(0, 6)).toEqual([5, 5, 5, 5, 5, 5])
    expect(marksOf(log, '$fault.halted').map(({ atMs }) => atMs)).toEqual([5_000, 5_000, 5_000])
    expect(report.chaos[0]).toMatchObject({ hits: 5, lastHitMs: 4_000 })
  })

  it('goes on where the assertion holds', () => {
    const { rows } = finished([{ kind: 'drop', topics: ['order'], haltOn: 'many' }], {
      assertions: [{ ...few, id: 'many', params: { topic: 'PriceUpdate', min: 1 } }],
      agents: [rule('one')],
    })
    expect(secondsOf(rows, 'order dropped')).toHaveLength(15)
  })
})

describe('a fault on some of the subscribers', () => {
  const agents = ['one', 'two', 'three', 'four'].map((id) => rule(id, { publish: id }))
  const hitBy = (seed: string, more: Part = {}) => {
    const fault = { kind: 'drop', hook: 'deliver', topics: ['PriceUpdate'], ...more }
    const { log, report } = finished([fault], { agents, seed })
    const told = marksOf(log, '$fault.selected').flatMap((mark) => (mark as Part)['agents'])
    return {
      told,
      hit: report.links.filter(({ dropped }) => dropped > 0).map(({ subscriber }) => subscriber),
    }
  }

  it('acts on those that the log says were drawn, and on nobody else', () => {
    const drawn = ['1', '2', '3', '4', '5', '6'].map((seed) =>
      hitBy(seed, { select: 'count', selectCount: 2 }),
    )
    for (const { told, hit } of drawn) {
      expect(hit).toHaveLength(2)
      expect(hit).toEqual(told)
    }
    expect(new Set(drawn.map(({ hit }) => hit.join())).size).toBeGreaterThan(2)
  })

  it('draws among those that were named', () => {
    const named = { select: 'one', subscribers: ['two', 'three'] }
    for (const seed of ['1', '2', '3']) expect(['two', 'three']).toContain(hitBy(seed, named).hit.join())
    expect(hitBy('1').told).toEqual([])
  })
})

describe('load', () => {
  it.each([1, 1.5, 2.75, 7])('of %d times makes n events n times as many, rounded down', (factor) => {
    for (const cycles of [1, 4, 9]) {
      const { report } = finished([{ kind: 'hot-key', topics: ['PriceUpdate'], params: { factor } }], {
        cycles,
      })
      const { published, delivered } = report.conservation
      expect(delivered).toBe(Math.floor(published * factor))
    }
  })
})

describe('a swizzle', () => {
  it('loses nothing, keeps what is between two in order, and lets go one by one', () => {
    const agents = ['one', 'two', 'three', 'four'].map((id) => rule(id, { publish: id }))
    const params = { share: 0.8, stepMs: 1_500, freeMs: 0 }
    const { log, report } = finished([{ kind: 'swizzle', params }], {
      agents,
      cycles: 40,
      tail: { cycles: 5 },
    })
    for (const { offered, delivered, inFlight } of report.links) expect(delivered + inFlight).toBe(offered)
    const late = recordsOf(log, '$link.delivered')
    expect(late.length).toBeGreaterThan(40)
    const order = new Map<string, number>()
    for (const seq of late) {
      const link = JSON.stringify(log.payloadAt(seq)['subscriber'])
      expect(log.causeAt(seq)).toBeGreaterThan(order.get(link) ?? -1)
      order.set(link, log.causeAt(seq))
    }
    // They are let go one by one, a step apart.
    const moments = new Set(late.map((seq) => log.timeAt(seq)))
    expect([...moments].filter((atMs) => atMs % 1_500 !== 0)).toEqual([])
    expect(moments.size).toBeGreaterThan(4)
  })
})

describe('slices', () => {
  it('go on in order, each as an event of its own, and put together are what was sent', () => {
    const items = [1, 2, 3, 4, 5, 6, 7]
    const { log, report } = finished(
      [{ kind: 'slice', topics: ['batch'], params: { size: 2, variation: 1, spacingMs: 250 } }],
      { agents: [rule('sender', { publish: 'batch', payload: { id: 1, items }, cooldownMs: 60_000 })] },
    )
    const pieces = recordsOf(log, 'batch').filter((seq) => log.channelAt(seq).stage === 'delivered')
    expect(pieces.flatMap((seq) => log.payloadAt(seq)['items'])).toEqual(items)
    expect(pieces.map((seq) => log.timeAt(seq))).toEqual(pieces.map((_, place) => place * 250))
    expect(report.conservation.duplicated).toBe(pieces.length - 1)
  })
})
