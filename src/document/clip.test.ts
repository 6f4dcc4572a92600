import { describe, expect, it } from 'vitest'
import { present } from '../base/assert.ts'
import { examples } from '../catalog.ts'
import { cutOut, duplicateParts, pasteClip, printClip, readClip } from './clip.ts'
import { addPart, addStep, updatePart } from './edit.ts'
import { emptyDocument } from './new.ts'
import { parseDocument, parseValue } from './parse.ts'
import { printDocument } from './print.ts'
import type { ScenarioDocument } from './types.ts'

const origin = { x: 0, y: 0 }
const flashCrash = (): ScenarioDocument => {
  const parsed = parseValue(present(examples[0], 'example').document)
  if (!parsed.ok) throw new Error('the example does not parse')
  return parsed.value
}
const allIds = ({ sources, agents, faults, assertions, steps }: ScenarioDocument) =>
  [...sources, ...agents, ...faults, ...assertions, ...steps].map(({ id }) => id)
const throughText = (document: ScenarioDocument, ids: readonly string[]) => {
  const read = readClip(printClip(cutOut(document, ids)))
  if (read?.ok !== true) throw new Error('not a clip')
  return read.value
}

describe('copying parts', () => {
  it('carries whole scenarios through text into another document, which then parses', () => {
    const original = flashCrash()
    const { document, leftOut } = pasteClip(emptyDocument(), throughText(original, allIds(original)))
    expect(leftOut).toEqual(['Start'])
    expect(document.sources).toEqual(original.sources)
    expect(parseDocument(printDocument(document))).toEqual({ ok: true, value: document, warnings: [] })
  })

  it('gives copies ids of their own, with the edges among them', () => {
    const chain = addStep(
      addStep(emptyDocument(), 'wait-cycles', origin, { from: 'start', on: 'next' }).document,
      'wait-event',
      origin,
      { from: 'wait-cycles', on: 'next' },
    ).document
    const { document, ids } = duplicateParts(chain, ['wait-cycles', 'wait-event'])
    expect(ids).toEqual(['wait-cycles-2', 'wait-event-2'])
    expect(document.edges).toContainEqual({ from: 'wait-cycles-2', to: 'wait-event-2', on: 'next' })
    expect(document.steps.at(-1)?.name).toBe('Wait for event copy')
  })

  it('lets copies refer to copies, and leaves other references alone', () => {
    const withParts = addPart(
      addPart(emptyDocument(), 'sources', 'market').document,
      'faults',
      'drop',
    ).document
    const faulty = updatePart(withParts, 'drop', { sources: ['market', 'elsewhere'] })
    const doc = updatePart(addStep(faulty, 'generate-data', origin).document, 'generate-data', {
      params: { source: 'market', count: 1 },
    })
    const { document } = duplicateParts(doc, ['market', 'drop', 'generate-data'])
    expect(document.faults.at(-1)?.sources).toEqual(['market-2', 'elsewhere'])
    expect(document.steps.at(-1)?.params).toMatchObject({ source: 'market-2' })
    const alone = duplicateParts(doc, ['generate-data'])
    expect(alone.document.steps.at(-1)?.params).toMatchObject({ source: 'market' })
  })

  it('puts copies where they are asked for, else beside what stands there', () => {
    const { steps } = emptyDocument()
    const clip = throughText({ ...emptyDocument(), steps: steps.slice(1) }, ['end'])
    const placed = (document: ScenarioDocument, at?: { x: number; y: number }) =>
      pasteClip(document, clip, at).document.steps.at(-1)?.position
    expect(placed(emptyDocument(), { x: 5, y: 6 })).toEqual({ x: 5, y: 6 })
    expect(placed(emptyDocument())).toEqual({ x: 260, y: 100 })
    expect(placed(pasteClip(emptyDocument(), clip).document)).toEqual({ x: 300, y: 200 })
  })

  it('knows its own texts, and says where one is wrong', () => {
    expect(readClip('wait 10 cycles')).toBeNull()
    expect(readClip(printDocument(flashCrash()))).toBeNull()
    const spoilt = printClip(cutOut(flashCrash(), allIds(flashCrash()))).replace(
      '"flash-crash"',
      '"flush-crash"',
    )
    const read = readClip(spoilt)
    expect(read).toMatchObject({ ok: false })
    expect(read?.ok === false && read.problems[0]).toMatchObject({ code: 'document/unknown-kind' })
    expect(read?.ok === false && read.problems[0]?.line).toBeGreaterThan(1)
  })
})
