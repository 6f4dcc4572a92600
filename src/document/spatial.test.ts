import { describe, expect, it } from 'vitest'
import { neighbourOf } from './spatial.ts'

const at = (id: string, x: number, y: number) => ({ id, position: { x, y } })
/** a b c in a row, d under b, e far off. */
const steps = [at('a', 0, 0), at('b', 220, 0), at('c', 440, 10), at('d', 230, 120), at('e', 2_000, 1_900)]

describe('the step next to another', () => {
  it.each([
    ['a', 'right', 'b'],
    ['b', 'right', 'c'],
    ['c', 'left', 'b'],
    ['b', 'down', 'd'],
    ['d', 'up', 'b'],
    ['d', 'left', 'a'],
    ['a', 'left', undefined],
    ['a', 'up', undefined],
    ['nowhere', 'up', undefined],
  ] as const)('from %s to the %s is %s', (from, to, expected) => {
    expect(neighbourOf(steps, from, to)?.id).toBe(expected)
  })
})
