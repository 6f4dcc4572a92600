import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { examples } from '../catalog.ts'
import { addStep, connect } from './edit.ts'
import { flowOrder, moveAlong } from './flow-order.ts'
import { emptyDocument } from './new.ts'
import { parseValue } from './parse.ts'
import type { ScenarioDocument } from './types.ts'

const documents = examples.flatMap(({ document }) => {
  const parsed = parseValue(document)
  return parsed.ok ? [parsed.value] : []
})

const names = (document: ScenarioDocument) =>
  flowOrder(document).map(
    ({ step, level, way }) => `${level} ${step.id}${way === null ? '' : ` by ${way.name}`}`,
  )

/** Start, waits in a row, end. */
function chainOf(count: number): ScenarioDocument {
  let document = emptyDocument()
  let from = document.steps[0]!.id
  for (let made = 0; made < count; made++) {
    const added = addStep(document, 'wait-event', { x: 240 * made, y: 0 }, { from, on: 'next' })
    document = added.document
    from = added.id
  }
  return document
}

describe('the order of the flow', () => {
  it('has every step once, whatever leads where', () => {
    for (const document of documents) {
      const listed = flowOrder(document).map(({ step }) => step.id)
      expect(listed.toSorted()).toEqual(document.steps.map(({ id }) => id).toSorted())
    }
  })

  it('puts a branch one level under the step it leaves, and goes on where the chain goes on', () => {
    const added = addStep(chainOf(2), 'wait-event', { x: 0, y: 200 })
    const branched = connect(added.document, { from: 'wait-event', on: 'fail', to: added.id })
    const document = 'code' in branched ? expect.fail(branched.message) : branched
    expect(names(document)).toEqual([
      '1 start',
      '1 wait-event',
      '2 wait-event-3 by fail',
      '1 wait-event-2',
      '1 end',
    ])
    expect(flowOrder(added.document).at(-1)).toMatchObject({ step: { id: added.id }, reached: false })
  })
})

describe('moving a step along the flow', () => {
  it('changes places with the next, and moving back gives the same flow and places', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (count, pick) => {
        const document = chainOf(count)
        const at = 1 + (pick % (count - 1))
        const order = flowOrder(document).map(({ step }) => step.id)
        const moved = moveAlong(document, order[at]!, 1)
        if ('code' in moved) return expect.fail(moved.message)
        const expected = order.toSpliced(at, 2, order[at + 1]!, order[at]!)
        expect(flowOrder(moved).map(({ step }) => step.id)).toEqual(expected)
        const back = moveAlong(moved, order[at]!, -1)
        if ('code' in back) return expect.fail(back.message)
        expect(flowOrder(back)).toEqual(flowOrder(document))
      }),
    )
  })

  it('says why the first and the last stay', () => {
    const document = chainOf(1)
    expect(moveAlong(document, 'wait-event', -1)).toMatchObject({
      message: expect.stringContaining('stays first'),
    })
    expect(moveAlong(document, 'wait-event', 1)).toMatchObject({
      message: expect.stringContaining('stays last'),
    })
  })
})
