import { describe, expect, it } from 'vitest'
import { agentKinds, assertionKinds, chaosKinds, sourceKinds, stepKinds } from '../catalog.ts'
import {
  addPart,
  addStep,
  connect,
  edgeKey,
  moveSteps,
  removeParts,
  reorderPart,
  updatePart,
} from './edit.ts'
import { emptyDocument } from './new.ts'
import { parseDocument } from './parse.ts'
import { printDocument } from './print.ts'
import type { ScenarioDocument } from './types.ts'

const origin = { x: 0, y: 0 }
const edges = (document: ScenarioDocument) => document.edges.map(edgeKey)
const joined = (document: ScenarioDocument, from: string, to: string, on: 'next' | 'fail' = 'next') => {
  const result = connect(document, { from, to, on })
  if ('code' in result) throw new Error(result.message)
  return result
}

/** start -> wait-cycles -> end */
const three = () => addStep(emptyDocument(), 'wait-cycles', origin, { from: 'start', on: 'next' }).document

describe('editing a document', () => {
  it('adds every kind with its defaults, as a document that parses', () => {
    let document = three()
    for (const { name, profiles } of sourceKinds)
      for (const profile of profiles) document = addPart(document, 'sources', name, profile.name).document
    for (const { name } of agentKinds) document = addPart(document, 'agents', name).document
    for (const { name } of chaosKinds) document = addPart(document, 'faults', name).document
    for (const { name } of assertionKinds) document = addPart(document, 'assertions', name).document
    for (const { name } of stepKinds) document = addStep(document, name, origin).document
    expect(parseDocument(printDocument(document))).toEqual({ ok: true, value: document, warnings: [] })
  })

  it('puts a step into the edge it is added after', () => {
    expect(edges(three())).toEqual(['start next wait-cycles', 'wait-cycles next end'])
  })

  it('closes the gap when a step is removed', () => {
    expect(edges(removeParts(three(), ['wait-cycles']))).toEqual(['start next end'])
  })

  it('leaves branches in their order when the first step of one is removed', () => {
    const branch = (document: ScenarioDocument, kind: string) =>
      addStep(document, kind, origin, { from: 'parallel', on: 'next' }).document
    const forked = addStep(emptyDocument(), 'parallel', origin, { from: 'start', on: 'next' }).document
    const early = addStep(branch(forked, 'wait-cycles'), 'publish', origin, {
      from: 'wait-cycles',
      on: 'next',
    })
    const both = branch(early.document, 'set-variable')
    const outOf = (document: ScenarioDocument) =>
      document.edges.filter(({ from }) => from === 'parallel').map(({ to }) => to)
    expect(outOf(both)).toEqual(['end', 'wait-cycles', 'set-variable'])
    expect(outOf(removeParts(both, ['wait-cycles']))).toEqual(['end', 'publish', 'set-variable'])
  })

  it('replaces the edge that left by the same way', () => {
    const document = joined(three(), 'start', 'end')
    expect(edges(document)).toEqual(['wait-cycles next end', 'start next end'])
  })

  it.each([
    ['end', 'start', 'next'],
    ['start', 'start', 'next'],
    ['start', 'end', 'fail'],
    ['start', 'nowhere', 'next'],
  ] as const)('refuses to connect %s with %s by %s', (from, to, on) => {
    expect(connect(emptyDocument(), { from, to, on })).toMatchObject({ code: 'document/cannot-connect' })
  })

  it('moves, changes and reorders without touching anything else', () => {
    const document = addPart(addPart(three(), 'faults', 'drop').document, 'faults', 'delay').document
    expect(moveSteps(document, new Map([['start', { x: 3.4, y: 7.6 }]])).steps[0]?.position).toEqual({
      x: 3,
      y: 8,
    })
    expect(updatePart(document, 'drop', { enabled: false }).faults[0]).toMatchObject({
      id: 'drop',
      enabled: false,
    })
    expect(reorderPart(document, 'delay', -1).faults.map(({ id }) => id)).toEqual(['delay', 'drop'])
    expect(reorderPart(document, 'drop', -1)).toBe(document)
  })
})
