import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getField, parseFieldPath, type Json, type JsonObject } from '../base/json.ts'
import { COMPARISONS, findComparison } from './comparison.ts'
import {
  compileCondition,
  compileConditionOn,
  conditionSchema,
  describeCondition,
  MOST_LEVELS,
  MOST_PARTS,
  type Condition,
  type FieldTest,
} from './condition.ts'
import type { BusEvent } from './contracts.ts'
import { globMatcher } from './glob.ts'

const eventOf = (payload: JsonObject): BusEvent => ({
  seq: 0,
  topic: 't',
  source: 's',
  atMs: 0,
  stage: 'delivered',
  cause: -1,
  payload,
  number: (field) =>
    Object.hasOwn(payload, field) && typeof payload[field] === 'number' ? payload[field] : Number.NaN,
})

const holds = (condition: Condition, payload: JsonObject): boolean =>
  compileCondition(condition)(eventOf(payload))
const faultOf = (value: unknown) => {
  const issue = conditionSchema.safeParse(value).error?.issues[0]
  return issue === undefined ? 'accepted' : `${issue.path.join('.')}: ${issue.message}`
}

/** What each comparison means, written once more in the plainest way. Text globs go through a regular expression. */
function naive(condition: Condition, payload: JsonObject): boolean {
  if ('all' in condition) return condition.all.every((part) => naive(part, payload))
  if ('any' in condition) return condition.any.some((part) => naive(part, payload))
  if ('not' in condition) return !naive(condition.not, payload)
  const { field, is, value } = condition
  const found = getField(payload, parseFieldPath(field) ?? [])
  const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
  const text = typeof value === 'string' ? value : ''
  const n = typeof found === 'number' ? found : Number.NaN
  switch (findComparison(is)?.name) {
    case 'lt':
      return n < (value as number)
    case 'le':
      return n <= (value as number)
    case 'gt':
      return n > (value as number)
    case 'ge':
      return n >= (value as number)
    case 'eq':
      return same(found, value)
    case 'ne':
      return !same(found, value)
    case 'between':
      return n >= (value as number[])[0]! && n <= (value as number[])[1]!
    case 'close-to':
      return Math.abs(n - (value as number[])[0]!) < Number(`1e-${(value as number[])[1]!}`) / 2
    case 'in':
      return (value as Json[]).some((item) => same(item, found))
    case 'not-in':
      return !(value as Json[]).some((item) => same(item, found))
    case 'contains':
      return typeof found === 'string'
        ? typeof value === 'string' && found.indexOf(value) >= 0
        : Array.isArray(found) && found.some((item) => same(item, value))
    case 'starts-with':
      return typeof found === 'string' && found.slice(0, text.length) === value
    case 'ends-with':
      return typeof found === 'string' && found.slice(Math.max(0, found.length - text.length)) === value
    case 'matches-glob':
      return typeof found === 'string' && asRegExp(text).test(found)
    case 'has-length':
      return (typeof found === 'string' || Array.isArray(found)) && found.length === value
    case 'matches-object':
      return found !== undefined && partly(found, value)
    case 'type':
      return (
        found !== undefined &&
        value ===
          {
            number: 'number',
            string: 'text',
            boolean: 'boolean',
            object: found === null ? 'null' : Array.isArray(found) ? 'list' : 'object',
          }[typeof found as 'number']
      )
    case 'exists':
      return found !== undefined
    case 'absent':
      return found === undefined
    default:
      throw new Error(`no comparison ${is}`)
  }
}

const sorted = (value: unknown): unknown => {
  if (value === undefined) return 'nothing at all'
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value === 'object' && value !== null)
    return {
      object: Object.entries(value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, sorted(item)]),
    }
  return value
}
const asRegExp = (glob: string) =>
  new RegExp(
    `^${Array.from(glob, (c) => (c === '*' ? '[^]*' : c === '?' ? '[^]' : c.replace(/[\\^$.|+()[\]{}]/, '\\$&'))).join('')}$`,
  )
const partly = (found: unknown, wanted: unknown): boolean => {
  if (typeof wanted !== 'object' || wanted === null) return JSON.stringify(found) === JSON.stringify(wanted)
  if (typeof found !== 'object' || found === null || Array.isArray(found) !== Array.isArray(wanted))
    return false
  if (Array.isArray(wanted) && wanted.length !== (found as unknown[]).length) return false
  return Object.entries(wanted).every(
    ([key, item]) => key in found && partly((found as Record<string, unknown>)[key], item),
  )
}

// ---------------------------------------------------------------------------------------- arbitraries

const small = fc.constantFrom(-1, 0, 0.5, 1, 2, 2.004)
const word = fc.constantFrom('', 'a', 'ab', 'ba', 'aab', 'a*b')
const scalar: fc.Arbitrary<Json> = fc.oneof(small, word, fc.boolean(), fc.constant(null))
const { value: json } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
}))
const operands = {
  number: small,
  range: fc.tuple(small, small).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
  closeness: fc.tuple(small, fc.nat(3)).map(([a, b]) => [a, b]),
  count: fc.nat(3),
  text: fc.oneof(word, fc.constantFrom('*', 'a?', '*a', '?*b*')),
  type: fc.constantFrom('number', 'text', 'boolean', 'null', 'list', 'object'),
  list: fc.array(json, { minLength: 1, maxLength: 3 }),
  json,
  none: fc.constant(undefined),
} as const
const test: fc.Arbitrary<FieldTest> = fc
  .constantFrom(...COMPARISONS)
  .chain(({ name, aliases, operand }) =>
    fc.record({
      field: fc.constantFrom('a', 'b', 'c', 'a.b', 'a[0]', 'b.a', 'missing'),
      is: fc.constantFrom(name, ...aliases),
      value: operands[operand],
    }),
  )
  .map(({ value, ...rest }) => (value === undefined ? rest : { ...rest, value }))
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    test,
    fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))
const payload = fc.dictionary(fc.constantFrom('a', 'b', 'c'), json, {
  noNullPrototype: true,
}) as fc.Arbitrary<JsonObject>

describe('a condition', () => {
  it('is judged as a naive evaluator judges it, on events and on anything read by path', () => {
    let met = 0
    fc.assert(
      fc.property(condition, payload, (asked, given) => {
        const expected = naive(asked, given)
        if (expected) met++
        expect(holds(asked, given)).toBe(expected)
        expect(compileConditionOn(asked, (path) => getField(given, path))()).toBe(expected)
        expect(conditionSchema.parse(asked)).toEqual(asked)
      }),
      { numRuns: 4_000 },
    )
    expect(met).toBeGreaterThan(500)
  })

  it('compares top-level numbers without asking for the payload', () => {
    const event = {
      ...eventOf({}),
      number: () => 5,
      get payload(): JsonObject {
        throw new Error('built')
      },
    }
    for (const is of ['lt', 'le', 'gt', 'ge', 'eq', 'ne']) {
      expect(compileCondition({ field: 'price', is, value: 5 })(event)).toBe(['le', 'ge', 'eq'].includes(is))
    }
    expect(compileCondition({ field: 'price', is: 'between', value: [5, 6] })(event)).toBe(true)
  })

  it('reaches own fields only', () => {
    expect(holds({ field: 'toString', is: 'exists' }, {})).toBe(false)
    expect(faultOf({ field: '__proto__.polluted', is: 'exists' })).toMatch(/^field: must be a dot path/)
  })

  it('reads as a sentence', () => {
    const words = describeCondition({
      all: [
        { field: 'price', is: 'toBeLessThan', value: 90 },
        { any: [{ field: 'side', is: 'eq', value: 'sell' }, { not: { field: 'urgent', is: 'exists' } }] },
        { field: 'venue', is: 'in', value: ['x', 'y'] },
        { field: 'spread', is: 'between', value: [1, 2] },
      ],
    })
    expect(words).toBe(
      'price < 90 and (side = "sell" or not urgent exists) and venue one of "x", "y" and spread between 1 and 2',
    )
    expect(describeCondition({ field: 'text', is: 'eq', value: 'x'.repeat(500) }).length).toBeLessThan(60)
  })

  it.each([
    [5, ': must be an object'],
    [{}, ': is not a condition'],
    [{ all: [], any: [] }, ': is not a condition'],
    [{ all: [] }, 'all: must be a list of at least one condition'],
    [{ any: [{ field: 'a', is: 'exists' }, 7] }, 'any.1: must be an object'],
    [{ not: { field: 'a', is: 'smaller' } }, 'not.is: must be one of lt, toBeLessThan'],
    [{ field: 'a', is: 'lt', value: '5' }, 'value: must be a number'],
    [{ field: 'a', is: 'between', value: [2, 1] }, 'value: must be two numbers, the lower first'],
    [
      { field: 'a', is: 'close-to', value: [1, 99] },
      'value: must be a number, or a number and how many decimals',
    ],
    [{ field: 'a', is: 'exists', value: 1 }, 'value: must be left out'],
    [{ field: 'a', is: 'eq', values: 1 }, 'values: is not a part of a comparison'],
    [{ field: 'a', is: 'eq', value: 'x'.repeat(3_000) }, 'value: must have at most 2000 characters'],
  ])('%j is refused at its place', (value, message) => {
    expect(faultOf(value)).toContain(message)
  })

  it('is bounded in depth and size', () => {
    const leaf: Condition = { field: 'a', is: 'exists' }
    const nested = (levels: number): Condition => (levels === 1 ? leaf : { not: nested(levels - 1) })
    expect(faultOf(nested(MOST_LEVELS))).toBe('accepted')
    expect(faultOf(nested(MOST_LEVELS + 1))).toContain('nested too deep')
    expect(faultOf({ all: Array.from({ length: MOST_PARTS - 1 }, () => leaf) })).toBe('accepted')
    expect(faultOf({ all: Array.from({ length: MOST_PARTS }, () => leaf) })).toContain('too large')
  })
})

describe('a glob over text', () => {
  it('cannot be made slow', () => {
    const text = 'a'.repeat(20_000)
    expect(globMatcher(`${'*a'.repeat(50)}b`)(text)).toBe(false)
    expect(globMatcher('*a*a*a')(text)).toBe(true)
  })
})
