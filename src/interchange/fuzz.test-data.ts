type Draw = (below: number) => number

/** Values that have broken programs before. */
const ODD: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  0.1,
  1e12,
  -1e12,
  1e308,
  2 ** 53,
  2 ** 53 + 2,
  -(2 ** 53),
  4_294_967_296,
  1e-300,
  '',
  ' ',
  '0',
  'null',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '*',
  '**',
  'a.*.b',
  '..',
  '\u0000',
  '\u202e',
  '\ud800',
  'x'.repeat(300),
  '<b>',
  '${x}',
  [],
  {},
  [[]],
  [null],
  { __proto__: null },
  { kind: 'x' },
  { polluted: true },
]
const KEYS = ['__proto__', 'constructor', 'prototype', 'polluted', 'kind', 'params', 'id', '', 'x']

interface Place {
  readonly parent: Record<string, unknown> | unknown[]
  readonly key: string | number
}

/** Every place in a JSON value, the root's own fields included. */
function places(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found
  const parent = value as Record<string, unknown>
  for (const key of Object.keys(parent)) {
    found.push({ parent, key: Array.isArray(value) ? Number(key) : key })
    places(parent[key], found)
  }
  return found
}

const at = ({ parent, key }: Place): unknown => (parent as Record<string | number, unknown>)[key]
const put = ({ parent, key }: Place, value: unknown): void =>
  void Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true })

/** One to four changes of structure or values: what a careless tool, or a careful attacker, would write. */
export function mutateStructure(text: string, draw: Draw): string {
  const root: unknown = JSON.parse(text)
  for (let left = 1 + draw(4); left > 0; left--) {
    const all = places(root)
    const place = all[draw(all.length)]
    const other = all[draw(all.length)]
    if (place === undefined || other === undefined) break
    change(place, other, draw)
  }
  return print(root, draw(8) === 0 ? undefined : 1)
}

function change(place: Place, other: Place, draw: Draw): void {
  const value = at(place)
  switch (draw(9)) {
    case 0:
      return put(place, structuredClone(ODD[draw(ODD.length)]))
    case 1:
      // Numbers a little or a lot away from what they were.
      return put(
        place,
        typeof value === 'number' ? value * [-1, 0, 0.5, 2, 10, 1e6][draw(6)]! : ODD[draw(ODD.length)],
      )
    case 2:
      if (Array.isArray(place.parent)) place.parent.splice(Number(place.key), 1)
      else delete place.parent[place.key]
      return
    case 3:
      if (Array.isArray(value)) value.push(...structuredClone(value))
      else put(place, [value])
      return
    case 4:
      return put(place, nested(at(other)))
    case 5:
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        put(
          { parent: value as Record<string, unknown>, key: KEYS[draw(KEYS.length)]! },
          ODD[draw(ODD.length)],
        )
      return
    case 6: {
      const kept = at(other)
      put(other, nested(value))
      put(place, nested(kept))
      return
    }
    case 7:
      if (Array.isArray(value)) value.reverse()
      return
    default:
      // A likely value from elsewhere: the same type, so that it is often valid.
      if (typeof at(other) === typeof value) put(place, nested(at(other)))
  }
}

/** A copy, so that no value holds itself. */
const nested = (value: unknown): unknown => (value === undefined ? null : JSON.parse(print(value)))

const print = (value: unknown, indent?: number): string => JSON.stringify(value, undefined, indent) ?? 'null'

/** Bytes changed, cut out, doubled or put in. */
export function mutateBytes(text: string, draw: Draw): string {
  let changed = text
  for (let left = 1 + draw(3); left > 0; left--) {
    const from = draw(Math.max(1, changed.length))
    const length = draw(12)
    const inserted = [
      '',
      '{',
      ']',
      '"',
      ',',
      '\\',
      '1e999',
      '\u0000',
      '[[[[',
      '-',
      'true',
      '\ud800',
      changed.slice(from, from + length),
    ]
    changed =
      changed.slice(0, from) + inserted[draw(inserted.length)]! + changed.slice(from + draw(length + 2))
  }
  return changed
}
