import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { problemAt } from '../base/problem.ts'
import { addPart, addStep, removeParts, updatePart } from '../document/edit.ts'
import { emptyDocument } from '../document/new.ts'
import { parseDocument } from '../document/parse.ts'
import { printDocument } from '../document/print.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { checkDocument } from './check.ts'
import { quickFix } from './fixes.ts'

const origin = { x: 0, y: 0 }
const withSource = () => addPart(emptyDocument(), 'sources', 'market').document
const codes = (document: ScenarioDocument) => checkDocument(document).map(({ code }) => code)

/** start -> note -> note-2 -> note, for ever at once. */
const loop = (): ScenarioDocument => {
  const one = addStep(emptyDocument(), 'execute-action', origin, { from: 'start', on: 'next' }).document
  const two = addStep(one, 'execute-action', origin, { from: 'execute-action', on: 'next' }).document
  const edges = two.edges.map((edge) =>
    edge.from === 'execute-action-2' ? { ...edge, to: 'execute-action' } : edge,
  )
  return removeParts({ ...two, edges }, ['end'])
}

/** start -> loop -> end, and nothing in its rounds. */
const withLoop = (): ScenarioDocument =>
  addStep(emptyDocument(), 'loop', origin, { from: 'start', on: 'next' }).document

const CASES: readonly (readonly [code: string, title: RegExp, document: ScenarioDocument])[] = [
  ['program/no-start', /Add a start/, removeParts(withSource(), ['start'])],
  ['program/two-starts', /Remove “Start 2”/, addStep(emptyDocument(), 'start', origin).document],
  ['program/unreachable', /Put it before the end/, addStep(emptyDocument(), 'wait-cycles', origin).document],
  ['program/unreachable', /Connect “Start” to it/, { ...emptyDocument(), edges: [] }],
  ['program/timeless-loop', /Add a “Wait cycles” step/, loop()],
  ['program/way-unconnected', /Add a “Wait cycles” step in each round/, withLoop()],
  [
    'program/loop-not-closed',
    /Lead “Wait cycles” back to it/,
    addStep(withLoop(), 'wait-cycles', origin, { from: 'loop', on: 'body' }).document,
  ],
  ['program/loop-not-closed', /Add a “Wait cycles” step in each round/, withLoop()],
  [
    'program/no-way-in',
    /Remove the connection/,
    { ...emptyDocument(), edges: [...emptyDocument().edges, { from: 'end', to: 'start', on: 'fail' }] },
  ],
  [
    'program/two-ways',
    /Remove the connection/,
    { ...emptyDocument(), edges: [...emptyDocument().edges, { from: 'start', to: 'end', on: 'next' }] },
  ],
  [
    'program/silent-topic',
    /Use “PriceUpdate”/,
    updatePart(addPart(withSource(), 'faults', 'drop').document, 'drop', { topics: ['PriceUpdtae'] }),
  ],
  [
    'program/silent-topic',
    /Use “PriceUpdate”/,
    updatePart(addPart(withSource(), 'assertions', 'event-count').document, 'event-count', {
      params: { topic: 'PriceUpdatee' },
    }),
  ],
  [
    'program/silent-topic',
    /Use “PriceUpdate”/,
    updatePart(addPart(withSource(), 'agents', 'rule').document, 'rule', {
      params: { when: 'Priceupdate', publish: 'order' },
    }),
  ],
  [
    'program/silent-topic',
    /Use “PriceUpdate”/,
    updatePart(addPart(withSource(), 'assertions', 'formula').document, 'formula', {
      params: { formula: 'G (PriceUpdate -> F[0, 5s] PriceUpdat)', events: [] },
    }),
  ],
  [
    'program/unknown-assertion',
    /Forget what is not there/,
    updatePart(
      addStep(emptyDocument(), 'run-assertions', origin, { from: 'start', on: 'next' }).document,
      'run-assertions',
      {
        params: { assertions: ['gone'] },
      },
    ),
  ],
]

/** An error is worth two warnings: a fix may leave a lesser thing behind. */
const weight = (document: ScenarioDocument) =>
  checkDocument(document).reduce((sum, { severity }) => sum + (severity === 'error' ? 2 : 1), 0)

describe('quick fixes', () => {
  it.each(CASES)('mends %s: %s', (code, title, document) => {
    const problem = present(
      checkDocument(document).find((candidate) => candidate.code === code),
      code,
    )
    const fix = present(quickFix(document, problem), 'fix')
    expect(fix.title).toMatch(title)
    const before = codes(document).filter((candidate) => candidate === code).length
    expect(codes(fix.document).filter((candidate) => candidate === code)).toHaveLength(before - 1)
    expect(weight(fix.document)).toBeLessThan(weight(document))
    expect(parseDocument(printDocument(fix.document)).ok).toBe(true)
  })

  it('raises a limit that was hit, up to the most there may be', () => {
    const hit = (limits: Partial<ScenarioDocument['limits']>) => {
      const document = { ...emptyDocument(), limits: { ...emptyDocument().limits, ...limits } }
      return quickFix(document, problemAt([], 'run/cycle-limit', 'The run has reached so many cycles.'))
    }
    expect(hit({ maxCycles: 100 })).toMatchObject({
      title: 'Raise the limit to 200',
      document: { limits: { maxCycles: 200 } },
    })
    expect(hit({ maxCycles: 100_000_000 })).toBeNull()
  })

  it('offers nothing where only a person can know', () => {
    const strange = updatePart(
      addPart(addPart(withSource(), 'sources', 'sensor').document, 'faults', 'drop').document,
      'drop',
      { topics: ['something.else.entirely'] },
    )
    const [problem] = checkDocument(strange)
    expect(problem?.code).toBe('program/silent-topic')
    expect(quickFix(strange, present(problem, 'problem'))).toBeNull()
  })
})
