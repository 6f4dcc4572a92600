import '../base/schema-settings.ts'
import { z } from 'zod'
import { present } from '../base/assert.ts'
import { getField, isObject, parseFieldPath, type Json } from '../base/json.ts'
import { COMPARISONS, findComparison, operandFault, type Operand } from './comparison.ts'
import type { BusEvent } from './contracts.ts'
import { printWanted } from './matcher.ts'
import { jsonValue } from './topic.ts'

/** One comparison of a field with a value. A field that is missing fails all but `ne`, `not-in` and `absent`. */
export interface FieldTest {
  /** Dot path into the payload, own keys only: `price`, `order.legs[0].price`. */
  readonly field: string
  /** Name of a comparison, or the Jest matcher that means the same. */
  readonly is: string
  readonly value?: Json
}

/** What a form can say about an event: comparisons, joined by and, or, not. Plain JSON. */
export type Condition =
  | FieldTest
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

export const MOST_LEVELS = 8
export const MOST_PARTS = 100
const MOST_VALUE_CHARACTERS = 2_000

interface Fault {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Every name that `is` may have. */
const NAMES = COMPARISONS.flatMap(({ name, aliases }) => [name, ...aliases])
const SHAPES = 'a condition is { field, is, value }, { all: [...] }, { any: [...] } or { not: ... }'
const FIELD = {
  type: 'object',
  required: ['field', 'is'],
  properties: { field: { type: 'string' }, is: { enum: NAMES }, value: {} },
  additionalProperties: false,
}
const GROUP = { type: 'array', minItems: 1, items: { type: 'object' } }
const group = (name: string, schema: object) => ({
  type: 'object',
  required: [name],
  properties: { [name]: schema },
  additionalProperties: false,
})

/** Accepts a condition as it is, and says what is wrong with anything else, at its place. */
export const conditionSchema = z
  .custom<Condition>((value) => isObject(value), { error: `must be an object: ${SHAPES}` })
  .superRefine((value, context) => {
    const fault = findFault(value, [], 1, { parts: 0 })
    if (fault !== undefined)
      context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message })
  })
  .meta({ anyOf: [FIELD, group('all', GROUP), group('any', GROUP), group('not', { type: 'object' })] })

function findFault(
  value: unknown,
  path: Fault['path'],
  level: number,
  size: { parts: number },
): Fault | undefined {
  const fault = (message: string, ...more: Fault['path']): Fault => ({ path: [...path, ...more], message })
  if (!isObject(value)) return fault(`must be an object: ${SHAPES}`)
  if (++size.parts > MOST_PARTS) return fault(`is too large: a condition has at most ${MOST_PARTS} parts`)
  const condition = value as Readonly<Record<string, unknown>>
  const [first = '', ...others] = Object.keys(condition)
  if ('field' in condition || 'is' in condition) return findTestFault(condition, fault)
  if (others.length > 0 || !['all', 'any', 'not'].includes(first))
    return fault(`is not a condition: ${SHAPES}`)
  const inside = condition[first]
  if (level >= MOST_LEVELS) return fault(`is nested too deep: at most ${MOST_LEVELS} levels`)
  if (first === 'not') return findFault(inside, [...path, first], level + 1, size)
  if (!Array.isArray(inside) || inside.length === 0)
    return fault('must be a list of at least one condition', first)
  for (const [index, item] of inside.entries()) {
    const found = findFault(item, [...path, first, index], level + 1, size)
    if (found !== undefined) return found
  }
  return undefined
}

function findTestFault(
  { field, is, value, ...others }: Readonly<Record<string, unknown>>,
  fault: (message: string, ...more: Fault['path']) => Fault,
): Fault | undefined {
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) return fault('is not a part of a comparison: field, is, value', unknown)
  if (typeof field !== 'string' || field.length > 200 || parseFieldPath(field) === undefined)
    return fault('must be a dot path such as price or order.legs[0].price', 'field')
  const comparison = typeof is === 'string' ? findComparison(is) : undefined
  if (comparison === undefined) return fault(`must be one of ${NAMES.join(', ')}`, 'is')
  if (value !== undefined && !jsonValue.safeParse(value).success) return fault('must be plain JSON', 'value')
  if (value !== undefined && JSON.stringify(value).length > MOST_VALUE_CHARACTERS)
    return fault(`must have at most ${MOST_VALUE_CHARACTERS} characters`, 'value')
  const message = operandFault(comparison.operand, value as Json | undefined)
  return message === undefined ? undefined : fault(message, 'value')
}

// -------------------------------------------------------------------------------------------- compiling

type Test<Subject> = (subject: Subject) => boolean

/**
 * A condition on an event, compiled once. Comparisons of top-level numbers read one number and
 * allocate nothing; the payload is built only when a comparison needs more.
 */
export const compileCondition = (condition: Condition): Test<BusEvent> => compile(condition, eventTest)

/** The same over anything that can be read by path, such as variables: asks `read` at every call. */
export function compileConditionOn(
  condition: Condition,
  read: (path: readonly (string | number)[]) => Json | undefined,
): () => boolean {
  const test = compile<undefined>(condition, ({ field, is, value = null }) => {
    const path = present(parseFieldPath(field), 'field path')
    const accepts = present(findComparison(is), `comparison ${is}`).test(value)
    return () => accepts(read(path))
  })
  return () => test(undefined)
}

function compile<Subject>(condition: Condition, leaf: (test: FieldTest) => Test<Subject>): Test<Subject> {
  if ('field' in condition) return leaf(condition)
  if ('not' in condition) {
    const test = compile(condition.not, leaf)
    return (subject) => !test(subject)
  }
  const wanted = 'any' in condition
  const tests = (wanted ? condition.any : condition.all).map((part) => compile(part, leaf))
  const [first, second] = tests
  if (tests.length === 1) return present(first, 'part')
  if (tests.length === 2 && first !== undefined && second !== undefined)
    return wanted
      ? (subject) => first(subject) || second(subject)
      : (subject) => first(subject) && second(subject)
  return (subject) => {
    for (let index = 0; index < tests.length; index++) if (tests[index]!(subject) === wanted) return wanted
    return !wanted
  }
}

function eventTest({ field, is, value = null }: FieldTest): Test<BusEvent> {
  const path = present(parseFieldPath(field), 'field path')
  const comparison = present(findComparison(is), `comparison ${is}`)
  if (path.length === 1) {
    const quick = quickTest(field, comparison.name, value)
    if (quick !== undefined) return quick
  }
  const accepts = comparison.test(value)
  return (event) => accepts(getField(event.payload, path))
}

/** Tests of one top-level number; a NaN, which stands for any other value, fails them as it should. */
function quickTest(field: string, is: string, value: Json): Test<BusEvent> | undefined {
  if (is === 'between') {
    const [low, high] = value as readonly [number, number]
    return (event) => {
      const found = event.number(field)
      return found >= low && found <= high
    }
  }
  if (typeof value !== 'number') return undefined
  switch (is) {
    case 'lt':
      return (event) => event.number(field) < value
    case 'le':
      return (event) => event.number(field) <= value
    case 'gt':
      return (event) => event.number(field) > value
    case 'ge':
      return (event) => event.number(field) >= value
    case 'eq':
      return (event) => event.number(field) === value
    case 'ne':
      return (event) => event.number(field) !== value
    default:
      return undefined
  }
}

// ------------------------------------------------------------------------------------------- describing

const MOST_SHOWN = 160

/** A condition as one line: `price < 90 and (side = "sell" or not urgent exists)`. */
export function describeCondition(condition: Condition): string {
  const text = describe(condition, false)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text
}

function describe(condition: Condition, inside: boolean): string {
  if ('field' in condition) return describeTest(condition)
  if ('not' in condition) return `not ${describe(condition.not, true)}`
  const [parts, word] = 'all' in condition ? [condition.all, ' and '] : [condition.any, ' or ']
  const text = parts.map((part) => describe(part, parts.length > 1)).join(word)
  return inside && parts.length > 1 ? `(${text})` : text
}

function describeTest({ field, is, value }: FieldTest): string {
  const { sign, operand } = present(findComparison(is), `comparison ${is}`)
  if (value === undefined) return `${field} ${sign}`
  return `${field} ${sign} ${describeOperand(operand, value)}`
}

function describeOperand(operand: Operand, value: Json): string {
  const list = Array.isArray(value) ? (value as readonly Json[]).map(printWanted) : []
  if (operand === 'range') return list.join(' and ')
  if (operand === 'closeness') return list[0] ?? JSON.stringify(value)
  if (operand === 'type' && typeof value === 'string') return value
  const text = operand === 'list' ? list.join(', ') : printWanted(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
