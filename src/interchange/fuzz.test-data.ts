import { agentKinds, assertionKinds, chaosKinds, examples, sourceKinds, stepKinds } from '../catalog.ts'
import { addPart, updatePart, type Added } from '../document/edit.ts'
import { insertStep, placeAfter } from '../document/insert.ts'
import { emptyDocument } from '../document/new.ts'
import { parseDocument, parseValue } from '../document/parse.ts'
import { printDocument } from '../document/print.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Kind } from '../kinds/contracts.ts'
import { scriptsOf } from '../program/scripts.ts'

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

/** A copy: what is put into one document must not be changed in it for the next. */
const odd = (draw: Draw): unknown => structuredClone(ODD[draw(ODD.length)])

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
      return put(place, odd(draw))
    case 1:
      // Numbers a little or a lot away from what they were.
      return put(place, typeof value === 'number' ? value * [-1, 0, 0.5, 2, 10, 1e6][draw(6)]! : odd(draw))
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
        put({ parent: value as Record<string, unknown>, key: KEYS[draw(KEYS.length)]! }, odd(draw))
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

/** What a person's code may be mutated with: work without end, memory without end, a way out that is none. */
const CODE = [
  'for (;;) {}',
  'while (true) record({ n: 1 })',
  'let text = "x"; for (;;) text += text',
  'const all = []; for (;;) all.push([])',
  'function again() { again() } again()',
  'throw new Error("x")',
  'throw null',
  'publish("a", { a: 1e999 })',
  'publish("echo", { a: { b: [1, { c: "x" }] } }, -1)',
  'Object.prototype.polluted = true',
  'globalThis.constructor.constructor("return this")()',
  'JSON.parse("[".repeat(100000))',
  '"x".repeat(1e9)',
  'new Uint8Array(1e9)',
  '/(a+)+$/.test("a".repeat(40) + "b")',
  'globalThis["ev" + "al"]("1")',
  'import("x")',
  'await 1',
  '}',
  '\u2028',
]

/** Changes the code in a document: something put between two lines, or its characters. */
export function mutateCode(text: string, draw: Draw): string {
  const root: unknown = JSON.parse(text)
  const codes = places(root).filter(({ key }) => key === 'code')
  const place = codes[draw(codes.length)]
  if (place === undefined) return text
  const code = String(at(place))
  const lines = code.split('\n')
  lines.splice(draw(lines.length + 1), 0, CODE[draw(CODE.length)]!)
  put(place, draw(3) === 0 ? mutateBytes(code, draw) : lines.join('\n'))
  return print(root, 1)
}

// -------------------------------------------------------------------------------------- what to mutate

const withParams = ({ document, id }: Added, params: unknown): ScenarioDocument =>
  updatePart(document, id, { params })

/** A document for each example of each kind, and those of the catalog: new kinds are hunted by themselves. */
export function seeds(): { readonly withoutCode: readonly string[]; readonly withCode: readonly string[] } {
  const base = examples.map(({ document }) => {
    const parsed = parseValue(document)
    if (!parsed.ok) throw new Error('an example is not valid')
    return parsed.value
  })
  const simple = base[0]!
  const empty = emptyDocument()
  const each = (kinds: readonly (Kind & { readonly examples: readonly { readonly params: unknown }[] })[]) =>
    kinds.flatMap((kind) => kind.examples.map(({ params }) => ({ kind: kind.name, params })))
  const made = [
    ...each(agentKinds).map(({ kind, params }) => withParams(addPart(simple, 'agents', kind), params)),
    ...each(chaosKinds).map(({ kind, params }) => withParams(addPart(simple, 'faults', kind), params)),
    ...each(assertionKinds).map(({ kind, params }) =>
      withParams(addPart(simple, 'assertions', kind), params),
    ),
    ...each(stepKinds).map(({ kind, params }) =>
      withParams(insertStep(simple, kind, undefined, placeAfter(simple, undefined)), params),
    ),
    ...sourceKinds.flatMap(({ name, profiles }) =>
      profiles.flatMap((profile) =>
        profile.examples.map(({ params }) => {
          const { document, id } = addPart(empty, 'sources', name, profile.name)
          return updatePart(document, id, { profile: { kind: profile.name, params } })
        }),
      ),
    ),
  ]
  const texts = made.flatMap((document) => {
    const parsed = parseDocument(JSON.stringify(document))
    return parsed.ok ? [parsed.value] : []
  })
  // Nearly all examples make a document by themselves; some name other parts, which are not there.
  if (texts.length < made.length * 0.9) throw new Error(`only ${texts.length} of ${made.length} documents`)
  const all = [...base, ...base, ...texts]
  const hasCode = (document: ScenarioDocument) => scriptsOf(document).length > 0
  return {
    withoutCode: all.filter((document) => !hasCode(document)).map(printDocument),
    withCode: all.filter(hasCode).map(printDocument),
  }
}
