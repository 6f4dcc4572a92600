import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printCopy, readCopy } from './mirror.ts'
import { hashOf, type Version } from './record.ts'

const version = (name: string, body: string): Version => {
  const said = { docId: 'scenario-1', rev: 3, name, body, deleted: false }
  return { ...said, parentRev: 2, hash: hashOf(said), changedAt: 5 }
}

it('reads back what it wrote, whatever the texts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, body) => {
      expect(readCopy(printCopy(version(name, body)))).toEqual(version(name, body))
    }),
  )
})

it('never takes a torn or changed file for a copy', () => {
  const file = printCopy(version('Flash crash', '{"steps":[]}'))
  fc.assert(
    fc.property(fc.nat({ max: file.length - 1 }), (end) => {
      expect(readCopy(file.slice(0, end))).toBeUndefined()
    }),
  )
  fc.assert(
    fc.property(fc.nat({ max: file.length - 1 }), fc.nat({ max: 0xffff }), (at, code) => {
      const changed = file.slice(0, at) + String.fromCharCode(code) + file.slice(at + 1)
      const copy = readCopy(changed)
      // What the hash does not cover may differ; the work may not.
      if (copy !== undefined)
        expect(copy).toMatchObject({ rev: 3, name: 'Flash crash', body: '{"steps":[]}' })
    }),
    { numRuns: 2_000 },
  )
})
