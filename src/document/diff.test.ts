import { describe, expect, it } from 'vitest'
import { diffDocuments } from './diff.ts'
import { addPart, addStep, moveSteps, removeParts, reorderPart, updatePart } from './edit.ts'
import { emptyDocument } from './new.ts'

const origin = { x: 0, y: 0 }
const base = addPart(
  addPart(
    addStep(emptyDocument(), 'wait-cycles', origin, { from: 'start', on: 'next' }).document,
    'faults',
    'drop',
  ).document,
  'faults',
  'delay',
).document

describe('the difference of two documents', () => {
  it('is nothing between equal ones, wherever their steps stand', () => {
    expect(diffDocuments(base, structuredClone(base))).toEqual([])
    expect(diffDocuments(base, moveSteps(base, new Map([['start', { x: 99, y: 9 }]])))).toEqual([])
  })

  it('names what was added, removed and changed, with the labels people know', () => {
    const changed = updatePart(
      removeParts(addPart(base, 'sources', 'market').document, ['drop']),
      'wait-cycles',
      {
        name: 'Calm',
        params: { cycles: 20 },
      },
    )
    expect(diffDocuments(base, { ...changed, seed: '7' })).toMatchObject([
      { what: 'changed', of: 'scenario', details: ['Seed: “1” → “7”'] },
      { what: 'added', of: 'sources', id: 'market' },
      { what: 'removed', of: 'faults', id: 'drop' },
      {
        what: 'changed',
        of: 'steps',
        id: 'wait-cycles',
        details: ['Name: “Wait cycles” → “Calm”', 'Cycles: 10 → 20'],
      },
    ])
  })

  it('follows connections by the way out they take', () => {
    const without = removeParts(base, ['wait-cycles'])
    expect(diffDocuments(base, without)).toMatchObject([
      { what: 'removed', of: 'steps', id: 'wait-cycles' },
      { what: 'changed', of: 'connections', title: 'Start, then', details: ['→ Wait cycles is now → End'] },
      { what: 'removed', of: 'connections', title: 'Wait cycles, then', details: ['→ End'] },
    ])
  })

  it('counts another order of faults: they act in it', () => {
    expect(diffDocuments(base, reorderPart(base, 'delay', -1))).toMatchObject([
      { of: 'faults', title: 'Order of the faults', details: ['drop, delay → delay, drop'] },
    ])
  })

  it('is empty exactly when going back changes nothing either', () => {
    const other = addStep(base, 'end', origin).document
    expect(diffDocuments(other, base)).toHaveLength(diffDocuments(base, other).length)
    expect(diffDocuments(other, base)[0]).toMatchObject({ what: 'removed', id: 'end-2' })
  })
})
