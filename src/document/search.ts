import { findKind } from '../catalog.ts'
import { describeForm } from '../kinds/form.ts'
import { kindsOf, PART_LISTS, type Part, type PartList } from './edit.ts'
import type { ScenarioDocument } from './types.ts'

/** A part in which something was found. */
export interface Match {
  readonly list: PartList
  readonly part: Part
  /** The sub-scenario that it is a step of; null for what is the scenario's own. */
  readonly inside: string | null
  /** The words around what was found, such as `Topic: trading.order`; empty when it is the name. */
  readonly where: string
}

/** Steps first: they are what is looked at. */
const ORDER: readonly PartList[] = ['steps', ...PART_LISTS.filter((list) => list !== 'steps')]

/** The parts that hold every word of the query: in their name, id, kind, or any parameter. Small and capital are one. */
export function searchDocument(document: ScenarioDocument, query: string): Match[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const lists = ORDER.map((list) => ({ inside: null, list, parts: document[list] as readonly Part[] }))
  const inner = document.subscenarios.map(({ id, steps }) => ({
    inside: id,
    list: 'steps' as const,
    parts: steps as readonly Part[],
  }))
  return [...lists.slice(0, 1), ...inner, ...lists.slice(1)].flatMap(({ inside, list, parts }) =>
    parts.flatMap((part): Match[] => {
      const lines = linesOf(list, part)
      if (!words.every((word) => lines.some(({ lower }) => lower.includes(word)))) return []
      // The name is read anyway: what to show is the first line that is not.
      const named = words.every((word) => lines[0]?.lower.includes(word))
      const shown = named ? undefined : lines.find(({ lower }) => words.some((word) => lower.includes(word)))
      return [{ list, part, inside, where: shown?.text ?? '' }]
    }),
  )
}

interface Line {
  readonly text: string
  readonly lower: string
}

const known = new WeakMap<Part, readonly Line[]>()

/** What there is to be found in a part; put together once for each version of it. */
function linesOf(list: PartList, part: Part): readonly Line[] {
  let lines = known.get(part)
  if (lines === undefined) {
    lines = textsOf(list, part).map((text) => ({ text, lower: text.toLowerCase() }))
    known.set(part, lines)
  }
  return lines
}

function textsOf(list: PartList, part: Part): string[] {
  const { id, name, kind: kindName, params, ...rest } = part
  const kind = findKind(kindsOf(list), kindName)
  const labels = new Map(
    kind === undefined ? [] : describeForm(kind.params).map((field) => [field.name, field.label]),
  )
  const values = Object.entries(params).map(([key, value]) => `${labels.get(key) ?? key}: ${print(value)}`)
  const shared = Object.entries(rest)
    .filter(([key]) => key !== 'position' && key !== 'onFail')
    .map(([key, value]) => `${key}: ${print(value)}`)
  return [name, `id: ${id}`, kind?.title ?? kindName, kind?.describe(params) ?? '', ...values, ...shared]
}

const print = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
