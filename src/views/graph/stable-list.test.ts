import { expect, it } from 'vitest'
import { stableList } from './stable-list.ts'

it('is the same list as long as it holds the same items in the same order', () => {
  const [a, b] = [{ id: 'a' }, { id: 'b' }]
  const stable = stableList<{ id: string }>()
  const first = stable([a, b])
  expect(stable([a, b])).toBe(first)
  expect(stable([b, a])).toEqual([b, a])
  expect(stable([b])).toEqual([b])
  expect(stable([{ ...b }])).not.toBe(stable([b]))
})
