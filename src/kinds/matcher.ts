import { isObject, jsonEquals, type Json, type JsonObject } from '../base/json.ts'
import { globMatcher } from './glob.ts'

/** Whether a found value is as it was wanted; undefined means that there is none. */
export type Matches = (found: Json | undefined) => boolean

/** 10^-digits / 2, as Jest's toBeCloseTo. */
const HALF_UNITS: readonly number[] = [0.5, 5e-2, 5e-3, 5e-4, 5e-5, 5e-6, 5e-7, 5e-8, 5e-9, 5e-10, 5e-11]
export const MOST_DIGITS = HALF_UNITS.length - 1

export const JSON_TYPES = ['number', 'text', 'boolean', 'null', 'list', 'object'] as const
type JsonType = (typeof JSON_TYPES)[number]

/** What Jest calls types that have another name here. */
const OTHER_NAMES: Readonly<Record<string, JsonType>> = { string: 'text', array: 'list' }

/** The name of a value's type, in the words of the studio. */
export function jsonType(value: Json): JsonType {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  const type = typeof value
  return type === 'string' ? 'text' : (type as 'number' | 'boolean' | 'object')
}

const typeNamed = (name: Json): JsonType | undefined => {
  if (typeof name !== 'string') return undefined
  const lower = name.toLowerCase()
  return JSON_TYPES.find((type) => type === (Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower] : lower))
}

/** A number, or a number and how many of its decimals count. */
export function closeTo(value: Json): Matches {
  const [wanted = 0, digits = 2] = (typeof value === 'number' ? [value] : value) as readonly number[]
  const within = HALF_UNITS[digits] ?? 0
  return (found) => typeof found === 'number' && Math.abs(found - wanted) < within
}

export function closenessFault(value: Json | undefined): string | undefined {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value]
  const [wanted, digits = 2] = parts
  const fits = typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 && digits <= MOST_DIGITS
  return parts.length <= 2 && typeof wanted === 'number' && fits
    ? undefined
    : `must be a number, or a number and how many decimals (0 to ${MOST_DIGITS}), such as [99.5, 2]`
}

/** Something that may stand in place of a value, named as in Jest: `{ "$any": "number" }`. */
interface Matcher {
  readonly name: string
  /** How it reads, with the operand's own text. */
  readonly text: (operand: string) => string
  /** What is wrong with its operand. */
  readonly fault: (operand: Json) => string | undefined
  readonly prepare: (operand: Json) => Matches
}

const isText = (value: Json) => (typeof value === 'string' ? undefined : 'must be a text')
const isList = (value: Json) => (Array.isArray(value) ? undefined : 'must be a list')
const items = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])

const MATCHERS: readonly Matcher[] = [
  {
    name: '$any',
    text: (operand) => `any ${operand.replaceAll('"', '')}`,
    fault: (operand) =>
      typeNamed(operand) === undefined ? `must be one of ${JSON_TYPES.join(', ')}` : undefined,
    prepare: (operand) => {
      const type = typeNamed(operand)
      return (found) => found !== undefined && jsonType(found) === type
    },
  },
  {
    name: '$anything',
    text: () => 'anything',
    fault: (operand) => (operand === true ? undefined : 'must be true'),
    prepare: () => (found) => found !== undefined && found !== null,
  },
  {
    name: '$closeTo',
    text: (operand) => `close to ${operand}`,
    fault: closenessFault,
    prepare: closeTo,
  },
  {
    name: '$stringContaining',
    text: (operand) => `text with ${operand}`,
    fault: isText,
    prepare: (operand) => (found) => typeof found === 'string' && found.includes(operand as string),
  },
  {
    name: '$stringMatching',
    text: (operand) => `text like ${operand}`,
    fault: isText,
    prepare: (operand) => {
      const matches = globMatcher(operand as string)
      return (found) => typeof found === 'string' && matches(found)
    },
  },
  {
    name: '$arrayContaining',
    text: (operand) => `list with ${operand}`,
    fault: isList,
    prepare: (operand) => {
      const wanted = items(operand).map((item) => matching(item))
      return (found) =>
        Array.isArray(found) && wanted.every((matches) => items(found).some((item) => matches(item)))
    },
  },
  {
    name: '$arrayOf',
    text: (operand) => `list of ${operand}`,
    fault: () => undefined,
    prepare: (operand) => {
      const matches = matching(operand)
      return (found) => Array.isArray(found) && items(found).every((item) => matches(item))
    },
  },
  {
    name: '$objectContaining',
    text: (operand) => `object with ${operand}`,
    fault: (operand) => (isObject(operand) ? undefined : 'must be an object'),
    prepare: (operand) => {
      const wanted = Object.entries(operand as JsonObject).map(
        ([key, part]) => [key, matching(part)] as const,
      )
      return (found) => isObject(found) && wanted.every(([key, matches]) => matches(own(found, key)))
    },
  },
  {
    name: '$not',
    text: (operand) => `not ${operand}`,
    fault: () => undefined,
    prepare: (operand) => {
      const matches = matching(operand)
      return (found) => found !== undefined && !matches(found)
    },
  },
]

export const MATCHER_NAMES = MATCHERS.map(({ name }) => name)

const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** The matcher that a value is, and what it is about. */
function matcherIn(value: Json): readonly [Matcher, Json] | undefined {
  if (!isObject(value)) return undefined
  const [key = '', ...others] = Object.keys(value)
  const matcher = others.length > 0 ? undefined : MATCHERS.find(({ name }) => name === key)
  return matcher === undefined ? undefined : [matcher, value[key] ?? null]
}

const hasMatcher = (value: Json): boolean => {
  if (matcherIn(value) !== undefined) return true
  if (Array.isArray(value)) return items(value).some(hasMatcher)
  return isObject(value) && Object.values(value).some((part) => part !== undefined && hasMatcher(part))
}

/**
 * Prepares the comparison with a wanted value. `loosely`, objects may have more than was asked for, at every
 * level. What matchers stand in place of is compared as they say.
 */
export function matching(wanted: Json, loosely = false): Matches {
  const matcher = matcherIn(wanted)
  if (matcher !== undefined) return matcher[0].prepare(matcher[1])
  if (!loosely && !hasMatcher(wanted))
    return (found) => found !== undefined && (found === wanted || jsonEquals(found, wanted))
  if (Array.isArray(wanted)) {
    const parts = items(wanted).map((item) => matching(item, loosely))
    return (found) =>
      Array.isArray(found) &&
      found.length === parts.length &&
      parts.every((matches, index) => matches(items(found)[index]))
  }
  if (isObject(wanted)) {
    const parts = Object.entries(wanted).map(([key, part]) => [key, matching(part, loosely)] as const)
    return (found) =>
      isObject(found) &&
      (loosely || Object.keys(found).length === parts.length) &&
      parts.every(([key, matches]) => matches(own(found, key)))
  }
  return (found) => found !== undefined && (found === wanted || jsonEquals(found, wanted))
}

/** What is wrong with the matchers in a value, in words; undefined when nothing is. */
export function matcherFault(value: Json): string | undefined {
  const matcher = matcherIn(value)
  if (matcher !== undefined) {
    const [{ name, fault }, operand] = matcher
    const found = fault(operand)
    return found === undefined ? matcherFault(operand) : `has a ${name} that ${found}`
  }
  if (Array.isArray(value)) return firstFault(items(value))
  if (!isObject(value)) return undefined
  const [key = '', ...others] = Object.keys(value)
  const meant = MATCHER_NAMES.find((name) => name.toLowerCase() === key.toLowerCase())
  if (others.length === 0 && meant !== undefined) return `has a ${key}, which is written ${meant}`
  return firstFault(Object.values(value).filter((part) => part !== undefined))
}

function firstFault(values: readonly Json[]): string | undefined {
  for (const value of values) {
    const found = matcherFault(value)
    if (found !== undefined) return found
  }
  return undefined
}

/** A wanted value in one line: JSON, with its matchers in words. */
export function printWanted(value: Json): string {
  if (!hasMatcher(value)) return JSON.stringify(value)
  const matcher = matcherIn(value)
  if (matcher !== undefined) return matcher[0].text(printWanted(matcher[1]))
  if (Array.isArray(value)) return `[${items(value).map(printWanted).join(', ')}]`
  const parts = Object.entries(value as JsonObject)
  return `{${parts.map(([key, part]) => `${JSON.stringify(key)}: ${printWanted(part)}`).join(', ')}}`
}
