import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { STEP_SIZE } from './geometry.ts'
import { layOut, placesOf } from './layout.ts'
import { emptyDocument } from './new.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec } from './types.ts'

const step = (id: string): StepSpec => ({
  id,
  name: id,
  kind: 'wait-event',
  params: {},
  onFail: 'continue',
  position: { x: 37, y: 41 },
})

const graph = (ids: readonly string[], ...edges: readonly string[]): ScenarioDocument => ({
  ...emptyDocument(),
  steps: ids.map(step),
  edges: edges.map((edge): EdgeSpec => {
    const [from = '', on = '', to = ''] = edge.split(' ')
    return { from, to, on: on === 'fail' ? 'fail' : 'next' }
  }),
})

const at = (document: ScenarioDocument, id: string) =>
  present(
    document.steps.find((one) => one.id === id),
    id,
  ).position

/** Any graph of steps, with loops and with steps that nothing leads to. */
const anyGraph = fc
  .record({
    count: fc.integer({ min: 1, max: 40 }),
    edges: fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.boolean()), { maxLength: 70 }),
  })
  .map(({ count, edges }) =>
    graph(
      Array.from({ length: count }, (_, index) => `s${index}`),
      ...edges.map(([from, to, fail]) => `s${from % count} ${fail ? 'fail' : 'next'} s${to % count}`),
    ),
  )

describe('laying out a graph', () => {
  it('stands a chain in one straight line, in its order', () => {
    const laid = layOut(graph(['c', 'a', 'b'], 'a next b', 'b next c'))
    expect(new Set(laid.steps.map(({ position }) => position.y)).size).toBe(1)
    expect(at(laid, 'a').x).toBeLessThan(at(laid, 'b').x)
    expect(at(laid, 'b').x).toBeLessThan(at(laid, 'c').x)
  })

  it('keeps the main way straight and puts what follows a failure beside it', () => {
    const laid = layOut(
      graph(['a', 'b', 'bad', 'end'], 'a next b', 'b next end', 'a fail bad', 'bad next end'),
    )
    expect(at(laid, 'b').y).toBe(at(laid, 'a').y)
    expect(at(laid, 'bad').y).not.toBe(at(laid, 'b').y)
    expect(at(laid, 'bad').x).toBe(at(laid, 'b').x)
  })

  it('cuts a loop at the edge that leads back', () => {
    const laid = layOut(graph(['a', 'b', 'c'], 'a next b', 'b next c', 'b fail a'))
    expect(at(laid, 'a').x).toBeLessThan(at(laid, 'b').x)
    expect(at(laid, 'b').x).toBeLessThan(at(laid, 'c').x)
  })

  it('places only what is chosen, where it is', () => {
    const document = graph(['a', 'b', 'c'], 'a next b', 'b next c')
    const laid = layOut(document, ['b', 'c'])
    expect(at(laid, 'a')).toEqual({ x: 37, y: 41 })
    expect(at(laid, 'b')).toEqual({ x: 37, y: 41 })
    expect(at(laid, 'c').x).toBeGreaterThan(at(laid, 'b').x)
  })

  it('never lays one step over another, whatever the graph', () => {
    fc.assert(
      fc.property(anyGraph, (document) => {
        const places = [...placesOf(document).values()]
        for (const [index, a] of places.entries())
          for (const b of places.slice(index + 1))
            expect(Math.abs(a.x - b.x) >= STEP_SIZE.width || Math.abs(a.y - b.y) >= STEP_SIZE.height).toBe(
              true,
            )
      }),
    )
  })

  it('depends on the graph alone: places, and laying out again, change nothing', () => {
    fc.assert(
      fc.property(anyGraph, (document) => {
        const laid = layOut(document)
        expect(layOut(laid)).toEqual(laid)
      }),
    )
  })
})
