import { describe, expect, it } from 'vitest'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { compileProgram } from '../program/compile.ts'
import { runToEnd } from './headless.ts'
import { Run } from './run.ts'

type Part = Record<string, unknown>

const PRICES = { id: 'prices', kind: 'market', topic: 'PriceUpdate', profile: { kind: 'flash-crash' } }
const step = (id: string, kind: string, params: Part = {}, more: Part = {}) => ({ id, kind, params, ...more })
const wait = (id: string, cycles: number) => step(id, 'wait-cycles', { cycles })
const say = (id: string, topic = id) => step(id, 'publish', { topic })
const variable = (field: string, is: string, value: unknown) => ({
  kind: 'variables',
  params: { condition: { field, is, value } },
})

/** `a > b` is followed on success, `a:fail > b` by another way out. */
const edgeOf = (text: string) => {
  const [left = '', to] = text.split(' > ')
  const [from, on = 'next'] = left.split(':')
  return { from, to, on }
}

const document = (steps: Part[], edges: string[], more: Part = {}): ScenarioDocument => {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    sources: [PRICES],
    steps: [step('start', 'start'), ...steps, step('end', 'end')],
    edges: edges.map(edgeOf),
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function run(steps: Part[], edges: string[], more: Part = {}) {
  const result = runToEnd(document(steps, edges, more))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { log, report } = result
  const rows = Array.from({ length: log.count }, (_, seq) => seq)
  const entered = rows
    .filter((seq) => log.channelAt(seq).topic === '$step.entered')
    .map((seq) => `${log.timeAt(seq)} ${log.channelAt(seq).source.slice('step:'.length)}`)
  const topics = rows
    .filter((seq) => log.channelAt(seq).stage === 'delivered' && log.channelAt(seq).topic !== 'PriceUpdate')
    .map((seq) => `${log.timeAt(seq)} ${log.channelAt(seq).topic}`)
  const marks = (topic: string) =>
    rows.filter((seq) => log.channelAt(seq).topic === topic).map((seq) => log.payloadAt(seq))
  const outcomes = Object.fromEntries(report.steps.map(({ id, outcome }) => [id, outcome]))
  return { ...result, entered, topics, marks, outcomes }
}

const TWO_WAYS = ['start > ask', 'ask:yes > left', 'ask:no > right', 'left > end', 'right > end']
const way = (test: Part, before: Part[] = [], more: Part = {}) => {
  const chain = ['start', ...before.map(({ id }) => String(id)), 'ask']
  const edges = [...chain.slice(1).map((id, index) => `${chain[index]} > ${id}`), ...TWO_WAYS.slice(1)]
  const { report } = run([...before, step('ask', 'branch', { test }), say('left'), say('right')], edges, more)
  return report.steps.find(({ id }) => id === 'ask')?.way
}

describe('a branch', () => {
  it('goes by what variables say, as the last step left them', () => {
    const set = (value: unknown) => step('set', 'set-variable', { variable: 'limit', value })
    const test = variable('limit', 'gt', 3)
    expect(way(test, [set(4)])).toBe('yes')
    expect(way(test, [set(3)])).toBe('no')
    expect(way(test)).toBe('no')
    expect(way(variable('limit.low', 'eq', 1), [set({ low: 1 })])).toBe('yes')
  })

  it('goes by the latest event of a topic, published at this very instant or long ago', () => {
    const latest = (topic: string, value: number) => ({
      kind: 'latest-event',
      params: { topic, condition: { field: 'level', is: 'eq', value } },
    })
    const publish = (id: string, level: number) =>
      step(id, 'publish', { topic: 'alarm.on', payload: { level } })
    expect(way(latest('alarm.*', 2), [publish('a', 1), publish('b', 2)])).toBe('yes')
    expect(way(latest('alarm.*', 1), [publish('a', 1), publish('b', 2)])).toBe('no')
    expect(way(latest('alarm.on', 1), [publish('a', 1), wait('w', 30)])).toBe('yes')
    expect(way(latest('alarm.off', 1), [publish('a', 1)])).toBe('no')
  })

  it('goes by how an assertion stands, without judging it', () => {
    const assertions = [{ id: 'three', kind: 'event-count', params: { topic: 'PriceUpdate', min: 3 } }]
    const test = { kind: 'assertion-stands', params: { assertion: 'three', is: 'holds' } }
    expect(way(test, [wait('w', 2)], { assertions })).toBe('no')
    expect(way(test, [wait('w', 3)], { assertions })).toBe('yes')
    const { report } = run(
      [wait('w', 2), step('ask', 'branch', { test }), wait('left', 1), wait('right', 1)],
      ['start > w', 'w > ask', ...TWO_WAYS.slice(1)],
      { assertions },
    )
    expect(report.assertions).toMatchObject([{ verdict: 'holds', judgedBy: null }])
  })

  it('goes by how a step ended', () => {
    const in_vain = step('listen', 'wait-event', { topic: 'never', timeoutCycles: 1 }, { onFail: 'note' })
    const test = (is: string) => ({ kind: 'step-ended', params: { step: 'listen', is } })
    expect(way(test('failed'), [in_vain])).toBe('yes')
    expect(way(test('passed'), [in_vain])).toBe('no')
  })

  it('goes by chance as often as stated, the same way for the same seed, from a stream of its own', () => {
    const test = { kind: 'chance', params: { probability: 0.3 } }
    const ask = [step('ask', 'branch', { test }), say('left'), say('right')]
    const first = step('first', 'branch', { test: { kind: 'chance', params: {} } })
    const alone = document(ask, TWO_WAYS)
    const behind = document(
      [first, ...ask],
      ['start > first', 'first:yes > ask', 'first:no > ask', ...TWO_WAYS.slice(1)],
    )
    const chosen = (scenario: ScenarioDocument, seed: number) => {
      const result = runToEnd(scenario, { seed: String(seed) })
      return result.ok ? result.report.steps.find(({ id }) => id === 'ask')?.way : undefined
    }
    const ways = Array.from({ length: 1_000 }, (_, seed) => chosen(alone, seed))
    const share = ways.filter((one) => one === 'yes').length / ways.length
    // Four standard errors.
    expect(Math.abs(share - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 1_000))
    expect(ways.slice(0, 50).map((_, seed) => chosen(behind, seed))).toEqual(ways.slice(0, 50))
  })
})

describe('variables', () => {
  it('are set, copied from the latest event, and counted; the log and the report have them', () => {
    const set = (id: string, params: Part) => step(id, 'set-variable', params)
    const { report, marks } = run(
      [
        set('a', { variable: 'phase', value: { name: 'calm' } }),
        set('b', { variable: 'seen', to: 'event', topic: 'PriceUpdate', field: 'price' }),
        wait('w', 1),
        set('c', { variable: 'price', to: 'event', topic: 'PriceUpdate', field: 'price' }),
        set('d', { variable: 'tries', to: 'increment', by: 2 }),
        set('e', { variable: 'tries', to: 'increment', by: -0.5 }),
      ],
      ['start > a', 'a > b', 'b > w', 'w > c', 'c > d', 'd > e', 'e > end'],
    )
    expect(report.variables).toEqual({
      phase: { name: 'calm' },
      seen: null,
      price: expect.any(Number),
      tries: 1.5,
    })
    expect(marks('$variable').at(-1)).toEqual({ name: 'tries', value: 1.5 })
  })
})

const BRANCHES = [
  'start > fork',
  'fork > a',
  'fork > b',
  'a > join',
  'b > join',
  'join > after',
  'after > end',
]
const branches = (mode: string, a: Part, b: Part) => [
  step('fork', 'parallel'),
  a,
  b,
  step('join', 'join', { mode }),
  say('after'),
]

describe('parallel branches', () => {
  it('begin in the order of the edges, and run side by side', () => {
    const { entered, report } = run(branches('all', wait('a', 3), wait('b', 5)), BRANCHES)
    expect(entered).toEqual(['0 start', '0 fork', '0 a', '0 b', '3000 join', '5000 after', '5000 end'])
    expect(report.cycles).toBe(5)
  })

  it('joined by any go on with the first; the others are cancelled where they stand', () => {
    const { entered, outcomes, report } = run(branches('any', wait('a', 3), wait('b', 5)), BRANCHES)
    expect(entered.slice(-3)).toEqual(['3000 join', '3000 after', '3000 end'])
    expect(outcomes).toMatchObject({ a: 'passed', b: 'cancelled', join: 'passed', after: 'passed' })
    expect(report).toMatchObject({ verdict: 'passed', cycles: 3 })
  })

  it('joined by any at one instant go on with the one that began to wait first, once', () => {
    const { topics, outcomes } = run(branches('any', wait('a', 2), wait('b', 2)), BRANCHES)
    expect(topics).toEqual(['2000 after'])
    expect(outcomes).toMatchObject({ a: 'passed', b: 'cancelled' })
  })

  it('cancel what lies inside of a losing branch too: branches, loops, blocks and half-filled joins', () => {
    const { outcomes, topics } = run(
      [
        ...branches('any', wait('a', 2), step('b', 'block', { timeoutCycles: 9 })),
        step('inner', 'parallel'),
        say('x'),
        wait('y', 9),
        step('meet', 'join'),
        step('close', 'end-block'),
      ],
      [
        ...BRANCHES.filter((edge) => edge !== 'b > join'),
        'b > inner',
        'inner > x',
        'inner > y',
        'x > meet',
        'y > meet',
        'meet > close',
        'close > join',
      ],
    )
    expect(topics).toEqual(['0 x', '2000 after'])
    expect(outcomes).toMatchObject({
      b: 'cancelled',
      y: 'cancelled',
      meet: 'cancelled',
      close: 'not-reached',
    })
  })

  it('joined by all never wait for a branch that ended: the join fails instead', () => {
    const steps = [
      step('fork', 'parallel'),
      step('a', 'wait-event', { topic: 'never', timeoutCycles: 2 }, { onFail: 'stop' }),
      wait('b', 1),
      step('join', 'join'),
      say('after'),
      say('lost'),
    ]
    const { report, outcomes, topics } = run(steps, [...BRANCHES, 'join:fail > lost'])
    expect(outcomes).toMatchObject({ a: 'failed', join: 'failed', after: 'not-reached', lost: 'passed' })
    expect(topics).toEqual(['2000 lost'])
    expect(report.steps.find(({ id }) => id === 'join')?.message).toBe('1 of 2 branches ended elsewhere.')
  })

  it('need no join: the run is over when the last of them is', () => {
    const { report } = run(
      [step('fork', 'parallel'), wait('a', 3), wait('b', 5)],
      ['start > fork', 'fork > a', 'fork > b', 'a > end', 'b > end'],
    )
    expect(report).toMatchObject({ verdict: 'passed', cycles: 5 })
  })

  it('wait for events each on its own', () => {
    const listen = (id: string, count: number) => step(id, 'wait-event', { topic: 'PriceUpdate', count })
    const { entered } = run(branches('all', listen('a', 2), listen('b', 3)), BRANCHES)
    expect(entered.slice(-3)).toEqual(['1000 join', '2000 after', '2000 end'])
  })
})

const LOOP = [
  'start > loop',
  'loop:body > work',
  'work > loop',
  'loop > end',
  'loop:fail > spent',
  'spent > end',
]
const loop = (params: Part, work: Part = wait('work', 1)) => [
  step('loop', 'loop', params),
  work,
  say('spent'),
]

describe('a loop', () => {
  it.each([0, 1, 4])('runs its body %d times', (count) => {
    const { report, marks } = run(loop({ count }), LOOP)
    expect(report.cycles).toBe(count)
    expect(marks('$loop.round').map(({ round }) => round)).toEqual(
      Array.from({ length: count }, (_, i) => i + 1),
    )
    expect(report.steps.find(({ id }) => id === 'loop')).toMatchObject({
      visits: 1,
      outcome: 'passed',
      way: 'next',
    })
  })

  const count = step('work', 'set-variable', { variable: 'n', to: 'increment' })

  it('asks before each round while, after each round until', () => {
    const rounds = (repeat: string, test: Part) => {
      const { report } = run(loop({ repeat, test }, count), LOOP)
      return report.variables['n'] ?? 0
    }
    expect(rounds('while', variable('n', 'lt', 3))).toBe(0)
    expect(
      rounds('while', {
        kind: 'variables',
        params: { condition: { not: { field: 'n', is: 'ge', value: 3 } } },
      }),
    ).toBe(3)
    expect(rounds('until', variable('n', 'ge', 3))).toBe(3)
    expect(rounds('until', variable('n', 'ge', 0))).toBe(1)
  })

  it('fails when its bound did not suffice', () => {
    const params = { repeat: 'until', test: variable('n', 'ge', 9), maxRounds: 4 }
    const { report, topics } = run(loop(params, count), LOOP)
    expect(report.variables).toEqual({ n: 4 })
    expect(report.steps.find(({ id }) => id === 'loop')).toMatchObject({
      outcome: 'failed',
      message: '4 rounds were not enough.',
    })
    expect(topics).toEqual(['0 spent'])
  })

  it('is left by a break, from however deep inside', () => {
    const { report, outcomes, topics } = run(
      [
        step('loop', 'loop', { count: 5 }),
        step('fork', 'parallel'),
        wait('a', 2),
        wait('b', 1),
        step('ask', 'branch', { test: variable('n', 'ge', 2) }),
        step('leave', 'break'),
        step('count', 'set-variable', { variable: 'n', to: 'increment' }),
        step('join', 'join'),
        say('after'),
      ],
      [
        'start > loop',
        'loop:body > fork',
        'fork > a',
        'fork > b',
        'a > join',
        'b > ask',
        'ask:yes > leave',
        'ask:no > count',
        'count > join',
        'join > loop',
        'loop > after',
        'after > end',
      ],
    )
    expect(topics).toEqual(['5000 after'])
    expect(report.variables).toEqual({ n: 2 })
    expect(outcomes).toMatchObject({ a: 'cancelled', leave: 'passed', loop: 'passed' })
  })

  it('begins anew each time it is entered, inside of another', () => {
    const { report } = run(
      [step('outer', 'loop', { count: 3 }), step('loop', 'loop', { count: 4 }), count],
      [
        'start > outer',
        'outer:body > loop',
        'loop:body > work',
        'work > loop',
        'loop > outer',
        'outer > end',
      ],
    )
    expect(report.variables).toEqual({ n: 12 })
  })

  it('may be left by any edge', () => {
    const { report, outcomes } = run(
      [
        step('loop', 'loop', { count: 3 }),
        step('work', 'wait-event', { topic: 'never', timeoutCycles: 2 }),
        say('gone'),
      ],
      ['start > loop', 'loop:body > work', 'work > loop', 'work:fail > gone', 'loop > gone', 'gone > end'],
    )
    expect(report).toMatchObject({ verdict: 'passed', cycles: 2 })
    expect(outcomes).toMatchObject({ loop: 'passed', gone: 'passed' })
  })
})

const BLOCK = [
  'start > block',
  'block > slow',
  'slow > close',
  'close > after',
  'block:fail > late',
  'late > end',
  'after > end',
]
const block = (timeoutCycles: number, slow: Part) => [
  step('block', 'block', { timeoutCycles }),
  slow,
  step('close', 'end-block'),
  say('after'),
  say('late'),
]

describe('a block', () => {
  it('is over in time when it is closed by the very cycle of its limit', () => {
    expect(run(block(5, wait('slow', 5)), BLOCK).topics).toEqual(['5000 after'])
  })

  it('fails when its time is up; what goes on inside is cancelled', () => {
    const { topics, outcomes, report } = run(block(5, wait('slow', 6)), BLOCK)
    expect(topics).toEqual(['5000 late'])
    expect(outcomes).toMatchObject({ block: 'failed', slow: 'cancelled', close: 'not-reached' })
    expect(report.verdict).toBe('passed')
  })

  it('goes on after its end when its failure is not handled, and the run has failed', () => {
    const edges = BLOCK.filter((edge) => !edge.includes('late'))
    const steps = block(5, wait('slow', 6)).slice(0, -1)
    const { topics, report } = run(steps, edges)
    expect(topics).toEqual(['5000 after'])
    expect(report.verdict).toBe('failed')
  })

  it('is active for as long as anything inside of it is', () => {
    const { report } = run(block(0, wait('slow', 4)), BLOCK)
    expect(report.steps.find(({ id }) => id === 'block')).toMatchObject({
      enteredMs: 0,
      leftMs: 4_000,
      visits: 1,
    })
  })

  it('inside of another is ended by whichever is over first', () => {
    const { topics, outcomes } = run(
      [
        ...block(3, step('slow', 'block', { timeoutCycles: 9 })),
        wait('work', 20),
        step('inner', 'end-block'),
      ],
      [...BLOCK.filter((edge) => edge !== 'slow > close'), 'slow > work', 'work > inner', 'inner > close'],
    )
    expect(topics).toEqual(['3000 late'])
    expect(outcomes).toMatchObject({ block: 'failed', slow: 'cancelled', work: 'cancelled' })
  })
})

describe('a failure', () => {
  const check = (onFail: string) => {
    const assertions = [{ id: 'three', kind: 'event-count', params: { topic: 'PriceUpdate', min: 3 } }]
    return run(
      [
        step('fork', 'parallel'),
        wait('w', 2),
        step('check', 'run-assertions', {}, { onFail }),
        wait('after', 2),
        wait('other', 9),
      ],
      [
        'start > fork',
        'fork > w',
        'fork > other',
        'w > check',
        'check > after',
        'after > end',
        'other > end',
      ],
      { assertions },
    )
  }

  it('that is only noted leaves the run and the assertion undecided', () => {
    const { report, outcomes } = check('note')
    expect(outcomes).toMatchObject({ check: 'failed', after: 'passed' })
    expect(report).toMatchObject({ verdict: 'passed', cycles: 9 })
    expect(report.assertions).toMatchObject([{ verdict: 'holds', judgedBy: null }])
  })

  it('that counts ends nothing, the path, or the whole run', () => {
    expect(check('continue')).toMatchObject({
      report: { verdict: 'failed', cycles: 9 },
      outcomes: { after: 'passed' },
    })
    expect(check('stop')).toMatchObject({
      report: { verdict: 'failed', cycles: 9 },
      outcomes: { after: 'not-reached' },
    })
    expect(check('halt')).toMatchObject({
      report: { verdict: 'failed', cycles: 2 },
      outcomes: { other: 'cancelled' },
    })
  })

  it('counts although a later round of the same step passed', () => {
    const listen = step('work', 'wait-event', { topic: 'said', timeoutCycles: 1 })
    const { report } = run(
      [step('fork', 'parallel'), step('loop', 'loop', { count: 2 }), listen, wait('w', 1), say('said')],
      [
        'start > fork',
        'fork > loop',
        'fork > w',
        'w > said',
        'said > end',
        'loop:body > work',
        'work > loop',
        'loop > end',
      ],
    )
    expect(report.steps.find(({ id }) => id === 'work')).toMatchObject({ visits: 2, outcome: 'passed' })
    expect(report.verdict).toBe('failed')
  })
})

describe('a sub-scenario', () => {
  const inner = [
    step('ask', 'branch', { test: { kind: 'chance', params: {} } }),
    wait('slow', 3),
    step('judge', 'branch', { test: { kind: 'step-ended', params: { step: 'slow', is: 'passed' } } }),
    say('calm'),
  ]
  const ways = ['ask:yes > slow', 'ask:no > judge', 'slow > judge', 'judge:yes > calm']
  const subscenario = {
    id: 'probe',
    params: [{ name: 'topic', targets: [{ step: 'calm', field: 'topic' }] }],
    steps: [step('start', 'start'), ...inner, step('end', 'end')],
    edges: ['start > ask', ...ways, 'judge:no > end', 'calm > end'].map(edgeOf),
  }

  it('called is the same run as one written out by hand', () => {
    const prefixed = (text: string) => text.replaceAll(/\b(ask|slow|judge|calm)\b/g, 'c__$1')
    const hand = [
      step('c', 'block', { timeoutCycles: 2 }),
      ...inner.map((part) => ({
        ...part,
        id: `c__${part.id}`,
        params:
          part.id === 'calm'
            ? { topic: 'said' }
            : (JSON.parse(prefixed(JSON.stringify(part.params))) as Part),
      })),
      step('c__end', 'end-block'),
    ]
    const edges = [
      'start > c',
      'c > ask',
      ...ways,
      'judge:no > c__end',
      'calm > c__end',
      'c__end > w',
      'c:fail > w',
      'w > end',
    ]
    const call = step('c', 'call', { subscenario: 'probe', values: { topic: 'said' }, timeoutCycles: 2 })
    const outcomes = new Set<unknown>()
    for (let seed = 0; seed < 20; seed++) {
      const called = run([call, wait('w', 1)], ['start > c', 'c > w', 'c:fail > w', 'w > end'], {
        subscenarios: [subscenario],
        seed: String(seed),
      })
      const written = run([...hand, wait('w', 1)], edges.map(prefixed), { seed: String(seed) })
      expect(called.report.digest).toBe(written.report.digest)
      outcomes.add(called.outcomes['c'])
    }
    expect(outcomes).toEqual(new Set(['passed', 'failed']))
  })
})

describe('steps of their own', () => {
  it('publish and switch profiles as the actions do', () => {
    const profile = { kind: 'gradual-trend', params: {} }
    const { topics, report } = run(
      [
        step('p', 'publish', { topic: 'hello', payload: { a: 1 } }),
        step('s', 'switch-profile', { source: 'prices', profile }),
        wait('w', 2),
      ],
      ['start > p', 'p > s', 's > w', 'w > end'],
    )
    expect(topics).toEqual(['0 hello'])
    expect(report.sources).toMatchObject([{ profile: 'gradual-trend' }])
  })
})

describe('a limit', () => {
  it('stops what turns in circles at one instant', () => {
    const result = run(loop({ count: 1_000_000 }, say('work')), LOOP, { limits: { maxPerInstant: 500 } })
    expect(result.report).toMatchObject({ verdict: 'limit', problems: [{ code: 'run/instant-limit' }] })
  })
})

describe('a run', () => {
  it('with every kind of control flow is the same however it is advanced', () => {
    const whole = document(
      [
        ...branches('any', wait('a', 7), step('b', 'block', { timeoutCycles: 4 })),
        step('loop', 'loop', {
          repeat: 'until',
          test: { kind: 'chance', params: { probability: 0.2 } },
          maxRounds: 50,
        }),
        step('listen', 'wait-event', { topic: 'PriceUpdate' }),
        step('close', 'end-block'),
      ],
      [
        ...BRANCHES.filter((edge) => edge !== 'b > join'),
        'b > loop',
        'loop:body > listen',
        'listen > loop',
        'loop > close',
        'close > join',
        'b:fail > join',
      ],
    )
    const compiled = compileProgram(whole)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
    const digests = [1, 3, 1_000].map((slice) => {
      const run = new Run(compiled.value)
      while (!run.finished) run.advance(slice)
      return run.report().digest
    })
    expect(new Set(digests).size).toBe(1)
  })
})
