import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printPath } from '../base/problem.ts'
import { parseValue } from '../document/parse.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { analyse } from './check.ts'
import { components } from './cycles.ts'

type Part = Record<string, unknown>

const step = (id: string, kind: string, params: Part = {}, more: Part = {}) => ({ id, kind, params, ...more })
const wait = (id: string, cycles = 1) => step(id, 'wait-cycles', { cycles })
const note = (id: string) => step(id, 'execute-action', { action: { kind: 'note' } })
const ask = (id: string) => step(id, 'branch', { test: { kind: 'chance', params: {} } })

const edgeOf = (text: string) => {
  const [left = '', to] = text.split(' > ')
  const [from, on = 'next'] = left.split(':')
  return { from, to, on }
}

function documentOf(steps: Part[], edges: string[], more: Part = {}): ScenarioDocument {
  const parsed = parseValue({
    format: 'scenario-studio',
    version: 1,
    sources: [{ id: 'prices', kind: 'market', profile: { kind: 'flash-crash' } }],
    steps: [step('start', 'start'), ...steps, step('end', 'end')],
    edges: edges.map(edgeOf),
    ...more,
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** `severity code path`, as far as control flow is concerned. */
const found = (steps: Part[], edges: string[], more: Part = {}) =>
  analyse(documentOf(steps, edges, more)).problems.map(
    ({ severity, code, path }) => `${severity} ${code.slice('program/'.length)} ${printPath(path)}`,
  )

const FORK = ['start > p', 'p > a', 'p > b']

describe('a graph', () => {
  it('in which everything has its place has no problems', () => {
    const steps = [
      step('l', 'loop', { count: 2 }),
      step('g', 'block', { timeoutCycles: 5 }),
      step('p', 'parallel'),
      wait('a'),
      ask('b'),
      step('out', 'break'),
      step('j', 'join'),
      step('close', 'end-block'),
    ]
    const edges = [
      'start > l',
      'l:body > g',
      'g > p',
      'p > a',
      'p > b',
      'a > j',
      'b:yes > out',
      'b:no > j',
      'j > close',
      'close > l',
      'g:fail > l',
      'l > end',
    ]
    expect(found(steps, edges)).toEqual([])
  })

  it.each<[what: string, steps: Part[], edges: string[], expected: string[]]>([
    ['a step nobody leads to', [wait('a')], ['start > end'], ['warning unreachable steps[1]']],
    [
      'a way that its kind has not',
      [wait('a')],
      ['start > a', 'a > end', 'a:yes > end'],
      ['error no-such-port edges[2]'],
    ],
    ['two edges by one way', [wait('a')], ['start > a', 'a > end', 'a > end'], ['error two-ways edges[2]']],
    [
      'a loop without a body',
      [step('l', 'loop')],
      ['start > l', 'l > end'],
      ['error way-unconnected steps[1]', 'error loop-not-closed steps[1]'],
    ],
    [
      'a body that never leads back',
      [step('l', 'loop'), wait('a')],
      ['start > l', 'l:body > a', 'a > end', 'l > end'],
      ['error loop-not-closed steps[1]'],
    ],
    [
      'a break outside of loops',
      [step('x', 'break')],
      ['start > x'],
      ['warning unreachable steps[2]', 'error break-without-loop steps[1]'],
    ],
    [
      'a join without a parallel',
      [step('j', 'join')],
      ['start > j', 'j > end'],
      ['error join-without-parallel steps[1]'],
    ],
    [
      'a branch that never reaches its join',
      [step('p', 'parallel'), wait('a'), wait('b'), step('j', 'join')],
      [...FORK, 'a > j', 'b > end', 'j > end'],
      ['error never-joins edges[2]'],
    ],
    [
      'branches that meet in two joins',
      [step('p', 'parallel'), wait('a'), wait('b'), step('j', 'join'), step('k', 'join')],
      [...FORK, 'a > j', 'b > k', 'j > end', 'k > end'],
      ['error never-joins edges[2]', 'error two-joins steps[5]'],
    ],
    [
      'a branch that leads out',
      [step('p', 'parallel'), wait('a'), wait('b'), wait('c'), step('j', 'join'), ask('q')],
      ['start > q', 'q:yes > p', 'q:no > c', 'p > a', 'p > b', 'a > j', 'b > c', 'j > end', 'c > end'],
      ['error leaves-branches edges[6]', 'error never-joins edges[4]'],
    ],
    [
      'branches that run on together',
      [step('p', 'parallel'), wait('a'), wait('b'), wait('c')],
      [...FORK, 'a > c', 'b > c', 'c > end'],
      ['warning runs-twice edges[4]'],
    ],
    [
      'a block that is not closed',
      [step('g', 'block'), wait('a')],
      ['start > g', 'g > a', 'a > end'],
      ['warning block-not-closed steps[1]'],
    ],
    [
      'an end of no block',
      [step('e', 'end-block')],
      ['start > e', 'e > end'],
      ['error block-not-open steps[1]'],
    ],
    [
      'a block closed over open branches',
      [step('g', 'block'), step('p', 'parallel'), wait('a'), wait('b'), step('e', 'end-block')],
      ['start > g', 'g > p', 'p > a', 'p > b', 'a > e', 'b > e', 'e > end'],
      ['error branches-not-joined steps[5]'],
    ],
    [
      'paths that meet from different insides',
      [ask('q'), step('l', 'loop'), step('m', 'loop'), wait('a')],
      ['start > q', 'q:yes > l', 'q:no > m', 'l:body > a', 'm:body > a', 'a > l', 'l > end', 'm > end'],
      ['error tangled edges[4]', 'error loop-not-closed steps[3]'],
    ],
    [
      'a circle without time',
      [note('a'), ask('b')],
      ['start > a', 'a > b', 'b:yes > a', 'b:no > end'],
      ['error timeless-loop steps[1]'],
    ],
    [
      'a circle without a way out',
      [wait('a'), wait('b')],
      ['start > a', 'a > b', 'b > a'],
      ['warning unreachable steps[3]', 'warning endless-loop steps[1]'],
    ],
    [
      'a loop that waits for nothing',
      [step('l', 'loop', { repeat: 'until', test: { kind: 'variables', params: {} } }), note('a')],
      ['start > l', 'l:body > a', 'a > l', 'l > end'],
      ['warning idle-loop steps[1]'],
    ],
    [
      'a question about what is not there',
      [step('q', 'branch', { test: { kind: 'step-ended', params: { step: 'gone' } } })],
      ['start > q', 'q:yes > end', 'q:no > end'],
      ['error unknown-step steps[1].params'],
    ],
  ])('with %s is told so, at its place', (_what, steps, edges, expected) => {
    expect(
      found(steps, edges).filter(
        (line) => !line.includes('runs-twice') || expected.some((one) => one.includes('runs-twice')),
      ),
    ).toEqual(expected)
  })

  it('nested deeper than anybody can follow is refused, not followed', () => {
    const count = 150
    const loops = Array.from({ length: count }, (_, index) => step(`l${index}`, 'loop'))
    const edges = [
      'start > l0',
      'l0 > end',
      ...loops
        .slice(1)
        .flatMap((_, index) => [`l${index}:body > l${index + 1}`, `l${index + 1} > l${index}`]),
    ]
    expect(found([...loops, wait('a')], [...edges, `l${count - 1}:body > a`, `a > l${count - 1}`])).toContain(
      'error too-deep steps[101]',
    )
  })
})

describe('the estimate', () => {
  const cycles = (steps: Part[], edges: string[]) => {
    const { min, max } = analyse(documentOf(steps, edges)).estimate.cycles
    return [min, max]
  }

  it.each<[what: string, steps: Part[], edges: string[], expected: [number, number]]>([
    ['adds what follows', [wait('a', 3), wait('b', 4)], ['start > a', 'a > b', 'b > end'], [7, 7]],
    [
      'is between the ways of a branch',
      [ask('q'), wait('a', 3), wait('b', 9)],
      ['start > q', 'q:yes > a', 'q:no > b', 'a > end', 'b > end'],
      [3, 9],
    ],
    [
      'takes an event for anything up to its timeout',
      [step('w', 'wait-event', { timeoutCycles: 8 })],
      ['start > w', 'w > end'],
      [0, 8],
    ],
    [
      'takes the longest branch for all',
      [step('p', 'parallel'), wait('a', 3), wait('b', 9), step('j', 'join'), wait('c', 1)],
      [...FORK, 'a > j', 'b > j', 'j > c', 'c > end'],
      [10, 10],
    ],
    [
      'takes the shortest branch for any',
      [step('p', 'parallel'), wait('a', 3), wait('b', 9), step('j', 'join', { mode: 'any' }), wait('c', 1)],
      [...FORK, 'a > j', 'b > j', 'j > c', 'c > end'],
      [4, 4],
    ],
    [
      'multiplies the rounds of a loop',
      [step('l', 'loop', { count: 5 }), wait('a', 3)],
      ['start > l', 'l:body > a', 'a > l', 'l > end'],
      [15, 15],
    ],
    [
      'knows that a break may come at once',
      [step('l', 'loop', { count: 5 }), wait('a', 3), ask('q'), step('x', 'break')],
      ['start > l', 'l:body > a', 'a > q', 'q:yes > x', 'q:no > l', 'l > end'],
      [0, 15],
    ],
    [
      'holds a block to its limit',
      [step('g', 'block', { timeoutCycles: 5 }), wait('a', 30), step('e', 'end-block'), wait('b', 1)],
      ['start > g', 'g > a', 'a > e', 'e > b', 'b > end'],
      [6, 6],
    ],
    [
      'has no end where a circle has none',
      [wait('a', 3), ask('q')],
      ['start > a', 'a > q', 'q:yes > a', 'q:no > end'],
      [3, Infinity],
    ],
  ])('%s', (_what, steps, edges, expected) => {
    expect(cycles(steps, edges)).toEqual(expected)
  })

  it('warns by name of a limit that will be passed, or may be', () => {
    const limits = { maxCycles: 10, maxEvents: 12 }
    expect(found([wait('a', 11)], ['start > a', 'a > end'], { limits })).toEqual([
      'warning over-cycles limits.maxCycles',
    ])
    expect(found([wait('a', 13)], ['start > a', 'a > end'], { limits })).toEqual([
      'warning over-cycles limits.maxCycles',
      'warning over-events limits.maxEvents',
    ])
    expect(found([wait('a', 10)], ['start > a', 'a > end'], { limits })).toEqual([])
  })
})

describe('circles', () => {
  it('are the sets of nodes that reach each other, as a naive search finds them', () => {
    const graph = fc.integer({ min: 1, max: 9 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 20 }),
      }),
    )
    fc.assert(
      fc.property(graph, ({ count, edges }) => {
        const next = (node: number) => edges.filter(([from]) => from === node).map(([, to]) => to)
        const reach = (from: number) => {
          const seen = new Set(next(from))
          for (const node of seen) for (const to of next(node)) seen.add(to)
          return seen
        }
        const all = Array.from({ length: count }, (_, node) => node)
        const naive = all
          .filter((node) => reach(node).has(node))
          .map((node) =>
            all.filter((other) => other === node || (reach(node).has(other) && reach(other).has(node))),
          )
        const distinct = [...new Map(naive.map((circle) => [circle.join(), circle])).values()]
        expect(components(count, next)).toEqual(distinct)
      }),
    )
  })
})

it('a chain of the most steps there may be is checked without recursion', () => {
  const many = Array.from({ length: 19_998 }, (_, index) => wait(`w${index}`))
  const edges = [
    'start > w0',
    ...many.slice(1).map((_, index) => `w${index} > w${index + 1}`),
    `w${many.length - 1} > end`,
  ]
  const { problems, estimate } = analyse(documentOf(many, edges))
  expect(problems).toEqual([])
  expect(estimate.cycles).toEqual({ min: 19_998, max: 19_998 })
})

describe('a topic that nobody publishes', () => {
  const rule = (id: string, params: Part) => ({ id, kind: 'rule', params: { publish: 'order', ...params } })
  const warnings = (more: Part, steps: Part[] = [wait('a')]) =>
    found(steps, ['start > a', 'a > end'], more).map((text) => text.replace('warning silent-topic ', ''))

  it.each<[string, Part, string[]]>([
    [
      'a fault',
      { faults: [{ id: 'f', kind: 'drop', topics: ['PriceUpdate', 'Price'] }] },
      ['faults[0].topics[1]'],
    ],
    ['an agent', { agents: [rule('r', { when: 'Price' })] }, ['agents[0].params.when']],
    [
      'an assertion',
      { assertions: [{ id: 'x', kind: 'response-time', params: { event: 'PriceUpdate', answer: 'order' } }] },
      ['assertions[0].params.answer'],
    ],
    [
      'an event of a list',
      {
        assertions: [
          { id: 'x', kind: 'event-sequence', params: { topics: ['PriceUpdate', 'PriceUpdate', 'order'] } },
        ],
      },
      ['assertions[0].params.topics[2]'],
    ],
    [
      'a formula',
      { assertions: [{ id: 'x', kind: 'formula', params: { formula: 'G (PriceUpdate -> F fill)' } }] },
      ['assertions[0].params.formula'],
    ],
  ])('is told where %s looks for it', (_what, more, places) => {
    expect(warnings(more)).toEqual(places)
  })

  it('is told of a wait', () => {
    expect(warnings({}, [step('a', 'wait-event', { topic: 'Price' })])).toEqual(['steps[1].params.topic'])
  })

  it('is nothing to tell of where somebody might, where it is off, and among others that an agent hears', () => {
    const quiet = {
      agents: [rule('r', { when: 'PriceUpdate' })],
      faults: [{ id: 'f', kind: 'drop', topics: ['order', 'other.*'] }],
      assertions: [
        { id: 'x', kind: 'event-count', params: { topic: 'order', min: 1 } },
        { id: 'y', kind: 'event-count', params: { topic: 'nothing', min: 1 }, enabled: false },
        { id: 'z', kind: 'event-count', params: { topic: '*', min: 1 } },
      ],
    }
    expect(warnings(quiet)).toEqual([])
  })
})
