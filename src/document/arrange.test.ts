import { describe, expect, it } from 'vitest'
import { alignSteps, distributeSteps, snapSteps } from './arrange.ts'
import { emptyDocument } from './new.ts'
import type { ScenarioDocument } from './types.ts'

const at = (...places: readonly (readonly [x: number, y: number])[]): ScenarioDocument => ({
  ...emptyDocument(),
  edges: [],
  steps: places.map(([x, y], index) => ({
    id: `s${index}`,
    name: '',
    kind: 'end',
    params: {},
    onFail: 'continue',
    position: { x, y },
  })),
})
const places = ({ steps }: ScenarioDocument) => steps.map(({ position: { x, y } }) => [x, y])
const all = ['s0', 's1', 's2']

describe('arranging steps', () => {
  it.each([
    [
      'left',
      [
        [10, 0],
        [10, 60],
        [10, 300],
      ],
    ],
    [
      'centre',
      [
        [60, 0],
        [60, 60],
        [60, 300],
      ],
    ],
    [
      'right',
      [
        [110, 0],
        [110, 60],
        [110, 300],
      ],
    ],
    [
      'top',
      [
        [10, 0],
        [50, 0],
        [110, 0],
      ],
    ],
    [
      'middle',
      [
        [10, 150],
        [50, 150],
        [110, 150],
      ],
    ],
    [
      'bottom',
      [
        [10, 300],
        [50, 300],
        [110, 300],
      ],
    ],
  ] as const)('aligns %s', (to, expected) => {
    expect(places(alignSteps(at([10, 0], [50, 60], [110, 300]), all, to))).toEqual(expected)
  })

  it('spaces evenly between the outermost, whatever their order in the document', () => {
    expect(places(distributeSteps(at([300, 5], [0, 6], [20, 7]), all, 'x'))).toEqual([
      [300, 5],
      [0, 6],
      [150, 7],
    ])
  })

  it('leaves alone what is not chosen, and what cannot be arranged', () => {
    const document = at([0, 0], [7, 7], [13, 99])
    expect(alignSteps(document, ['s1'], 'left')).toBe(document)
    expect(distributeSteps(document, ['s0', 's1'], 'y')).toBe(document)
    expect(places(snapSteps(document, ['s1']))).toEqual([
      [0, 0],
      [10, 10],
      [13, 99],
    ])
  })
})
