import { isObject, type Json } from '../../base/json.ts'

export interface Comparing {
  /** Dot paths whose values may differ; `*` stands for every index or name. */
  readonly masks: readonly string[]
  /** Fields that only the found value has are fine. */
  readonly extraFields: boolean
  readonly tolerance: number
}

/** Compares two JSON values; says in words where they first differ, or null where they agree. */
export function jsonDifference({ masks, extraFields, tolerance }: Comparing) {
  const masked = masks.map((mask) => mask.replaceAll(/\[([^\]]*)\]/g, '.$1').split('.'))
  const isMasked = (path: readonly string[]) =>
    masked.some(
      (mask) => mask.length === path.length && mask.every((part, at) => part === '*' || part === path[at]),
    )

  const compare = (wanted: Json, found: Json | undefined, path: readonly string[]): string | null => {
    if (isMasked(path)) return null
    if (found === undefined) return `${printed(path)} is missing, expected ${text(wanted)}`
    if (typeof wanted === 'number' && typeof found === 'number' && Math.abs(wanted - found) <= tolerance)
      return null
    if (Array.isArray(wanted) && Array.isArray(found)) {
      const [asked, given] = [wanted as readonly Json[], found as readonly Json[]]
      if (asked.length !== given.length)
        return `${printed(path)} has ${given.length} elements, expected ${asked.length}`
      return first(asked.map((item, index) => () => compare(item, given[index], [...path, String(index)])))
    }
    if (isObject(wanted) && isObject(found)) {
      const extra = extraFields
        ? undefined
        : Object.keys(found).find((key) => !Object.hasOwn(wanted, key) && !isMasked([...path, key]))
      const inside = first(
        Object.keys(wanted).map(
          (key) => () =>
            compare(wanted[key] ?? null, Object.hasOwn(found, key) ? found[key] : undefined, [...path, key]),
        ),
      )
      return inside ?? (extra === undefined ? null : `${printed([...path, extra])} was not expected`)
    }
    return Object.is(wanted, found) ? null : `${printed(path)} is ${text(found)}, expected ${text(wanted)}`
  }
  return (wanted: Json, found: Json): string | null => compare(wanted, found, [])
}

/** The first that is not null; the rest is not asked. */
function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const found = check()
    if (found !== null) return found
  }
  return null
}

const MOST_SHOWN = 60

const text = (value: Json): string => {
  const json = JSON.stringify(value)
  return json.length > MOST_SHOWN ? `${json.slice(0, MOST_SHOWN - 1)}…` : json
}

const printed = (path: readonly string[]): string =>
  path.length === 0
    ? 'the payload'
    : path.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
