import { present } from '../base/assert.ts'
import { canonicalJson, type Json, type JsonObject } from '../base/json.ts'

/** How a payload's values are stored: every value is a double; texts and nested JSON are interned. */
export type ValueType = 'number' | 'string' | 'boolean' | 'null' | 'json'

export interface Shape {
  readonly id: number
  readonly fields: readonly string[]
  readonly types: readonly ValueType[]
  /** The same as numbers, for a comparison that costs nothing. */
  readonly codes: Uint8Array
}

/** Writes payloads as doubles and reads them back: shapes and texts that repeat are kept once. */
export class PayloadCodec {
  readonly #shapes: Shape[] = []
  readonly #shapeIds = new Map<string, Shape>()
  readonly #texts: string[] = []
  readonly #textIds = new Map<string, number>()

  get texts(): readonly string[] {
    return this.#texts
  }

  shape(fields: readonly string[], types: readonly ValueType[]): Shape {
    const key = fields.map((name, index) => `${types[index]}:${name}`).join('\n')
    const known = this.#shapeIds.get(key)
    if (known !== undefined) return known
    const codes = Uint8Array.from(types, (type) => TYPES.indexOf(type))
    const shape = { id: this.#shapes.length, fields: Array.from(fields), types: Array.from(types), codes }
    this.#shapes.push(shape)
    this.#shapeIds.set(key, shape)
    return shape
  }

  /** Interns a text: the number that stands for it in payload columns. */
  text(value: string): number {
    const known = this.#textIds.get(value)
    if (known !== undefined) return known
    const id = this.#texts.length
    this.#texts.push(value)
    this.#textIds.set(value, id)
    return id
  }

  /** Finds or makes the shape of a payload; `likely` is tried first, without building a key. */
  shapeOf(payload: JsonObject, likely?: Shape): Shape {
    if (likely !== undefined && hasShape(payload, likely)) return likely
    const fields = Object.keys(payload)
    return this.shape(
      fields,
      fields.map((name) => valueType(payload[name] ?? null)),
    )
  }

  /** Writes a payload's values, in the order of its shape, into `out` from `at` on. */
  encode(payload: JsonObject, shape: Shape, out: Float64Array, at: number): void {
    for (let index = 0; index < shape.fields.length; index++) {
      const value = payload[present(shape.fields[index], 'field')] ?? null
      out[at + index] = this.#encodeValue(value)
    }
  }

  /** Writes a payload as `encode` does, if it has this shape; else says false, and what is in `out` means nothing. */
  encodeLike(payload: JsonObject, { fields, codes }: Shape, out: Float64Array): boolean {
    let index = 0
    for (const name in payload) {
      const value = payload[name] ?? null
      if (fields[index] !== name || codeOf(value) !== codes[index]) return false
      out[index++] = this.#encodeValue(value)
    }
    return index === fields.length
  }

  /** Builds the payload whose values start at `values[at]`. */
  decode(shape: Shape, values: Float64Array, at: number): JsonObject {
    const payload: Record<string, Json> = {}
    for (let index = 0; index < shape.fields.length; index++) {
      payload[shape.fields[index]!] = this.#decodeValue(shape.types[index]!, values[at + index]!)
    }
    return payload
  }

  #encodeValue(value: Json): number {
    if (typeof value === 'number') return value
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'boolean') return value ? 1 : 0
    return value === null ? 0 : this.text(canonicalJson(value))
  }

  #decodeValue(type: ValueType, value: number): Json {
    switch (type) {
      case 'number':
        return value
      case 'boolean':
        return value === 1
      case 'null':
        return null
      case 'string':
        return present(this.#texts[value], 'text')
      case 'json':
        return JSON.parse(present(this.#texts[value], 'text')) as Json
    }
  }
}

function hasShape(payload: JsonObject, { fields, codes }: Shape): boolean {
  let index = 0
  for (const name in payload) {
    if (fields[index] !== name || codeOf(payload[name] ?? null) !== codes[index]) return false
    index++
  }
  return index === fields.length
}

const TYPES: readonly ValueType[] = ['number', 'string', 'boolean', 'null', 'json']

/** Index of the type of a value. */
function codeOf(value: Json): number {
  if (typeof value === 'number') return 0
  if (typeof value === 'string') return 1
  if (typeof value === 'boolean') return 2
  return value === null ? 3 : 4
}

const valueType = (value: Json): ValueType => TYPES[codeOf(value)]!
