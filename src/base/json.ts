/** Plain JSON, the only thing an event can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Keys that would reach an object's prototype; refused in every path and payload. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor'])
export const isReservedKey = (key: string): boolean => RESERVED.has(key)

const SEGMENT = /^[^.[\]]+$/

/**
 * Parses a dot path such as `order.legs[0].price` or `price`.
 * Returns its segments, or undefined when it is malformed or names a reserved key.
 */
export function parseFieldPath(path: string): readonly (string | number)[] | undefined {
  const segments: (string | number)[] = []
  for (const part of path.split('.')) {
    const [name = '', ...indices] = part.split('[')
    if (!SEGMENT.test(name) || isReservedKey(name)) return undefined
    segments.push(name)
    for (const index of indices) {
      if (!/^\d{1,6}\]$/.test(index)) return undefined
      segments.push(Number(index.slice(0, -1)))
    }
  }
  return segments
}

/** The value at a parsed path, through own keys only; undefined when there is none. */
export function getField(root: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as { readonly [k: string | number]: Json })[key]
  }
  return value
}

/** A copy of `root` with the value at `path` set; missing objects on the way are made. */
export function setField(root: Json | undefined, path: readonly (string | number)[], value: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number') {
    const copy = Array.isArray(root) ? [...(root as Json[])] : []
    while (copy.length <= key) copy.push(null)
    copy[key] = setField(copy[key], rest, value)
    return copy
  }
  const object = isObject(root) ? root : {}
  return { ...object, [key]: setField(object[key], rest, value) }
}

/** JSON with object keys sorted by code unit: equal values print equal, in every engine. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${(value as Json[]).map(canonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.keys(value)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  return `{${entries.join(',')}}`
}

/** Deep equality of JSON values; key order does not matter. */
export const jsonEquals = (a: Json, b: Json): boolean =>
  Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b))
