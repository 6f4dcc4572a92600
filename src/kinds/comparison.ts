import type { Json } from '../base/json.ts'
import { globMatcher } from './glob.ts'
import {
  closenessFault,
  closeTo,
  JSON_TYPES,
  jsonType,
  matcherFault,
  matching,
  type Matches,
} from './matcher.ts'

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
  test(value: Json): Matches
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

const not =
  (matches: Matches): Matches =>
  (found) =>
    !matches(found)

const oneOf = (values: readonly Json[]): Matches => {
  const all = values.map((value) => matching(value))
  return (found) => all.some((matches) => matches(found))
}

const textTest =
  (accepts: (found: string, value: string) => boolean): Comparison['test'] =>
  (value) =>
  (found) =>
    typeof found === 'string' && accepts(found, value as string)

/** Every comparison of a condition, in the order of the form. */
export const COMPARISONS: readonly Comparison[] = [
  order('lt', 'toBeLessThan', '<', 'less than', (found, value) => found < value),
  order('le', 'toBeLessThanOrEqual', '≤', 'at most', (found, value) => found <= value),
  order('gt', 'toBeGreaterThan', '>', 'greater than', (found, value) => found > value),
  order('ge', 'toBeGreaterThanOrEqual', '≥', 'at least', (found, value) => found >= value),
  plain('eq', '= equal to', 'json', (value) => matching(value), ['toBe', 'toEqual', 'toStrictEqual'], '='),
  plain('ne', '≠ not equal to', 'json', (value) => not(matching(value)), [], '≠'),
  plain('between', 'between', 'range', (value) => {
    const [low, high] = value as readonly [number, number]
    return (found) => typeof found === 'number' && found >= low && found <= high
  }),
  plain('close-to', 'close to', 'closeness', closeTo, ['toBeCloseTo']),
  plain('in', 'one of', 'list', (value) => oneOf(value as readonly Json[])),
  plain('not-in', 'none of', 'list', (value) => not(oneOf(value as readonly Json[]))),
  plain(
    'contains',
    'contains',
    'json',
    (value) => {
      const matches = matching(value)
      return (found) => {
        if (typeof found === 'string') return typeof value === 'string' && found.includes(value)
        return Array.isArray(found) && (found as readonly Json[]).some((item) => matches(item))
      }
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
  plain('matches-object', 'has the parts', 'json', (value) => matching(value, true), ['toMatchObject']),
  plain('type', 'is of type', 'type', (value) => (found) => found !== undefined && jsonType(found) === value),
  plain('exists', 'exists', 'none', () => (found) => found !== undefined, ['toBeDefined', 'toHaveProperty']),
  plain('absent', 'is absent', 'none', () => (found) => found === undefined, ['toBeUndefined']),
]

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
      return Array.isArray(value) && value.length > 0
        ? matcherFault(value as readonly Json[])
        : 'must be a list of at least one value'
    case 'json':
      return value === undefined ? 'must be a value' : matcherFault(value)
    case 'range': {
      const pair: readonly unknown[] = Array.isArray(value) ? value : []
      const [low, high] = pair
      return pair.length === 2 && isNumber(low) && isNumber(high) && low <= high
        ? undefined
        : 'must be two numbers, the lower first, such as [90, 110]'
    }
    case 'closeness':
      return closenessFault(value)
  }
}
