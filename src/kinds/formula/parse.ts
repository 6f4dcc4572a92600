import type { Millis } from '../../base/time.ts'
import { isTopicPattern } from '../../base/topic.ts'
import { ANY_TIME, type Formula, type Interval } from './syntax.ts'

/** What is wrong with a text, and where: characters count from 0. */
export interface FormulaFault {
  readonly at: number
  readonly length: number
  readonly message: string
}

export type ParsedFormula =
  { readonly ok: true; readonly formula: Formula } | { readonly ok: false; readonly fault: FormulaFault }

const MOST_LEVELS = 60

const PREFIX: Readonly<Record<string, 'next' | 'weak-next' | 'eventually' | 'always'>> = {
  X: 'next',
  next: 'next',
  WX: 'weak-next',
  F: 'eventually',
  eventually: 'eventually',
  G: 'always',
  always: 'always',
}
const INFIX: Readonly<Record<string, 'until' | 'weak-until' | 'release'>> = {
  U: 'until',
  until: 'until',
  W: 'weak-until',
  unless: 'weak-until',
  R: 'release',
  releases: 'release',
}
const UNITS: ReadonlyMap<string, Millis> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['min', 60_000],
  ['h', 3_600_000],
])
const SIGNS: Readonly<Record<string, string>> = {
  '!': 'not',
  '&': 'and',
  '&&': 'and',
  '|': 'or',
  '||': 'or',
  '->': 'implies',
  '<->': 'iff',
}
const WORDS = new Set([
  'not',
  'and',
  'or',
  'implies',
  'iff',
  'true',
  'false',
  'inf',
  ...Object.keys(PREFIX),
  ...Object.keys(INFIX),
])

interface Token {
  readonly at: number
  readonly text: string
  readonly sort: 'word' | 'name' | 'number' | 'sign' | 'end'
}

const TOKEN =
  /\s*(?:("[^"]*")|((?:[A-Za-z_$*][\w$*]*)(?:\.[\w$*]+)*)|(\d+(?:\.\d+)?)|(<->|->|&&|\|\||[!&|()[\],]))/y

/**
 * Reads a formula. From loose to tight: `<->`, `->` (to the right), `or`, `and`, `U W R` (to the right),
 * and before everything `not X WX F G`. Times stand behind an operator: `F[0, 5s]`.
 */
export function parseFormula(text: string): ParsedFormula {
  try {
    return { ok: true, formula: new Reader(text).read() }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault }
    throw error
  }
}

/** Leaves the reader at the first mistake; never seen outside of it. */
class Stop extends Error {
  readonly fault: FormulaFault

  constructor(fault: FormulaFault) {
    super(fault.message)
    this.fault = fault
  }
}

class Reader {
  readonly #tokens: readonly Token[]
  #place = 0
  #levels = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  read(): Formula {
    const formula = this.#iff()
    if (this.#token.sort !== 'end') this.#stop('expected an operator such as and, -> or U, or the end')
    return formula
  }

  get #token(): Token {
    return this.#tokens[Math.min(this.#place, this.#tokens.length - 1)]!
  }

  #iff(): Formula {
    let left = this.#implies()
    while (this.#take('iff')) left = { op: 'iff', left, right: this.#implies() }
    return left
  }

  #implies(): Formula {
    const left = this.#or()
    return this.#take('implies') ? { op: 'implies', left, right: this.#deeper(() => this.#implies()) } : left
  }

  #or(): Formula {
    let left = this.#and()
    while (this.#take('or')) left = { op: 'or', left, right: this.#and() }
    return left
  }

  #and(): Formula {
    let left = this.#until()
    while (this.#take('and')) left = { op: 'and', left, right: this.#until() }
    return left
  }

  #until(): Formula {
    const left = this.#prefixed()
    const { sort, text } = this.#token
    const op = sort === 'word' ? INFIX[text] : undefined
    if (op === undefined) return left
    this.#place++
    const within = this.#interval()
    return { op, left, right: this.#deeper(() => this.#until()), within }
  }

  #prefixed(): Formula {
    if (this.#take('not')) return { op: 'not', of: this.#deeper(() => this.#prefixed()) }
    const { sort, text } = this.#token
    const op = sort === 'word' ? PREFIX[text] : undefined
    if (op === undefined) return this.#primary()
    this.#place++
    const within = this.#interval()
    return { op, of: this.#deeper(() => this.#prefixed()), within }
  }

  #primary(): Formula {
    const { sort, text } = this.#token
    if (sort === 'name') {
      this.#place++
      return { op: 'event', name: text }
    }
    if (sort === 'word' && (text === 'true' || text === 'false')) {
      this.#place++
      return { op: text }
    }
    if (!this.#take('(')) this.#stop('expected an event, such as order.filled, or a formula in parentheses')
    const inside = this.#deeper(() => this.#iff())
    if (!this.#take(')')) this.#stop('expected ) or an operator such as and, -> or U')
    return inside
  }

  #interval(): Interval {
    const { at } = this.#token
    if (!this.#take('[')) return ANY_TIME
    const fromMs = this.#time()
    if (!this.#take(',')) this.#stop('expected a comma between two times, as in [0, 5s]')
    const toMs = this.#take('inf') ? Infinity : this.#time()
    if (!this.#take(']')) this.#stop('expected ] after two times, as in [0, 5s]')
    const { at: end } = this.#token
    if (fromMs > toMs)
      throw new Stop({ at, length: end - at, message: 'the first time must not be after the second' })
    return { fromMs, toMs }
  }

  #time(): Millis {
    const { sort, text } = this.#token
    if (sort !== 'number') this.#stop('expected a time such as 0, 500ms or 5s; the second may be inf')
    const number = Number(text)
    this.#place++
    const unit = this.#token.sort === 'word' ? UNITS.get(this.#token.text) : undefined
    if (unit !== undefined) this.#place++
    const exact = number * (unit ?? 1)
    const time = Math.round(exact)
    // 2.002 s are 2001.9999999999998 ms in binary.
    if (Math.abs(exact - time) > 1e-6 || !Number.isSafeInteger(time)) {
      this.#place -= unit === undefined ? 1 : 2
      this.#stop('must be whole milliseconds')
    }
    return time
  }

  #take(wanted: string): boolean {
    const { sort, text } = this.#token
    if (sort === 'name' || sort === 'number' || (SIGNS[text] ?? text) !== wanted) return false
    this.#place++
    return true
  }

  #deeper(read: () => Formula): Formula {
    if (++this.#levels > MOST_LEVELS) this.#stop(`nested too deep: at most ${MOST_LEVELS} levels`)
    const formula = read()
    this.#levels--
    return formula
  }

  #stop(message: string): never {
    const { at, text } = this.#token
    throw new Stop({ at, length: text.length, message })
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const found = TOKEN.exec(text)
    if (found === null) {
      const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0)
      throw new Stop({ at, length: 1, message: 'this character has no meaning here' })
    }
    const [, quoted, word, number, sign = ''] = found
    const written = quoted ?? word ?? number ?? sign
    const at = TOKEN.lastIndex - written.length
    if (quoted !== undefined || (word !== undefined && !WORDS.has(word) && !isUnit(word, tokens))) {
      const name = quoted === undefined ? written : written.slice(1, -1)
      if (!isTopicPattern(name))
        throw new Stop({
          at,
          length: written.length,
          message: 'must be a topic pattern such as order.* or order.filled',
        })
      tokens.push({ at, text: name, sort: 'name' })
    } else if (word !== undefined) tokens.push({ at, text: word, sort: 'word' })
    else tokens.push({ at, text: written, sort: number === undefined ? 'sign' : 'number' })
  }
  tokens.push({ at: end, text: '', sort: 'end' })
  return tokens
}

/** `s` and the like are units behind a number only; elsewhere they may be topics. */
const isUnit = (word: string, before: readonly Token[]): boolean =>
  UNITS.has(word) && before.at(-1)?.sort === 'number'
