import { present } from '../../base/assert.ts'
import { canonicalJson, getField, parseFieldPath, type Json } from '../../base/json.ts'
import type { BusEvent, Conclusion } from '../contracts.ts'
import { field, type FieldMeta } from '../form.ts'
import { fieldPath } from '../topic.ts'
import { failed } from './conclude.ts'

/**
 * How many keys, open obligations or remembered records one monitor keeps at most. Beyond it the assertion
 * cannot be judged and says so: a run never grows without bound for the sake of a check.
 */
export const MOST_KEPT = 100_000

export const keyField = (help: string, when?: NonNullable<FieldMeta['when']>) =>
  field(fieldPath.optional(), {
    label: 'Per',
    control: 'field-path',
    help,
    ...(when === undefined ? {} : { when }),
  })

/** Reads the value at a dot path; undefined when there is none. */
export function valueReader(path: string): (event: BusEvent) => Json | undefined {
  const segments = present(parseFieldPath(path), 'field path')
  if (segments.length > 1) return ({ payload }) => getField(payload, segments)
  return (event) => {
    const number = event.number(path)
    return Number.isNaN(number) ? getField(event.payload, segments) : number
  }
}

/** Reads a number at a dot path; NaN when it is absent or not a number. */
export function numberReader(path: string): (event: BusEvent) => number {
  const segments = present(parseFieldPath(path), 'field path')
  if (segments.length === 1) return (event) => event.number(path)
  return ({ payload }) => {
    const found = getField(payload, segments)
    return typeof found === 'number' ? found : Number.NaN
  }
}

/** Reads a key as text, equal for equal values; undefined when the event has none. One key for all without a path. */
export function keyReader(path: string | undefined): (event: BusEvent) => string | undefined {
  if (path === undefined) return () => ''
  const read = valueReader(path)
  return (event) => {
    const value = read(event)
    if (value === undefined) return undefined
    return typeof value === 'object' ? canonicalJson(value) : JSON.stringify(value)
  }
}

/** ` (order.id 7)`; empty without a key. */
export const keyText = (path: string | undefined, key: string): string =>
  path === undefined ? '' : ` (${path} ${key})`

export const tooMany = (what: string, expected: string): Conclusion =>
  failed({
    expected,
    actual: `more than ${MOST_KEPT} ${what}`,
    message: `Could not be judged: more than ${MOST_KEPT} ${what}. Make the topic, condition or key narrower.`,
  })
