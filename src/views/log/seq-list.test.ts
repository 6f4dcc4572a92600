import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { partOf, SeqList } from './seq-list.ts'

it('a part of a list is what lies between two records, also while the list grows', () => {
  const numbers = fc
    .uniqueArray(fc.nat({ max: 200 }), { maxLength: 60 })
    .map((all) => all.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(
      numbers,
      fc.nat({ max: 60 }),
      fc.nat({ max: 210 }),
      fc.nat({ max: 210 }),
      (all, had, first, end) => {
        const list = new SeqList()
        for (const seq of all.slice(0, had)) list.push(seq)
        const part = partOf(list, first, end)
        for (const seq of all.slice(had)) list.push(seq)
        const expected = all.filter((seq) => seq >= first && seq < end)
        expect([...part]).toEqual(expected)
        expect(part.length).toBe(expected.length)
        expect([-1, 0, 3, expected.length].map((index) => part.at(index))).toEqual(
          [-1, 0, 3, expected.length].map((index) => expected[index] ?? -1),
        )
        for (const seq of [0, first, end, 100])
          expect(part.lowerBound(seq)).toBe(expected.filter((each) => each < seq).length)
      },
    ),
  )
})
