import { describe, expect, it } from 'vitest'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import { compileProgram } from '../program/compile.ts'
import { runToEnd } from './headless.ts'
import { Run } from './run.ts'

type Part = Record<string, unknown>

const PRICES = { id: 'prices', kind: 'market', topic: 'PriceUpdate', profile: { kind: 'flash-crash' } }
const wait = (id: string, cycles: number) => ({ id, kind: 'wait-cycles', params: { cycles } })
const act = (id: string, kind: string, params: Part) => ({
  id,
  kind: 'execute-action',
  params: { action: { kind, params } },
})

/** start -> the given steps in a row -> end, unless edges are given. */
function scenario({
  steps = [],
  edges,
  ...rest
}: Partial<Record<keyof ScenarioDocument, unknown>> & { steps?: Part[] }): ScenarioDocument {
  const all = [{ id: 'start', kind: 'start' }, ...steps, { id: 'end', kind: 'end' }]
  const row = all.slice(1).map(({ id }, index) => ({ from: all[index]?.id, to: id, on: 'next' }))
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    sources: [PRICES],
    steps: all,
    edges: edges ?? row,
    ...rest,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function run(parts: Parameters<typeof scenario>[0]) {
  const result = runToEnd(scenario(parts))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const outcomes = Object.fromEntries(result.report.steps.map(({ id, outcome }) => [id, outcome]))
  return { ...result, outcomes, rows: rowsOf(result.log) }
}

/** `time topic stage`, without the engine's marks unless asked for. */
const rowsOf = (log: EventLog, marks = false): string[] =>
  Array.from({ length: log.count }, (_, seq) => seq)
    .filter((seq) => marks || log.channelAt(seq).stage !== 'mark')
    .map((seq) => `${log.timeAt(seq)} ${log.channelAt(seq).topic} ${log.channelAt(seq).stage}`)

const fault = (kind: string, params: Part, envelope: Part = {}) => ({
  id: 'fault',
  kind,
  params,
  topics: ['PriceUpdate'],
  ...envelope,
})

describe('time', () => {
  it('lets every source publish once in each cycle that is waited for', () => {
    const { rows, report } = run({
      steps: [wait('w', 3)],
      sources: [PRICES, { ...PRICES, id: 'other', topic: 'Other' }],
    })
    expect(rows).toEqual(
      [0, 1_000, 2_000].flatMap((atMs) => [`${atMs} PriceUpdate delivered`, `${atMs} Other delivered`]),
    )
    expect(report).toMatchObject({ cycles: 3, durationMs: 3_000 })
  })

  it('at one instant: waits end, then sources publish, then what was scheduled is delivered', () => {
    const { log } = run({
      steps: [wait('w', 2), act('say', 'publish', { topic: 'said' }), wait('v', 1)],
      faults: [fault('delay', { holdMs: 1_000 }, { fromCycle: 1, toCycle: 1 })],
    })
    const at2000 = rowsOf(log, true).filter((row) => row.startsWith('2000'))
    expect(at2000.map((row) => row.split(' ').slice(1).join(' '))).toEqual([
      // The window of the delay is over.
      '$fault.active mark',
      '$step.left mark',
      '$step.entered mark',
      '$step.left mark',
      '$step.entered mark',
      // The late price was scheduled a second before anything of this instant.
      'PriceUpdate delivered',
      'said delivered',
      'PriceUpdate delivered',
    ])
  })

  it('generates data at once, without time passing', () => {
    const { rows, report } = run({ steps: [{ id: 'g', kind: 'generate-data', params: { count: 3 } }] })
    expect(rows).toEqual(Array(3).fill('0 PriceUpdate delivered'))
    expect(report).toMatchObject({ cycles: 0, durationMs: 0 })
  })
})

describe('waiting for an event', () => {
  const await_ = (params: Part) => ({ id: 'await', kind: 'wait-event', params })

  it('counts from its own start: what came before does not satisfy it', () => {
    const { report } = run({ steps: [wait('w', 5), await_({ topic: 'PriceUpdate', count: 2 })] })
    expect(report.steps.find(({ id }) => id === 'await')).toMatchObject({
      enteredMs: 5_000,
      leftMs: 6_000,
      outcome: 'passed',
    })
  })

  it('fails when its time is up, and the run with it', () => {
    const { report, outcomes } = run({ steps: [await_({ topic: 'never', timeoutCycles: 4 })] })
    expect(outcomes).toMatchObject({ await: 'failed', end: 'passed' })
    expect(report).toMatchObject({ verdict: 'failed', durationMs: 4_000 })
    expect(report.steps[1]?.message).toBe('No never came in time; 1 more was awaited.')
  })

  it('takes its fail edge instead, and then the failure is handled', () => {
    const { report, outcomes } = run({
      steps: [await_({ topic: 'never', timeoutCycles: 1 }), wait('plan-b', 1)],
      edges: [
        { from: 'start', to: 'await' },
        { from: 'await', to: 'end' },
        { from: 'await', to: 'plan-b', on: 'fail' },
        { from: 'plan-b', to: 'end' },
      ],
    })
    expect(outcomes).toMatchObject({ await: 'failed', 'plan-b': 'passed' })
    expect(report.verdict).toBe('passed')
  })
})

describe('a check', () => {
  const assertions = [
    { id: 'many', kind: 'event-count', params: { topic: 'PriceUpdate', min: 3 } },
    { id: 'none', kind: 'no-event', params: { topic: 'system.failure' } },
  ]

  it('judges all assertions, also after one that is violated', () => {
    const { report, outcomes } = run({
      steps: [wait('w', 2), { id: 'c', kind: 'run-assertions' }],
      assertions,
    })
    expect(outcomes['c']).toBe('failed')
    expect(report.verdict).toBe('failed')
    expect(report.assertions).toMatchObject([
      { id: 'many', verdict: 'violated', judgedBy: 'c', atMs: 2_000 },
      { id: 'none', verdict: 'holds', judgedBy: 'c' },
    ])
  })

  it('goes on after a failure, or ends the path, as the step says', () => {
    const steps = (onFail: string) => [
      wait('w', 2),
      { id: 'c', kind: 'run-assertions', onFail },
      wait('after', 1),
    ]
    expect(run({ steps: steps('continue'), assertions }).outcomes['after']).toBe('passed')
    expect(run({ steps: steps('stop'), assertions }).outcomes['after']).toBe('not-reached')
  })

  it('sees what a step before it published at the same instant', () => {
    const { report } = run({
      steps: [act('say', 'publish', { topic: 'said' }), { id: 'c', kind: 'run-assertions' }],
      assertions: [{ id: 'one', kind: 'event-count', params: { topic: 'said', exact: 1 } }],
    })
    expect(report.verdict).toBe('passed')
  })
})

describe('faults', () => {
  it.each([
    ['drop', {}, ['0 PriceUpdate dropped']],
    ['delay', { holdMs: 700 }, ['0 PriceUpdate held', '700 PriceUpdate delivered']],
    [
      'duplicate',
      { copies: 2, spacingMs: 100 },
      ['0 PriceUpdate delivered', '100 PriceUpdate delivered', '200 PriceUpdate delivered'],
    ],
    ['inject', { topic: 'extra', afterMs: 50 }, ['0 PriceUpdate delivered', '50 extra delivered']],
  ])('%s does what it says', (kind, params, expected) => {
    const { rows } = run({ steps: [wait('w', 1)], faults: [fault(kind, params)] })
    expect(rows.filter((row) => !row.endsWith('held') || kind === 'delay')).toEqual(expected)
  })

  it('modify changes one field, and nothing else', () => {
    const { log } = run({ steps: [wait('w', 1)], faults: [fault('modify', { path: 'price', value: 7 })] })
    const seq = rowsOf(log, true).findIndex((row) => row.includes('PriceUpdate'))
    const original = run({ steps: [wait('w', 1)] }).log
    expect(log.payloadAt(seq)).toEqual({ ...original.payloadAt(seq), price: 7 })
  })

  it('never touch what a fault injected', () => {
    const { rows } = run({
      steps: [wait('w', 1)],
      faults: [fault('inject', { topic: 'PriceUpdate' }), { ...fault('drop', {}), id: 'second' }],
    })
    expect(rows).toEqual(['0 PriceUpdate dropped', '0 PriceUpdate delivered'])
  })

  it('act only while a step has them switched on', () => {
    const { report } = run({
      steps: [
        wait('w', 2),
        act('on', 'switch-fault', { fault: 'fault', on: true }),
        wait('v', 3),
        act('off', 'switch-fault', { fault: 'fault', on: false }),
        wait('x', 4),
      ],
      faults: [fault('drop', {}, { enabled: false })],
    })
    expect(report.chaos).toMatchObject([{ matched: 3, hits: 3 }])
  })

  it.each([
    [{ trigger: 'nth', n: 3 }, [2_000]],
    [{ trigger: 'every', n: 2 }, [1_000, 3_000, 5_000]],
    [{ trigger: 'first', n: 2 }, [0, 1_000]],
    [{ fromCycle: 2, toCycle: 3 }, [2_000, 3_000]],
    [{ limit: 1 }, [0]],
    [{ probability: 0 }, []],
    [{ sources: ['nobody'] }, []],
    [{ afterEvent: 'PriceUpdate', limit: 1 }, [1_000]],
  ])('with %j act at %j', (envelope, expected) => {
    const { rows } = run({ steps: [wait('w', 6)], faults: [fault('drop', {}, envelope)] })
    expect(rows.filter((row) => row.endsWith('dropped')).map((row) => Number(row.split(' ')[0]))).toEqual(
      expected,
    )
  })
})

describe('actions', () => {
  it('switch a source to another profile from its current value on', () => {
    const { log } = run({
      sources: [
        { ...PRICES, params: { volatility: 0 }, profile: { kind: 'gradual-trend', params: { speed: 0.1 } } },
      ],
      steps: [
        wait('w', 3),
        act('turn', 'switch-profile', {
          source: 'prices',
          profile: { kind: 'gradual-trend', params: { direction: 'down', speed: 0.1 } },
        }),
        wait('v', 3),
      ],
    })
    const prices = Array.from({ length: log.count }, (_, seq) => log.numberAt(seq, 'price')).filter(
      (price) => !Number.isNaN(price),
    )
    expect(prices).toEqual([110.52, 122.14, 134.99, 122.14, 110.52, 100])
  })

  it('set variables and leave notes in the log', () => {
    const { report, log } = run({
      steps: [
        act('set', 'set-variable', { variable: 'limit', value: 5 }),
        act('note', 'note', { text: 'now' }),
      ],
    })
    expect(report.variables).toEqual({ limit: 5 })
    expect(rowsOf(log, true)).toContain('0 $note mark')
  })
})

describe('limits', () => {
  const echo = { id: 'echo', kind: 'rule', params: { when: '**', comparison: 'any', publish: 'again' } }

  it.each([
    ['run/event-limit', { maxEvents: 20 }, {}],
    ['run/cycle-limit', { maxCycles: 5 }, {}],
    ['run/instant-limit', { maxPerInstant: 50 }, { agents: [echo] }],
    ['run/queue-limit', { maxQueued: 10 }, { faults: [fault('delay', { holdMs: 80_000 })] }],
  ])('%s ends the run with an error and the log so far', (code, limits, parts) => {
    const { report, log } = run({ steps: [wait('w', 100)], limits, ...parts })
    expect(report.verdict).toBe('limit')
    expect(report.problems).toMatchObject([{ code, path: ['limits'] }])
    expect(log.count).toBeGreaterThan(0)
  })
})

describe('stopping', () => {
  it('ends the run where it is, with a report', () => {
    const compiled = compileProgram(scenario({ steps: [wait('w', 100)] }))
    if (!compiled.ok) throw new Error('compiles')
    const run = new Run(compiled.value)
    run.advance(7)
    run.stop()
    expect(run.report()).toMatchObject({ verdict: 'stopped', cycles: 7 })
    expect(run.report().steps[1]).toMatchObject({ outcome: 'waiting' })
    run.advance(5)
    expect(run.cycle).toBe(7)
  })
})
