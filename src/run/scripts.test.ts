import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { scriptsOf } from '../program/scripts.ts'
import { compileProgram } from '../program/compile.ts'
import { HOSTILE } from '../../e2e/support/hostile-scripts.ts'
import { runScenario, runToEnd } from './headless.ts'
import { Run } from './run.ts'
import { prepareScripts } from './scripts.ts'

type Json = Record<string, unknown>

const ECHO = {
  id: 'echo',
  name: 'Echo',
  kind: 'script',
  params: {
    publishes: ['echo'],
    code: `let n = 0
function onEvent({ payload }) {
  publish('echo', { n: ++n, half: payload.price / 2, luck: Math.random(), wave: Math.sin(n) * Math.exp(0.1 * n) }, 100)
  record({ n })
}`,
  },
}

const step = (id: string, kind: string, params: Json = {}) => ({ id, kind, params })

/** A market, a scripted agent that echoes, and what else is asked for; ten cycles. */
function scenario(parts: Json = {}): ScenarioDocument {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    name: 'Scripts',
    sources: [{ id: 'market', kind: 'market', profile: { kind: 'sideways-market' } }],
    agents: [ECHO],
    steps: [step('start', 'start'), step('wait', 'wait-cycles', { cycles: 10 })],
    edges: [{ from: 'start', to: 'wait' }],
    ...parts,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

async function finished(document: ScenarioDocument, seed = '1') {
  const result = await runScenario(document, { seed, allowScripts: true })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

const agentWith = (code: string, publishes: string[] = ['echo']) =>
  scenario({ agents: [{ ...ECHO, params: { code, publishes } }] })

const problemOf = async (document: ScenarioDocument) => {
  const result = await runScenario(document, { allowScripts: true })
  return present((result.ok ? result.report.problems : result.problems)[0], 'problem')
}

describe('a scripted agent', () => {
  it('hears, counts, publishes later, and shows its state', async () => {
    const { report, log } = await finished(scenario())
    expect(report).toMatchObject({ verdict: 'passed', events: { byTopic: { PriceUpdate: 10, echo: 10 } } })
    const marks = log.channels.filter(({ topic }) => topic === '$agent.state')
    expect(marks).toMatchObject([{ source: 'echo', stage: 'mark' }])
  })

  it('is the same twice, other with another seed, and changes no price', async () => {
    const digest = async (seed: string) => (await finished(scenario(), seed)).report.digest
    expect(await digest('1')).toBe(await digest('1'))
    expect(await digest('1')).not.toBe(await digest('2'))
    const prices = async (document: ScenarioDocument) => {
      const { report } = await finished(document)
      return report.sources[0]?.statistics
    }
    expect(await prices(scenario())).toEqual(await prices(scenario({ agents: [] })))
  })

  it('may publish what it says it publishes, and nothing else', async () => {
    const problem = await problemOf(agentWith(`function onEvent() { publish('order.placed', {}) }`))
    expect(problem).toMatchObject({ code: 'script/result', path: ['agents', 0, 'params', 'code'] })
    expect(problem.message).toContain('add "order.placed" to its list')
  })

  it.each([
    ['a topic that is none', `publish('a b', {})`],
    ['a payload that is no object', `publish('echo', [1])`],
    ['a time in the past', `publish('echo', {}, -1)`],
    ['a part of a millisecond', `publish('echo', {}, 0.5)`],
    ['a key that reaches a prototype', `publish('echo', JSON.parse('{"__proto__": {"a": 1}}'))`],
    ['a timer that it does not handle', `setTimer('t', 10)`],
    ['a state that is no object', `record(1)`],
  ])('is stopped for %s', async (_what, code) => {
    expect(await problemOf(agentWith(`function onEvent() { ${code} }`))).toMatchObject({
      code: 'script/result',
    })
  })
})

describe('a scripted assertion', () => {
  const judged = async (code: string, end = false) => {
    const check = { id: 'check', kind: 'script', params: { code } }
    const steps = [...scenario().steps, step('judge', 'run-assertions')]
    const edges = [...scenario().edges, { from: 'wait', to: 'judge' }]
    const { report } = await finished(scenario({ assertions: [check], ...(end ? { steps, edges } : {}) }))
    return { report, assertion: present(report.assertions[0], 'assertion') }
  }

  it('decides at an event, which is its witness', async () => {
    const { report, assertion } = await judged(
      `let n = 0\nfunction observe() { if (++n === 3) return { verdict: 'violated', message: 'enough' } }`,
    )
    expect(assertion).toMatchObject({ verdict: 'violated', message: 'Enough.' })
    expect(assertion.witness).toHaveLength(1)
    expect(report.verdict).toBe('failed')
  })

  it('is asked when a step judges, and once more at the end', async () => {
    const code = `let asked = 0\nfunction observe() {}\nfunction conclude({ events }) { return { verdict: 'holds', message: 'Asked ' + ++asked + ' times about ' + events + '.' } }`
    expect((await judged(code, true)).assertion.message).toBe('Asked 1 times about 10.')
  })

  it('that fails is an error, not a verdict on the system', async () => {
    const { report, assertion } = await judged(`function observe({ payload }) { return payload.order.id }`)
    expect(assertion).toMatchObject({ verdict: 'violated', outcome: 'error' })
    expect(report.problems[0]?.message).toMatch(
      /assertion “check” threw an error in line 1.*observe.*PriceUpdate/,
    )
  })

  it('that answers nonsense is told what is expected', async () => {
    const { report } = await judged(`function observe() { return 42 }`)
    expect(report.problems[0]?.message).toContain("expected is 'holds', 'violated', or an object")
  })
})

describe('a scripted action', () => {
  const acting = (code: string, more: Json = {}) => {
    const action = { kind: 'script', params: { code, publishes: ['signal'], ...more } }
    return scenario({
      steps: [...scenario().steps, { ...step('act', 'execute-action', { action }) }],
      edges: [...scenario().edges, { from: 'wait', to: 'act' }],
    })
  }

  it('reads the latest event and variables, sets variables and publishes', async () => {
    const { report, log } = await finished(
      acting(
        `function run({ latest, cycle, atMs, variables }) {
        set('price', latest.PriceUpdate.payload.price)
        set('seen', { cycle, atMs, none: latest.nothing === null, variables })
        publish('signal', { n: settings.n })
      }`,
        { reads: ['PriceUpdate', 'nothing'], settings: { n: 5 } },
      ),
    )
    const last = log.channels.find(({ topic }) => topic === 'PriceUpdate')
    expect(last).toBeDefined()
    expect(report.variables).toMatchObject({ seen: { cycle: 10, atMs: 10_000, none: true, variables: {} } })
    expect(report.variables['price']).toBeGreaterThan(0)
    expect(report.events.byTopic).toMatchObject({ signal: 1 })
  })

  it('fails its step when it says so', async () => {
    const { report } = await finished(acting(`function run() { fail('Not ready.') }`))
    expect(report.steps.find(({ id }) => id === 'act')).toMatchObject({
      outcome: 'failed',
      message: 'Not ready.',
    })
  })

  it('in a sub-scenario runs for each call, and is asked about once', async () => {
    const action = {
      kind: 'script',
      params: { publishes: [], code: `let n = 0\nfunction run() { set('n', ++n) }` },
    }
    const inner = {
      ...scenario(),
      steps: [step('start', 'start'), step('count', 'execute-action', { action })],
    }
    const called = scenario({
      steps: [
        ...scenario().steps,
        step('one', 'call', { subscenario: 'counting' }),
        step('two', 'call', { subscenario: 'counting' }),
      ],
      edges: [...scenario().edges, { from: 'wait', to: 'one' }, { from: 'one', to: 'two' }],
      subscenarios: [{ id: 'counting', steps: inner.steps, edges: [{ from: 'start', to: 'count' }] }],
    })
    const { report } = await finished(called)
    expect(report.variables).toEqual({ n: 1 })
    const refused = await runScenario(called)
    const asked = refused.ok ? [] : refused.problems.map(({ path }) => path.join('/'))
    expect(asked).toEqual(['agents/0/params/code', 'subscenarios/0/steps/1/params/action/params/code'])
  })

  it('that breaks ends the run, with the step in the message', async () => {
    const problem = await problemOf(acting(`function run() {\n  null.x\n}`))
    expect(problem.path).toEqual(['steps', 2, 'params', 'action', 'params', 'code'])
    expect(problem.message).toMatch(/The script of the step “act” threw an error in line 2/)
  })
})

describe('before the run', () => {
  it('finds what cannot be read, with its line', async () => {
    const result = await prepareScripts(agentWith('function onEvent() {\n  return (1\n}'), { allow: true })
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'script/syntax', path: ['agents', 0, 'params', 'code'] }],
    })
    expect(JSON.stringify(result)).toContain('in line 3')
  })

  it.each([
    ['a function is missing', 'function onevent() {}', 'script/missing'],
    ['the top level throws', 'null.x\nfunction onEvent() {}', 'script/thrown'],
    ['the top level never ends', 'for (;;);\nfunction onEvent() {}', 'script/fuel'],
  ])('refuses code of which %s', async (_what, code, problem) => {
    expect(await problemOf(agentWith(code))).toMatchObject({ code: problem })
  })

  it('runs no code that nobody has allowed, and says what to do', async () => {
    const result = await runScenario(scenario(), { wayOut: 'Ask.' })
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'script/not-allowed', fix: 'Ask.' }] })
    expect(runToEnd(scenario())).toMatchObject({ ok: false, problems: [{ code: 'script/not-prepared' }] })
  })

  it('prepares nothing for a scenario without code, which runs at once', async () => {
    const plain = scenario({ agents: [] })
    expect(scriptsOf(plain)).toEqual([])
    expect(await prepareScripts(plain, { allow: false })).toMatchObject({ ok: true, value: null })
    expect(runToEnd(plain)).toMatchObject({ ok: true, report: { verdict: 'passed' } })
  })
})

it('how often a person looks changes nothing in a run', async () => {
  const check = {
    id: 'check',
    kind: 'script',
    params: {
      code: 'let n = 0\nfunction observe() {}\nfunction conclude() { return { verdict: "holds", message: String(++n) } }',
    },
  }
  const document = scenario({ assertions: [check] })
  const compiled = compileProgram(document)
  const prepared = await prepareScripts(document, { allow: true })
  if (!compiled.ok || !prepared.ok) throw new Error('the scenario is good')
  const run = new Run(compiled.value, { scripts: prepared.value, seed: '1' })
  while (!run.finished) {
    run.advance(1)
    run.assertions()
  }
  expect(run.report().digest).toBe((await finished(document)).report.digest)
})

describe('thirty hostile scripts', () => {
  it.each(HOSTILE)('$title: ends the run with a located error', async ({ code, ends }) => {
    const result = await runScenario(agentWith(code), { allowScripts: true })
    const problems = result.ok ? result.report.problems : result.problems
    expect(problems).toMatchObject([{ code: `script/${ends}`, path: ['agents', 0, 'params', 'code'] }])
    if (result.ok) {
      expect(result.report.verdict).toBe('failed')
      expect(problems[0]?.message).toMatch(
        /^The script of the agent “Echo” .*onEvent, at event \d+ \(PriceUpdate, /,
      )
    }
  })

  it('leave the next run as it would have been', async () => {
    const before = (await finished(scenario())).report.digest
    for (const { code } of HOSTILE.slice(0, 8)) await runScenario(agentWith(code), { allowScripts: true })
    expect((await finished(scenario())).report.digest).toBe(before)
  })
})
