import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { runToEnd } from '../run/headless.ts'
import { duplicateParts } from './clip.ts'
import { addNote, boxOfGroup, groupSteps, reshapeNote, updateGroup } from './decorate.ts'
import { removeParts } from './edit.ts'
import { emptyDocument } from './new.ts'
import { parseDocument, parseValue } from './parse.ts'
import { printDocument } from './print.ts'
import type { ScenarioDocument } from './types.ts'

const parsed = (value: unknown): ScenarioDocument => {
  const result = parseValue(value)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const grouped = (document: ScenarioDocument, ...ids: string[]) =>
  present(groupSteps(document, ids), 'group').document

describe('notes and groups', () => {
  it('change nothing in a run: its digest is the same with them', () => {
    const digestOf = (document: ScenarioDocument) => {
      const run = runToEnd(document)
      return run.ok ? run.report.digest : run.problems
    }
    const plain = parsed(present(examples[0], 'example').document)
    const decorated = grouped(addNote(plain, { x: 3, y: 4 }, '# Why').document, 'normal', 'crash')
    expect(digestOf(decorated)).toBe(digestOf(plain))
  })

  it('are left out of the file where there are none, so that older studios can read it', () => {
    expect(printDocument(emptyDocument())).not.toMatch(/notes|groups/)
    const decorated = grouped(addNote(emptyDocument(), { x: 0, y: 0 }).document, 'start')
    expect(parseDocument(printDocument(decorated))).toEqual({ ok: true, value: decorated, warnings: [] })
  })

  it('a step is in one group at most, and a group without steps is gone', () => {
    const twice = grouped(grouped(emptyDocument(), 'start', 'end'), 'end')
    expect(twice.groups.map(({ steps }) => steps)).toEqual([['start'], ['end']])
    expect(removeParts(twice, ['end']).groups.map(({ id }) => id)).toEqual(['group'])
    expect(groupSteps(emptyDocument(), ['nowhere'])).toBeNull()
  })

  it('a group is removed without its steps, and copied with them', () => {
    const document = grouped(emptyDocument(), 'end')
    expect(removeParts(document, ['group']).steps).toHaveLength(2)
    const copied = duplicateParts(document, ['group'])
    expect(copied.ids).toEqual(['end-2'])
    expect(copied.document.groups.at(-1)).toMatchObject({ id: 'group-2', steps: ['end-2'] })
  })

  it('frames the steps of a group, wherever they are', () => {
    const document = updateGroup(grouped(emptyDocument(), 'start', 'end'), 'group', { name: 'All' })
    expect(boxOfGroup(document, present(document.groups[0], 'group'))).toEqual({
      x: -20,
      y: -50,
      width: 438,
      height: 142,
    })
  })

  it('keeps a note within its bounds', () => {
    const { document, id } = addNote(emptyDocument(), { x: 0, y: 0 })
    const [note] = reshapeNote(document, id, { x: 1.4, y: 2.6, width: 5, height: 99_999 }).notes
    expect(note).toMatchObject({ position: { x: 1, y: 3 }, size: { width: 100, height: 2_000 } })
  })

  it.each([
    [{ groups: [{ id: 'g', steps: ['nowhere'] }] }, 'document/dangling-member'],
    [
      {
        groups: [
          { id: 'g', steps: ['start'] },
          { id: 'h', steps: ['start'] },
        ],
      },
      'document/two-groups',
    ],
    [{ notes: [{ id: 'start' }] }, 'document/duplicate-id'],
  ])('refuses %j', (extra, code) => {
    const result = parseValue({ ...emptyDocument(), ...extra })
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toContain(code)
  })
})
