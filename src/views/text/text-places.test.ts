import { expect, it } from 'vitest'
import { edgeKey } from '../../document/edit.ts'
import { examples } from '../../catalog.ts'
import { parseValue } from '../../document/parse.ts'
import { positionAt } from '../../document/locate.ts'
import { printDocument } from '../../document/print.ts'
import { aboutAt, offsetAt, offsetOf, placesIn } from './text-places.ts'

const documents = examples.flatMap(({ document }) => {
  const parsed = parseValue(document)
  return parsed.ok ? [parsed.value] : []
})

it('leads from every part and connection to its text, and from each place in that text back', () => {
  for (const document of documents) {
    const text = printDocument(document)
    const places = placesIn(text, document)
    for (const list of ['sources', 'agents', 'faults', 'assertions', 'steps'] as const) {
      for (const { id } of document[list]) {
        const at = offsetOf(places, { parts: [id], edges: [] })
        expect(text.slice(at, at! + 200)).toContain(`"id": "${id}"`)
        for (const offset of [at!, text.indexOf('\n', at)]) {
          expect(aboutAt(places, offset)).toEqual({ parts: [id], edges: [] })
        }
      }
    }
    for (const edge of document.edges) {
      const selection = { parts: [], edges: [edgeKey(edge)] }
      expect(aboutAt(places, offsetOf(places, selection)!)).toEqual(selection)
    }
  }
})

it('is about no part before the first list, and knows no places in a text that is not JSON', () => {
  const [document] = documents
  expect(aboutAt(placesIn(printDocument(document!), document!), 4)).toBeNull()
  expect(placesIn('{ "name": ', document!)).toEqual([])
})

it('finds the offset that a line and column stand for', () => {
  const text = 'ab\n\ncdef'
  for (let offset = 0; offset <= text.length; offset++) {
    const { line, column } = positionAt(text, offset)
    expect(offsetAt(text, line, column)).toBe(offset)
  }
})
