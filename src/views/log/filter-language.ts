import { getField, parseFieldPath, type Json } from '../../base/json.ts'
import { topicMatcher } from '../../base/topic.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { Channel, EventLog } from '../../log/event-log.ts'
import { faultNames, sourceName } from './format.ts'

/** What a filter says of the records of one channel: all of them, none, or each by itself. */
export type Answer = boolean | ((seq: number) => boolean)

/** A filter, read: asked once for each channel of a log. */
export type Filter = (channel: Channel, log: EventLog, document: ScenarioDocument | null) => Answer

export interface FilterError {
  /** Where in the text. */
  readonly at: number
  readonly message: string
}

export type ParsedFilter =
  { readonly ok: true; readonly filter: Filter } | { readonly ok: false; readonly error: FilterError }

export const FILTER_KEYS = ['topic', 'source', 'stage', 'fault'] as const
type Key = (typeof FILTER_KEYS)[number]

const STAGE_WORDS = ['delivered', 'held', 'dropped', 'mark'] as const
const OPERATORS = ['<=', '>=', '!=', '=', '<', '>', '~'] as const
type Operator = (typeof OPERATORS)[number]

interface Token {
  readonly kind: 'word' | 'text' | 'operator' | 'colon' | 'open' | 'close'
  readonly text: string
  readonly at: number
}

const TOKEN = /\s*(?:("(?:[^"\\]|\\.)*")|(<=|>=|!=|[=<>~])|(:)|(\()|(\))|([^\s"<>=!~:()]+|!))/gy

/** True for a text that uses the language; any other is looked for as it is. */
export const isFilter = (text: string): boolean =>
  /[<>=~]|^\s*\(|"|\b(topic|source|stage|fault):|(^|\s)(and|or|not)(\s|$)/i.test(text)

/**
 * Reads a filter such as `topic:order.* and not (price < 90 or fault:late)`. `topic:` and `source:` take
 * globs, `stage:` a stage, `fault:` a part of a fault's name; a field is compared with `= != < <= > >=`, or
 * `~` for a part of its text. Terms beside each other must all hold.
 */
export function parseFilter(text: string): ParsedFilter {
  const tokens = tokenize(text)
  if (!Array.isArray(tokens)) return { ok: false, error: tokens }
  try {
    const parser = new Parser(tokens, text.length)
    return { ok: true, filter: parser.whole() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: { at: error.at, message: error.message } }
    throw error
  }
}

function tokenize(text: string): Token[] | FilterError {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null) return { at: from, message: 'a quote is not closed' }
    const kinds = ['text', 'operator', 'colon', 'open', 'close', 'word'] as const
    const index = match.slice(1).findIndex((group) => group !== undefined)
    const found = match[index + 1] ?? ''
    const kind = kinds[index] ?? 'word'
    const value = kind === 'text' ? found.slice(1, -1).replaceAll(/\\(.)/g, '$1') : found
    tokens.push({ kind, text: value, at: TOKEN.lastIndex - found.length })
  }
  return tokens
}

class Refusal extends Error {
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #next = 0

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens
    this.#end = end
  }

  whole(): Filter {
    const filter = this.#either()
    const rest = this.#tokens[this.#next]
    if (rest !== undefined) throw new Refusal(rest.at, 'a bracket is closed that was not opened')
    return filter
  }

  #either(): Filter {
    const parts = [this.#all()]
    while (this.#takeWord('or')) parts.push(this.#all())
    return parts.length === 1 ? parts[0]! : joined(parts, true)
  }

  #all(): Filter {
    const parts = [this.#one()]
    for (;;) {
      const token = this.#tokens[this.#next]
      if (token === undefined || token.kind === 'close' || isWord(token, 'or')) break
      this.#takeWord('and')
      parts.push(this.#one())
    }
    return parts.length === 1 ? parts[0]! : joined(parts, false)
  }

  #one(): Filter {
    if (this.#takeWord('not')) return negated(this.#one())
    const token = this.#take('a term, such as topic:orders or price < 90')
    if (token.kind === 'open') {
      const inside = this.#either()
      const close = this.#tokens[this.#next]
      if (close?.kind !== 'close') throw new Refusal(token.at, 'this bracket is not closed')
      this.#next++
      return inside
    }
    if (token.kind === 'text') return containing(token.text)
    if (token.kind !== 'word' || isWord(token, 'and') || isWord(token, 'or'))
      throw new Refusal(token.at, 'a term is missing here, such as topic:orders or price < 90')
    const after = this.#tokens[this.#next]
    if (after?.kind === 'colon') {
      this.#next++
      return this.#byKey(token)
    }
    if (after?.kind !== 'operator') return containing(token.text)
    this.#next++
    const value = this.#value('a value to compare with')
    return comparing(token, after.text as Operator, value)
  }

  #byKey({ text, at }: Token): Filter {
    const key = text.toLowerCase() as Key
    if (!FILTER_KEYS.includes(key))
      throw new Refusal(at, `there is no “${text}:”; there are ${FILTER_KEYS.join(':, ')}:`)
    const value = this.#value(`what ${key} it is`)
    if (key === 'stage' && !(STAGE_WORDS as readonly string[]).includes(value.text))
      throw new Refusal(value.at, `no stage: it is one of ${STAGE_WORDS.join(', ')}`)
    return KEYS[key](value.text)
  }

  #value(wanted: string): Token {
    const token = this.#take(wanted)
    if (token.kind !== 'word' && token.kind !== 'text')
      throw new Refusal(token.at, `here should be ${wanted}`)
    return token
  }

  #take(wanted: string): Token {
    const token = this.#tokens[this.#next]
    if (token === undefined) throw new Refusal(this.#end, `it ends where there should be ${wanted}`)
    this.#next++
    return token
  }

  #takeWord(word: string): boolean {
    if (!isWord(this.#tokens[this.#next], word)) return false
    this.#next++
    return true
  }
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === word

const negated =
  (filter: Filter): Filter =>
  (...of) => {
    const answer = filter(...of)
    return typeof answer === 'boolean' ? !answer : (seq) => !answer(seq)
  }

/** All of the parts, or with `wanted` any of them: a part that settles the matter settles it for the channel. */
const joined =
  (parts: readonly Filter[], wanted: boolean): Filter =>
  (...of) => {
    const open: ((seq: number) => boolean)[] = []
    for (const part of parts) {
      const answer = part(...of)
      if (answer === wanted) return wanted
      if (typeof answer !== 'boolean') open.push(answer)
    }
    if (open.length === 0) return !wanted
    return (seq) => open.some((test) => test(seq) === wanted) === wanted
  }

const lower = (text: string): string => text.toLowerCase()

/** A glob, or a part of the name. */
const named = (pattern: string): ((name: string) => boolean) => {
  const glob = topicMatcher(pattern)
  const part = lower(pattern)
  return (name) => glob(name) || (!pattern.includes('*') && lower(name).includes(part))
}

const KEYS: Readonly<Record<Key, (value: string) => Filter>> = {
  topic: (value) => {
    const matches = named(value)
    return ({ topic }) => matches(topic)
  },
  source: (value) => {
    const matches = named(value)
    return ({ source }, _log, document) => matches(source) || matches(sourceName(document, source))
  },
  stage: (value) => (channel) => channel.stage === value,
  fault: (value) => {
    const part = value === '*' ? '' : lower(value)
    return (channel, log, document) =>
      channel.stage === 'mark'
        ? false
        : (seq) => faultNames(log, document, seq).some((name) => lower(name).includes(part))
  },
}

function comparing({ text, at }: Token, operator: Operator, value: Token): Filter {
  const path = parseFieldPath(text)
  if (path === undefined) throw new Refusal(at, 'no field: it is a path such as price or order.legs[0].price')
  const number = Number(value.text)
  const wanted = value.kind === 'word' && value.text !== '' && !Number.isNaN(number) ? number : value.text
  if (typeof wanted !== 'number' && operator.length > 0 && '<>'.includes(operator.charAt(0)))
    throw new Refusal(value.at, 'only numbers are greater or less')
  const holds = TESTS[operator](wanted)
  return ({ shape: { fields, types } }, log) => {
    const [first] = path
    const index = fields.indexOf(String(first))
    // What is missing is equal to nothing.
    if (index < 0) return operator === '!='
    if (path.length === 1 && types[index] === 'number') return (seq) => holds(log.numberAt(seq, text))
    return (seq) => holds(getField(log.payloadAt(seq), path))
  }
}

const TESTS: Readonly<Record<Operator, (wanted: string | number) => (found: Json | undefined) => boolean>> = {
  '=': (wanted) => (found) => found === wanted || JSON.stringify(found) === String(wanted),
  '!=': (wanted) => (found) => found !== wanted && JSON.stringify(found) !== String(wanted),
  '<': (wanted) => (found) => typeof found === 'number' && found < Number(wanted),
  '<=': (wanted) => (found) => typeof found === 'number' && found <= Number(wanted),
  '>': (wanted) => (found) => typeof found === 'number' && found > Number(wanted),
  '>=': (wanted) => (found) => typeof found === 'number' && found >= Number(wanted),
  '~': (wanted) => {
    const part = lower(String(wanted))
    return (found) =>
      found !== undefined && lower(typeof found === 'string' ? found : JSON.stringify(found)).includes(part)
  },
}

/** A word by itself: in the topic, the publisher or anywhere in the payload. */
const containing = (text: string): Filter => {
  const part = lower(text)
  return ({ topic, source }, log, document) =>
    [topic, source, sourceName(document, source)].some((name) => lower(name).includes(part)) ||
    ((seq) => lower(JSON.stringify(log.payloadAt(seq))).includes(part))
}

// ------------------------------------------------------------------------------------------- completing

/** Whole texts that the filter at hand may be completed to, as its last word begins. */
export function completions(text: string, log: EventLog, document: ScenarioDocument | null): string[] {
  const [, before = '', key, word = ''] = /^(.*?)(?:(\w+):)?([^\s():"]*)$/s.exec(text) ?? []
  const values =
    key === undefined
      ? [...FILTER_KEYS.map((name) => `${name}:`), ...fieldsOf(log)]
      : valuesOf(key, log, document)
  const start = key === undefined ? before : `${before}${key}:`
  return values
    .filter((value) => lower(value).startsWith(lower(word)) && value !== word)
    .map((value) => `${start}${/\s/.test(value) ? JSON.stringify(value) : value}`)
}

const unique = (values: readonly string[]): string[] => [...new Set(values)].toSorted()

const fieldsOf = (log: EventLog): string[] =>
  unique(log.channels.filter(({ stage }) => stage !== 'mark').flatMap(({ shape }) => shape.fields))

function valuesOf(key: string, log: EventLog, document: ScenarioDocument | null): string[] {
  if (key === 'topic') return unique(log.channels.map(({ topic }) => topic))
  if (key === 'source') return unique(log.channels.map(({ source }) => sourceName(document, source)))
  if (key === 'stage') return [...STAGE_WORDS]
  return key === 'fault' ? unique((document?.faults ?? []).map(({ id, name }) => name || id)) : []
}
