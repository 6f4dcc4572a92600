import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agentKinds, assertionKinds, chaosKinds, sourceKinds, stepKinds } from '../../catalog.ts'
import { alignSteps, distributeSteps } from '../../document/arrange.ts'
import { duplicateParts } from '../../document/clip.ts'
import {
  addPart,
  addStep,
  connect,
  findPart,
  moveSteps,
  PART_LISTS,
  removeParts,
  reorderPart,
  updatePart,
} from '../../document/edit.ts'
import { addNote, groupSteps, reshapeNote, updateGroup } from '../../document/decorate.ts'
import { insertStep, placeAfter } from '../../document/insert.ts'
import { layOut } from '../../document/layout.ts'
import { emptyDocument } from '../../document/new.ts'
import { parseDocument } from '../../document/parse.ts'
import { printDocument } from '../../document/print.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { jump, record, stepBack, stepForward, type History } from './history.ts'

/** One edit of any sort; the numbers choose what it is about. */
type Edit = (document: ScenarioDocument, a: number, b: number) => ScenarioDocument

const idAt = (document: ScenarioDocument, n: number): string | undefined => {
  const ids = PART_LISTS.flatMap((list) => document[list].map(({ id }) => id))
  return ids[n % ids.length]
}
const stepAt = (document: ScenarioDocument, n: number): string =>
  document.steps[n % document.steps.length]?.id ?? ''
const nameAt = (kinds: readonly { readonly name: string }[], n: number): string =>
  kinds[n % kinds.length]?.name ?? ''

const EDITS: readonly Edit[] = [
  (document, a, b) => addStep(document, nameAt(stepKinds, a), { x: b, y: a }).document,
  (document, a, b) =>
    insertStep(document, nameAt(stepKinds, a), undefined, placeAfter(document, stepAt(document, b))).document,
  (document, a) => addPart(document, 'sources', nameAt(sourceKinds, a)).document,
  (document, a) => addPart(document, 'agents', nameAt(agentKinds, a)).document,
  (document, a) => addPart(document, 'faults', nameAt(chaosKinds, a)).document,
  (document, a) => addPart(document, 'assertions', nameAt(assertionKinds, a)).document,
  (document, a, b) =>
    removeParts(
      document,
      [idAt(document, a), idAt(document, b)].filter((id) => id !== undefined),
    ),
  (document, a) => removeParts(document, [], document.edges.slice(a % 3, (a % 3) + 1)),
  (document, a, b) => duplicateParts(document, [stepAt(document, a), stepAt(document, b)]).document,
  (document, a, b) => {
    const joined = connect(document, { from: stepAt(document, a), to: stepAt(document, b), on: 'next' })
    return 'code' in joined ? document : joined
  },
  (document, a, b) => {
    const id = idAt(document, a)
    return id === undefined ? document : updatePart(document, id, { name: `name ${b}` })
  },
  (document, a, b) => {
    const id = idAt(document, a)
    return id === undefined || findPart(document, id) === undefined
      ? document
      : reorderPart(document, id, b % 2 ? 1 : -1)
  },
  (document, a, b) => moveSteps(document, new Map([[stepAt(document, a), { x: b, y: a }]])),
  (document) => layOut(document),
  (document, a, b) => layOut(document, [stepAt(document, a), stepAt(document, b)]),
  (document, a, b) =>
    alignSteps(document, [stepAt(document, a), stepAt(document, b)], a % 2 ? 'left' : 'middle'),
  (document, a) =>
    distributeSteps(
      document,
      document.steps.map(({ id }) => id),
      a % 2 ? 'x' : 'y',
    ),
  (document, a) => ({ ...document, seed: String(a) }),
  (document, a, b) => addNote(document, { x: a, y: b }, `note ${a}`).document,
  (document, a, b) => groupSteps(document, [stepAt(document, a), stepAt(document, b)])?.document ?? document,
  (document, a, b) => {
    const [note] = document.notes
    return note === undefined
      ? document
      : reshapeNote(document, note.id, { x: a, y: b, width: a, height: b * 3 })
  },
  (document, a) => {
    const group = document.groups[a % (document.groups.length || 1)]
    return group === undefined ? document : updateGroup(document, group.id, { collapsed: a % 2 === 0 })
  },
  (document, a) => {
    const { notes, groups } = document
    const item = [...notes, ...groups][a % (notes.length + groups.length || 1)]
    if (item === undefined) return document
    return a % 2 ? removeParts(document, [item.id]) : duplicateParts(document, [item.id]).document
  },
]

const anyEdits = fc.array(
  fc.record({
    edit: fc.constantFrom(...EDITS),
    a: fc.nat(1_000),
    b: fc.nat(1_000),
    /** Keystrokes in one field are one command. */
    key: fc.constantFrom(null, null, 'name', 'seed'),
  }),
  { maxLength: 60 },
)

const begin = (document: ScenarioDocument): History => ({ document, past: [], future: [] })
const play = (edits: readonly { edit: Edit; a: number; b: number; key: string | null }[]): History => {
  let history = begin(emptyDocument())
  for (const { edit, a, b, key } of edits)
    history = record(history, 'edit', edit(history.document, a, b), key)
  return history
}

describe('history', () => {
  it('undoes any edits to the first document, byte for byte, and redoes them to the last', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const done = play(edits)
        const undone = jump(done, 0)
        expect(printDocument(undone.document)).toBe(printDocument(emptyDocument()))
        expect(undone.future.length).toBe(done.past.length)
        const redone = jump(undone, done.past.length)
        expect(printDocument(redone.document)).toBe(printDocument(done.document))
      }),
    )
  })

  it('goes back and forth one by one as in one leap', () => {
    fc.assert(
      fc.property(anyEdits, fc.nat(60), (edits, to) => {
        const done = play(edits)
        const leapt = jump(done, to)
        let walked = done
        while (walked.past.length > to) walked = stepBack(walked) ?? walked
        expect(leapt.document).toBe(walked.document)
        let again = leapt
        for (let next = stepForward(again); next !== null; next = stepForward(again)) again = next
        expect(again.document).toBe(done.document)
      }),
    )
  })

  it('keeps every document on the way one that can be saved and opened', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        const done = play(edits)
        for (const { document } of [...done.past, done])
          expect(parseDocument(printDocument(document))).toEqual({ ok: true, value: document, warnings: [] })
      }),
      { numRuns: 25 },
    )
  })

  it('takes keystrokes of one field as one command, and forgets what was taken back once something new is done', () => {
    const rename = (history: History, name: string) =>
      record(history, 'Rename', { ...history.document, name }, 'name')
    const typed = rename(rename(begin(emptyDocument()), 'a'), 'ab')
    expect(typed.past).toHaveLength(1)
    const back = stepBack(typed)
    expect(back?.document).toEqual(emptyDocument())
    expect(back === null ? null : rename(back, 'c').future).toEqual([])
  })
})
