import { present } from '../../base/assert.ts'
import type { Json } from '../../base/json.ts'
import { findComparison, operandFault, type Operand } from '../../kinds/comparison.ts'
import { JSON_TYPES } from '../../kinds/matcher.ts'
import type { Condition, FieldTest } from '../../kinds/condition.ts'

/** A comparison or a group; `not` is a property of it on the screen. */
export interface ConditionNode {
  readonly negated: boolean
  readonly body: Exclude<Condition, { not: Condition }>
}

/** Takes every `not` off the outside of a condition; two of them are none. */
export function nodeOf(condition: Condition): ConditionNode {
  let [negated, body] = [false, condition]
  while ('not' in body) [negated, body] = [!negated, body.not]
  return { negated, body }
}

export const conditionOf = ({ negated, body }: ConditionNode): Condition => (negated ? { not: body } : body)

export const newTest = (field: string): FieldTest => ({ field, is: 'gt', value: 0 })

/** The parts of a group and its word. */
export const groupOf = (
  body: ConditionNode['body'],
): { readonly word: 'all' | 'any'; readonly parts: readonly Condition[] } | undefined => {
  if ('all' in body) return { word: 'all', parts: body.all }
  return 'any' in body ? { word: 'any', parts: body.any } : undefined
}

export const makeGroup = (word: 'all' | 'any', parts: readonly Condition[]): ConditionNode['body'] =>
  word === 'all' ? { all: parts } : { any: parts }

const PRESETS: Readonly<Record<Exclude<Operand, 'none'>, Json>> = {
  number: 0,
  range: [0, 1],
  closeness: 0,
  count: 1,
  text: '',
  type: JSON_TYPES[0],
  list: [0],
  json: 0,
}

/** The same test with another comparison: its value is kept where it still makes sense. */
export function withComparison({ field, value }: FieldTest, is: string): FieldTest {
  const { operand } = present(findComparison(is), `comparison ${is}`)
  if (operand === 'none') return { field, is }
  const candidates = [
    value,
    ...(value === undefined ? [] : [[value]]),
    ...(Array.isArray(value) ? [...value] : []),
  ]
  const kept = candidates.find(
    (candidate) => candidate !== undefined && operandFault(operand, candidate as Json) === undefined,
  )
  return { field, is, value: (kept ?? PRESETS[operand]) as Json }
}

/** What stands in the value's field while nobody types: bare words are texts, as long as they are no JSON. */
export function printOperand(operand: Operand, value: Json | undefined): string {
  if (value === undefined) return ''
  if (operand === 'text' && typeof value === 'string') return value
  if (!Array.isArray(value) || operand === 'json') return printItem(value)
  return (value as readonly Json[]).map(printItem).join(', ')
}

/** The value that a typed text stands for, or why it stands for none. */
export function readOperand(
  operand: Operand,
  text: string,
): { readonly value: Json } | { readonly error: string } {
  const value = parseOperand(operand, text)
  const fault = operandFault(operand, value)
  return fault === undefined ? { value } : { error: `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.` }
}

function parseOperand(operand: Operand, text: string): Json {
  if (operand === 'text') return text
  const items = splitList(text).map(parseItem)
  if (operand === 'list' || operand === 'range') return items
  if (operand === 'closeness' && items.length > 1) return items
  return parseItem(text.trim())
}

const parseItem = (text: string): Json => {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

/** A text that would be read as something else is printed in quotes. */
const printItem = (value: Json): string =>
  typeof value === 'string' && PLAIN.test(value) && value.trim() === value && parseItem(value) === value
    ? value
    : JSON.stringify(value)

const PLAIN = /^[^"[\]{},]+$/

/** Splits at the commas that stand in no quotes and no brackets. */
function splitList(text: string): string[] {
  const parts: string[] = []
  let [part, depth, quoted] = ['', 0, false]
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quoted && char === '\\') {
      part += char + text.charAt(++at)
      continue
    }
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '[' || char === '{')) depth++
    else if (!quoted && (char === ']' || char === '}')) depth--
    if (char === ',' && depth === 0 && !quoted) {
      parts.push(part.trim())
      part = ''
    } else part += char
  }
  return [...parts, part.trim()].filter((item) => item !== '')
}
