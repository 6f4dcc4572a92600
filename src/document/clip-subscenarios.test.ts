import { expect, it } from 'vitest'
import { cutOut, pasteClip, printClip, readClip } from './clip.ts'
import { makeSubscenario } from './make-subscenario.ts'
import { emptyDocument } from './new.ts'
import { insertStep } from './insert.ts'
import type { ScenarioDocument } from './types.ts'

function withCall(kind: string): { document: ScenarioDocument; call: string } {
  const added = insertStep(emptyDocument(), kind, undefined, { from: 'start', on: 'next' })
  const made = makeSubscenario(added.document, [added.id], 'Part')
  if ('code' in made) throw new Error(made.message)
  return made
}

it('a clip brings the sub-scenarios that its steps call, through text and into another scenario', () => {
  const { document, call } = withCall('wait-cycles')
  const read = readClip(printClip(cutOut(document, [call])))
  if (read?.ok !== true) throw new Error('a clip')
  const pasted = pasteClip(emptyDocument(), read.value)
  expect(pasted.document.subscenarios).toEqual(document.subscenarios)
  expect(pasted.document.steps.at(-1)?.params).toMatchObject({ subscenario: 'part' })
  // A second time it is there already.
  expect(pasteClip(pasted.document, read.value).document.subscenarios).toHaveLength(1)
  expect(cutOut(document, ['start']).subscenarios).toEqual([])
})

it('another sub-scenario under the same id gets one of its own, and the calls follow', () => {
  const { document, call } = withCall('wait-cycles')
  const other = withCall('wait-event').document
  const pasted = pasteClip(other, cutOut(document, [call])).document
  expect(pasted.subscenarios.map(({ id }) => id)).toEqual(['part', 'part-2'])
  expect(pasted.subscenarios[1]?.steps).toEqual(document.subscenarios[0]?.steps)
  expect(pasted.steps.at(-1)?.params).toMatchObject({ subscenario: 'part-2' })
})
