import { edgeKey } from '../../document/edit.ts'
import { scanJson } from '../../document/locate.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Selection } from '../store/studio.ts'

const LISTS = ['sources', 'agents', 'faults', 'assertions', 'steps', 'notes', 'groups'] as const

/** From this offset on, up to the next place, the text is about one part or connection, or about none. */
interface Place {
  readonly at: number
  readonly about: Selection | null
}

/** Where the parts and connections of a document stand in its text, in the order of the text. */
export function placesIn(text: string, document: ScenarioDocument): readonly Place[] {
  const scan = scanJson(text)
  if (!('places' in scan)) return []
  const places: Place[] = []
  const note = (path: readonly (string | number)[], about: Selection | null) => {
    const at = scan.places.get(JSON.stringify(path))
    if (at !== undefined) places.push({ at, about })
  }
  for (const name of Object.keys(document)) note([name], null)
  for (const list of LISTS) {
    for (const [index, { id }] of document[list].entries()) note([list, index], { parts: [id], edges: [] })
  }
  for (const [index, edge] of document.edges.entries()) {
    note(['edges', index], { parts: [], edges: [edgeKey(edge)] })
  }
  return places.toSorted((a, b) => a.at - b.at)
}

/** What the text is about at an offset: a part, a connection, or neither. */
export function aboutAt(places: readonly Place[], offset: number): Selection | null {
  return places.findLast(({ at }) => at <= offset)?.about ?? null
}

/** Where the text begins to be about what is selected first. */
export function offsetOf(places: readonly Place[], selection: Selection): number | undefined {
  const [part] = selection.parts
  const [edge] = selection.edges
  return places.find(({ about }) =>
    part === undefined
      ? edge !== undefined && about?.edges.includes(edge) === true
      : about?.parts.includes(part) === true,
  )?.at
}

/** The offset of a line and column, both one-based. */
export function offsetAt(text: string, line: number, column: number): number {
  let from = 0
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', from)
    if (end < 0) return text.length
    from = end + 1
  }
  return Math.min(text.length, from + column - 1)
}
