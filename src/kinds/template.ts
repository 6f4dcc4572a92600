import { getField, isObject, parseFieldPath, type Json, type JsonObject } from '../base/json.ts'
import type { BusEvent } from './contracts.ts'

type Part = (event: BusEvent) => Json

/** What a template can take from an event besides its payload. */
const ABOUT: Readonly<Record<string, Part>> = {
  $topic: ({ topic }) => topic,
  $source: ({ source }) => source,
  $atMs: ({ atMs }) => atMs,
}

const HOLE = /\{\{([^{}]{1,200})\}\}/

/** For the help text of a payload that is a template. */
export const TEMPLATE_HELP =
  'A JSON object. {{price}} copies a field of the event; so do {{$topic}}, {{$source}} and {{$atMs}}.'

/**
 * A payload with holes: a text that is one hole, `"{{order.id}}"`, becomes the field's value, whatever its
 * type; a hole inside a text becomes part of the text. A missing field is null, or nothing in a text. What
 * is no field path stays as it is. Without holes the payload itself is sent: nothing is copied.
 */
export class Template {
  readonly #plain: JsonObject
  readonly #part: ((event: BusEvent) => JsonObject) | undefined

  constructor(template: JsonObject) {
    this.#plain = template
    this.#part = compile(template) as ((event: BusEvent) => JsonObject) | undefined
  }

  fillIn(event: BusEvent): JsonObject {
    return this.#part === undefined ? this.#plain : this.#part(event)
  }
}

/** Undefined when the value has no hole in it. */
function compile(value: Json): Part | undefined {
  if (typeof value === 'string') return compileText(value)
  if (Array.isArray(value)) {
    const items = value as readonly Json[]
    const parts = items.map(compile)
    if (parts.every((part) => part === undefined)) return undefined
    return (event) => items.map((item, index) => filledIn(parts[index], item, event))
  }
  if (!isObject(value)) return undefined
  const entries = Object.entries(value).map(([key, item]) => [key, item, compile(item)] as const)
  if (entries.every(([, , part]) => part === undefined)) return undefined
  return (event) =>
    Object.fromEntries(entries.map(([key, item, part]) => [key, part === undefined ? item : part(event)]))
}

const filledIn = (part: Part | undefined, item: Json, event: BusEvent): Json =>
  part === undefined ? item : part(event)

function compileText(text: string): Part | undefined {
  const pieces: (string | Part)[] = []
  let rest = text
  for (let match = HOLE.exec(rest); match !== null; match = HOLE.exec(rest)) {
    const read = hole(match[1] ?? '')
    pieces.push(rest.slice(0, match.index), read ?? match[0])
    rest = rest.slice(match.index + match[0].length)
  }
  pieces.push(rest)
  const filled = pieces.filter((piece) => piece !== '')
  if (filled.every((piece) => typeof piece === 'string')) return undefined
  const [only] = filled
  if (filled.length === 1 && typeof only === 'function') return only
  return (event) => filled.map((piece) => (typeof piece === 'string' ? piece : asText(piece(event)))).join('')
}

function hole(name: string): Part | undefined {
  const trimmed = name.trim()
  if (Object.hasOwn(ABOUT, trimmed)) return ABOUT[trimmed]
  const path = parseFieldPath(trimmed)
  return path === undefined ? undefined : (event) => getField(event.payload, path) ?? null
}

const asText = (value: Json): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
