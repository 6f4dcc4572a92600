import { describe, expect, it } from 'vitest'
import { runToEnd } from '../run/headless.ts'
import { checkDocument } from '../program/check.ts'
import { callsOf, changeInside, leadsTo, seenFrom } from './inside.ts'
import { makeSubscenario } from './make-subscenario.ts'
import { parseValue } from './parse.ts'
import { printDocument } from './print.ts'
import type { ScenarioDocument } from './types.ts'
import { unfoldCall } from './unfold-call.ts'
import { addStep, removeParts } from './edit.ts'

const step = (id: string, kind: string, params: object = {}, x = 0) => ({
  id,
  name: id.toUpperCase(),
  kind,
  params,
  position: { x, y: 0 },
})
const publish = (id: string, topic: string, x = 0) =>
  step(id, 'execute-action', { action: { kind: 'publish', params: { topic, payload: {} } } }, x)
const chain = (...ids: readonly string[]) =>
  ids.slice(1).map((to, index) => ({ from: ids[index], to, on: 'next' }))

const STEPS = [
  step('start', 'start'),
  step('warm', 'wait-cycles', { cycles: 3 }, 220),
  publish('ask', 'request', 440),
  step('wait', 'wait-event', { topic: 'reply', timeoutCycles: 5 }, 660),
  publish('sorry', 'apology', 660),
  publish('thank', 'thanks', 880),
  step('end', 'end', {}, 1_100),
]
const EDGES = [
  ...chain('start', 'warm', 'ask', 'wait', 'thank', 'end'),
  { from: 'wait', to: 'sorry', on: 'fail' },
  { from: 'sorry', to: 'thank', on: 'next' },
]

function scenario(more: object = {}): ScenarioDocument {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    name: 'Asking',
    agents: [
      {
        id: 'service',
        kind: 'rule',
        params: { when: 'request', comparison: 'any', publish: 'reply', payload: {}, latencyMs: 1_500 },
      },
    ],
    steps: STEPS,
    edges: EDGES,
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function made(document: ScenarioDocument, ids: readonly string[], name = 'Ask nicely') {
  const result = makeSubscenario(document, ids, name)
  if ('code' in result) throw new Error(result.message)
  return result
}

function unfolded(document: ScenarioDocument, call: string) {
  const result = unfoldCall(document, call)
  if ('code' in result) throw new Error(result.message)
  return result
}

/** What happened, without the ids of steps. */
function story(document: ScenarioDocument): unknown {
  const result = runToEnd(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const { verdict, durationMs, events } = result.report
  return { verdict, durationMs, events }
}

const codesOf = (document: ScenarioDocument) => checkDocument(document).map(({ code }) => code)

const ASKING = ['ask', 'wait', 'sorry']

describe('making a sub-scenario of steps', () => {
  it('puts one step in their place, which runs as they did', () => {
    const document = scenario()
    const result = made(document, ASKING)
    expect(result).toMatchObject({ id: 'ask-nicely', call: 'call' })
    expect(result.document.steps.map(({ id }) => id)).toEqual(['start', 'warm', 'call', 'thank', 'end'])
    expect(result.document.edges).toEqual(expect.arrayContaining(chain('warm', 'call', 'thank')))
    expect(result.document.edges).toHaveLength(4)
    expect(checkDocument(result.document)).toEqual([])
    expect(story(result.document)).toEqual(story(document))
  })

  it('leaves branches in their order: they begin in that of their edges', () => {
    const document = scenario({
      steps: [
        step('start', 'start'),
        step('both', 'parallel', {}, 220),
        publish('one', 'first', 440),
        publish('two', 'second', 440),
        step('joined', 'join', {}, 660),
        step('end', 'end', {}, 880),
      ],
      edges: [...chain('start', 'both', 'one', 'joined', 'end'), ...chain('both', 'two', 'joined')],
    })
    const outOf = ({ edges }: Pick<ScenarioDocument, 'edges'>) =>
      edges.filter(({ from }) => from === 'both').map(({ to }) => to)
    expect(outOf(made(document, ['one']).document)).toEqual(['call', 'two'])
    const inside = made(document, ['both', 'one', 'two', 'joined']).document.subscenarios[0]
    expect(outOf(inside!)).toEqual(['one', 'two'])
  })

  it.each([
    [['open', 'warm'], /“OPEN” begins what ends outside/],
    [['warm', 'close'], /“CLOSE” ends what begins outside/],
    [['loop', 'leave', 'open'], /“OPEN” begins what ends outside/],
    [['leave'], /“LEAVE” ends what begins outside/],
  ])('does not cut a block, a loop or branches in two: %j', (ids, message) => {
    const document = scenario({
      steps: [
        step('start', 'start'),
        step('loop', 'loop', { count: 2 }, 220),
        step('leave', 'break', {}, 440),
        step('open', 'block', {}, 440),
        step('warm', 'wait-cycles', {}, 660),
        step('close', 'end-block', {}, 880),
        step('end', 'end', {}, 1_100),
      ],
      edges: [
        ...chain('start', 'loop', 'open', 'warm', 'close', 'end'),
        { from: 'loop', to: 'leave', on: 'body' },
      ],
    })
    expect(makeSubscenario(document, ids, 'Part')).toMatchObject({
      code: 'document/cannot-make-subscenario',
      message: expect.stringMatching(message) as string,
    })
  })

  it('makes parameters of what somebody has set, which calls can give other values', () => {
    const { document } = made(scenario(), ASKING)
    const [subscenario] = document.subscenarios
    expect(subscenario?.params).toEqual([
      { name: 'topic', label: 'WAIT: Topic', targets: [{ step: 'wait', field: 'topic' }] },
      {
        name: 'timeoutCycles',
        label: 'WAIT: Give up after',
        targets: [{ step: 'wait', field: 'timeoutCycles' }],
      },
    ])
    const impatient = document.steps.map((one) =>
      one.id === 'call' ? { ...one, params: { ...one.params, values: { timeoutCycles: 1 } } } : one,
    )
    expect(story({ ...document, steps: impatient })).toMatchObject({ events: { byTopic: { apology: 1 } } })
  })

  it('takes whole groups along, and points faults that act during its steps at the copy', () => {
    const document = scenario({
      groups: [{ id: 'g', name: 'Asking', steps: ['ask', 'wait'] }],
      faults: [{ id: 'lost', kind: 'drop', topics: ['reply'], duringSteps: ['wait', 'warm'] }],
    })
    const result = made(document, ASKING)
    expect(result.document.groups).toEqual([])
    expect(result.document.subscenarios[0]?.groups).toMatchObject([{ id: 'g', steps: ['ask', 'wait'] }])
    expect(result.document.faults[0]?.duringSteps).toEqual(['call__wait', 'warm'])
    expect(story(result.document)).toEqual(story(document))
  })

  it.each([
    ['nothing is selected', [], 'No step is selected.'],
    ['it has two ways in', ['ask', 'thank'], 'has 2 ways in: “ASK” and “THANK”'],
    ['it has two ways out', ['ask', 'wait'], 'has 2 ways out: to “THANK” and “SORRY”'],
    ['a start is among it', ['start', 'warm'], '“START” cannot be part of it'],
    ['an end is among it', ['thank', 'end'], '“END” cannot be part of it'],
  ])('is refused, with the reason, where %s', (_why, ids, message) => {
    expect(makeSubscenario(scenario(), ids, 'x')).toMatchObject({
      code: 'document/cannot-make-subscenario',
      message: expect.stringContaining(message),
    })
  })
})

describe('unfolding a call', () => {
  it('takes back what making it did: the same run, the same connections', () => {
    const document = scenario()
    const back = unfolded(made(document, ASKING).document, 'call').document
    expect(new Set(back.edges)).toEqual(new Set(document.edges))
    expect(back.steps.map(({ id, params }) => [id, params])).toEqual(
      document.steps.map(({ id, params }) => [id, params]),
    )
    expect(story(back)).toEqual(story(document))
  })

  it('gives each copy ids of its own and the values of its call', () => {
    const { document, id } = made(scenario(), ASKING)
    const twice: ScenarioDocument = {
      ...document,
      steps: document.steps.flatMap((one) =>
        one.id === 'call'
          ? [one, { ...one, id: 'again', params: { ...one.params, values: { timeoutCycles: 1 } } }]
          : [one],
      ),
      edges: [
        ...document.edges.filter(({ from }) => from !== 'call'),
        ...chain('call', 'again', 'thank').map((edge) => ({ from: edge.from!, to: edge.to, on: edge.on })),
      ],
    }
    expect(callsOf(twice, id)).toEqual([
      { inside: null, step: 'call' },
      { inside: null, step: 'again' },
    ])
    const once = unfolded(unfolded(twice, 'call').document, 'again').document
    expect(once.steps.map((one) => one.id)).toEqual(
      expect.arrayContaining(['ask', 'wait', 'sorry', 'ask-2', 'wait-2', 'sorry-2']),
    )
    expect(once.steps.find((one) => one.id === 'wait-2')?.params).toMatchObject({ timeoutCycles: 1 })
    expect(story({ ...once, subscenarios: [] })).toEqual(story(twice))
  })

  it('keeps a time limit as a block', () => {
    const { document } = made(scenario({ agents: [] }), ASKING)
    const limited = {
      ...document,
      steps: document.steps.map((one) =>
        one.id === 'call' ? { ...one, params: { ...one.params, timeoutCycles: 2 } } : one,
      ),
    }
    const flat = unfolded(limited, 'call').document
    expect(flat.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['block', 'end-block']))
    expect(codesOf({ ...flat, subscenarios: [] })).toEqual(codesOf(limited))
    expect(story(flat)).toEqual(story(limited))
  })
})

describe('seen from inside', () => {
  const { document, id } = made(scenario(), ASKING)

  it('edits reach the sub-scenario, and everything else the scenario', () => {
    const changed = changeInside(document, id, (seen) => ({
      ...addStep(seen, 'wait-cycles', { x: 0, y: 0 }, { from: 'ask', on: 'next' }).document,
      seed: '7',
    }))
    expect(changed.seed).toBe('7')
    expect(changed.steps).toBe(document.steps)
    expect(seenFrom(changed, id).steps.map((one) => one.id)).toContain('wait-cycles')
    expect(seenFrom(changed, null)).toBe(changed)
    expect(changeInside(document, id, (seen) => seen)).toBe(document)
  })

  it('a parameter goes with the step whose field it sets', () => {
    const changed = changeInside(document, id, (seen) => removeParts(seen, ['wait']))
    expect(changed.subscenarios[0]?.params).toEqual([])
  })

  it('is told who leads to whom', () => {
    expect(leadsTo(document, id, id)).toBe(true)
    expect(leadsTo(document, 'nothing', id)).toBe(false)
  })

  it('is read back as it was printed', () => {
    const parsed = parseValue(JSON.parse(printDocument(document)))
    expect(parsed).toMatchObject({ ok: true, value: document })
  })
})

it('ids that are doubled and connections that lead nowhere are found inside of sub-scenarios, too', () => {
  const { document } = made(scenario(), ASKING)
  const [subscenario] = document.subscenarios
  if (subscenario === undefined) throw new Error('made')
  const broken = {
    ...document,
    subscenarios: [
      {
        ...subscenario,
        steps: [...subscenario.steps, ...subscenario.steps.slice(1, 2)],
        edges: [...subscenario.edges, { from: 'ask', to: 'nowhere', on: 'next' }],
      },
      subscenario,
    ],
  }
  const parsed = parseValue(JSON.parse(printDocument(broken)))
  expect(parsed.ok ? [] : parsed.problems.map(({ code, path }) => [code, path.join('/')])).toEqual([
    ['document/duplicate-id', 'subscenarios/1/id'],
    ['document/duplicate-id', 'subscenarios/0/steps/5/id'],
    ['document/dangling-edge', 'subscenarios/0/edges/5/to'],
  ])
})
