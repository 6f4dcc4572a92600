import { jsonEquals, isObject, type Json } from '../base/json.ts'
import { globMatcher } from './glob.ts'

/** What stands on the right of a comparison; the form has a field for each. */
export type Operand = 'number' | 'range' | 'closeness' | 'count' | 'text' | 'type' | 'list' | 'json' | 'none'

export interface Comparison {
  /** Saved in documents as `is`. */
  readonly name: string
  /** The matchers of Jest and Playwright that mean the same: accepted as `is` too. */
  readonly aliases: readonly string[]
  /** Between field and value, in lists and sentences. */
  readonly sign: string
  /** The choice in a form. */
  readonly title: string
  readonly operand: Operand
  /** Prepares the test of a found value; undefined means that the event has no such field. */
  test(value: Json): (found: Json | undefined) => boolean
}

/** A comparison of numbers: what is not a number fails all of them. */
const order = (
  name: string,
  alias: string,
  sign: string,
  words: string,
  compare: (found: number, value: number) => boolean,
): Comparison => ({
  name,
  aliases: [alias],
  sign,
  title: `${sign} ${words}`,
  operand: 'number',
  test: (value) => (found) => typeof found === 'number' && compare(found, value as number),
})

const plain = (
  name: string,
  title: string,
  operand: Operand,
  test: Comparison['test'],
  aliases: readonly string[] = [],
  sign = title,
): Comparison => ({ name, aliases, sign, title, operand, test })

const equals = (found: Json | undefined, value: Json): boolean =>
  found !== undefined && (found === value || jsonEquals(found, value))

const textTest =
  (accepts: (found: string, value: string) => boolean): Comparison['test'] =>
  (value) =>
  (found) =>
    typeof found === 'string' && accepts(found, value as string)

/** 10^-digits / 2, as Jest's toBeCloseTo. */
const HALF_UNITS: readonly number[] = [0.5, 5e-2, 5e-3, 5e-4, 5e-5, 5e-6, 5e-7, 5e-8, 5e-9, 5e-10, 5e-11]
export const MOST_DIGITS = HALF_UNITS.length - 1

export const JSON_TYPES = ['number', 'text', 'boolean', 'null', 'list', 'object'] as const

/** The name of a value's type, in the words of the studio. */
export function jsonType(value: Json): (typeof JSON_TYPES)[number] {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  const type = typeof value
  return type === 'string' ? 'text' : (type as 'number' | 'boolean' | 'object')
}

/** Every comparison of a condition, in the order of the form. */
export const COMPARISONS: readonly Comparison[] = [
  order('lt', 'toBeLessThan', '<', 'less than', (found, value) => found < value),
  order('le', 'toBeLessThanOrEqual', '≤', 'at most', (found, value) => found <= value),
  order('gt', 'toBeGreaterThan', '>', 'greater than', (found, value) => found > value),
  order('ge', 'toBeGreaterThanOrEqual', '≥', 'at least', (found, value) => found >= value),
  plain(
    'eq',
    '= equal to',
    'json',
    (value) => (found) => equals(found, value),
    ['toBe', 'toEqual', 'toStrictEqual'],
    '=',
  ),
  plain('ne', '≠ not equal to', 'json', (value) => (found) => !equals(found, value), [], '≠'),
  plain('between', 'between', 'range', (value) => {
    const [low, high] = value as readonly [number, number]
    return (found) => typeof found === 'number' && found >= low && found <= high
  }),
  plain(
    'close-to',
    'close to',
    'closeness',
    (value) => {
      const [wanted, digits = 2] = (typeof value === 'number' ? [value] : value) as readonly number[]
      const within = HALF_UNITS[digits]!
      return (found) => typeof found === 'number' && Math.abs(found - wanted!) < within
    },
    ['toBeCloseTo'],
  ),
  plain(
    'in',
    'one of',
    'list',
    (value) => (found) => (value as readonly Json[]).some((item) => equals(found, item)),
  ),
  plain(
    'not-in',
    'none of',
    'list',
    (value) => (found) => !(value as readonly Json[]).some((item) => equals(found, item)),
  ),
  plain(
    'contains',
    'contains',
    'json',
    (value) => (found) => {
      if (typeof found === 'string') return typeof value === 'string' && found.includes(value)
      return Array.isArray(found) && (found as readonly Json[]).some((item) => equals(item, value))
    },
    ['toContain', 'toContainEqual'],
  ),
  plain(
    'starts-with',
    'starts with',
    'text',
    textTest((found, value) => found.startsWith(value)),
  ),
  plain(
    'ends-with',
    'ends with',
    'text',
    textTest((found, value) => found.endsWith(value)),
  ),
  plain('matches-glob', 'matches', 'text', (value) => {
    const matches = globMatcher(value as string)
    return (found) => typeof found === 'string' && matches(found)
  }),
  plain(
    'has-length',
    'has length',
    'count',
    (value) => (found) =>
      (typeof found === 'string' || Array.isArray(found)) &&
      (found as string | readonly Json[]).length === value,
    ['toHaveLength'],
  ),
  plain(
    'matches-object',
    'has the parts',
    'json',
    (value) => (found) => found !== undefined && hasParts(found, value),
    ['toMatchObject'],
  ),
  plain('type', 'is of type', 'type', (value) => (found) => found !== undefined && jsonType(found) === value),
  plain('exists', 'exists', 'none', () => (found) => found !== undefined, ['toBeDefined', 'toHaveProperty']),
  plain('absent', 'is absent', 'none', () => (found) => found === undefined, ['toBeUndefined']),
]

/** Objects may have more than was asked for; lists must be as long. */
function hasParts(found: Json, wanted: Json): boolean {
  if (Array.isArray(wanted)) {
    const items = wanted as readonly Json[]
    return (
      Array.isArray(found) &&
      found.length === items.length &&
      items.every((item, index) => hasParts((found as readonly Json[])[index]!, item))
    )
  }
  if (!isObject(wanted)) return equals(found, wanted)
  return (
    isObject(found) &&
    Object.keys(wanted).every((key) => Object.hasOwn(found, key) && hasParts(found[key]!, wanted[key]!))
  )
}

const BY_NAME: ReadonlyMap<string, Comparison> = new Map(
  COMPARISONS.flatMap((comparison) =>
    [comparison.name, ...comparison.aliases].map((name) => [name, comparison] as const),
  ),
)

/** A comparison by its name or one of its aliases. */
export const findComparison = (name: string): Comparison | undefined => BY_NAME.get(name)

/** What is wrong with a value as the right side of a comparison, in words; undefined when nothing is. */
export function operandFault(operand: Operand, value: Json | undefined): string | undefined {
  const isNumber = (item: unknown): item is number => typeof item === 'number'
  switch (operand) {
    case 'none':
      return value === undefined ? undefined : 'must be left out: this comparison needs no value'
    case 'number':
      return isNumber(value) ? undefined : 'must be a number'
    case 'count':
      return isNumber(value) && Number.isInteger(value) && value >= 0
        ? undefined
        : 'must be a whole number, 0 or more'
    case 'text':
      return typeof value === 'string' ? undefined : 'must be a text'
    case 'type':
      return (JSON_TYPES as readonly unknown[]).includes(value)
        ? undefined
        : `must be one of ${JSON_TYPES.join(', ')}`
    case 'list':
      return Array.isArray(value) && value.length > 0 ? undefined : 'must be a list of at least one value'
    case 'json':
      return value === undefined ? 'must be a value' : undefined
    case 'range': {
      const pair: readonly unknown[] = Array.isArray(value) ? value : []
      const [low, high] = pair
      return pair.length === 2 && isNumber(low) && isNumber(high) && low <= high
        ? undefined
        : 'must be two numbers, the lower first, such as [90, 110]'
    }
    case 'closeness': {
      const parts: readonly unknown[] = Array.isArray(value) ? value : [value]
      const [wanted, digits = 2] = parts
      const fits = isNumber(digits) && Number.isInteger(digits) && digits >= 0 && digits <= MOST_DIGITS
      return parts.length <= 2 && isNumber(wanted) && fits
        ? undefined
        : `must be a number, or a number and how many decimals (0 to ${MOST_DIGITS}), such as [99.5, 2]`
    }
  }
}
