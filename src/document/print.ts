import type { ScenarioDocument } from './types.ts'

/** The order of keys at every level; others follow in their own order. */
const ORDER = [
  '$schema',
  'format',
  'version',
  'id',
  'name',
  'description',
  'kind',
  'seed',
  'clock',
  'limits',
] as const
const rank = (key: string): number => {
  const index = (ORDER as readonly string[]).indexOf(key)
  return index < 0 ? ORDER.length : index
}

/**
 * The document as text: stable key order, two spaces, a newline at the end. Equal documents print equal.
 * Notes and groups are left out where there are none.
 */
export const printDocument = ({ subscenarios, ...rest }: ScenarioDocument): string =>
  printOrdered({ ...withoutEmpty(rest), subscenarios: subscenarios.map(withoutEmpty) })

type Decorated = Pick<ScenarioDocument, 'notes' | 'groups'>

/** Notes and groups are left out where there are none. */
export const withoutEmpty = <T extends Decorated>({ notes, groups, ...rest }: T) => ({
  ...rest,
  ...(notes.length > 0 && { notes }),
  ...(groups.length > 0 && { groups }),
})

/** The same for a piece of a document. */
export const printOrdered = (value: object): string => `${JSON.stringify(value, ordered, 2)}\n`

function ordered(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value)
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)))
}
