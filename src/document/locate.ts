import type { Path } from '../base/problem.ts'

export interface TextPosition {
  /** One-based. */
  readonly line: number
  readonly column: number
}

/** A syntax error of a JSON text, with its place: the same words in every engine. */
export interface SyntaxFault extends TextPosition {
  readonly message: string
}

interface Scan {
  readonly places: Map<string, number>
  readonly duplicates: readonly { readonly path: Path; readonly at: number }[]
}

export const MAX_DEPTH = 64

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

const key = (path: Path): string => JSON.stringify(path)

/**
 * Scans a JSON text without building it: where every value starts, duplicate keys, the first syntax
 * error, and nesting over 64 levels. One pass, no backtracking.
 */
export function scanJson(text: string): Scan | SyntaxFault {
  try {
    return new Scanner(text).run()
  } catch (error) {
    if (error instanceof Stop) return { message: error.reason, ...positionAt(text, error.at) }
    throw error
  }
}

/** Where the value at `path` starts; the nearest ancestor's place when it is missing from the text. */
export function locate(scan: Scan, text: string, path: Path): TextPosition {
  for (let length = path.length; length >= 0; length--) {
    const at = scan.places.get(key(path.slice(0, length)))
    if (at !== undefined) return positionAt(text, at)
  }
  return { line: 1, column: 1 }
}

class Stop extends Error {
  readonly reason: string
  readonly at: number
  constructor(reason: string, at: number) {
    super(reason)
    this.reason = reason
    this.at = at
  }
}

class Scanner {
  readonly #text: string
  readonly #places = new Map<string, number>()
  readonly #duplicates: { path: Path; at: number }[] = []
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  run(): Scan {
    if (this.#text.startsWith('\ufeff')) this.#at = 1
    this.#value([])
    this.#space()
    if (this.#at < this.#text.length) this.#fail('there is text after the end of the document')
    return { places: this.#places, duplicates: this.#duplicates }
  }

  #value(path: Path): void {
    this.#space()
    this.#places.set(key(path), this.#at)
    if (path.length > MAX_DEPTH) this.#fail(`nesting is deeper than ${MAX_DEPTH} levels`)
    const head = this.#text[this.#at]
    if (head === undefined) this.#fail('the text ends too early: a value is missing')
    if (head === '{') this.#object(path)
    else if (head === '[') this.#array(path)
    else if (head === '"') this.#string()
    else this.#literal()
  }

  #object(path: Path): void {
    const seen = new Set<string>()
    this.#at++
    this.#space()
    if (this.#take('}')) return
    for (;;) {
      this.#space()
      const at = this.#at
      if (this.#text[at] !== '"')
        this.#fail(
          at >= this.#text.length ? 'the text ends inside an object' : 'expected a name in double quotes',
        )
      const name = this.#string()
      if (seen.has(name)) this.#duplicates.push({ path: [...path, name], at })
      seen.add(name)
      this.#space()
      if (!this.#take(':')) this.#fail('expected ":" after the name')
      this.#value([...path, name])
      this.#space()
      if (this.#take('}')) return
      if (!this.#take(',')) this.#fail(this.#ended('expected "," or "}"', 'an object'))
    }
  }

  #array(path: Path): void {
    this.#at++
    this.#space()
    if (this.#take(']')) return
    for (let index = 0; ; index++) {
      this.#value([...path, index])
      this.#space()
      if (this.#take(']')) return
      if (!this.#take(',')) this.#fail(this.#ended('expected "," or "]"', 'a list'))
    }
  }

  #string(): string {
    const from = this.#at
    this.#at++
    for (; this.#at < this.#text.length; this.#at++) {
      const char = this.#text[this.#at]!
      if (char === '\\') this.#at++
      else if (char === '"') {
        this.#at++
        return this.#parseString(from)
      } else if (char < ' ') this.#fail('a text may not contain a line break or control character; write \\n')
    }
    return this.#fail('the text ends inside a quoted text')
  }

  #parseString(from: number): string {
    try {
      return JSON.parse(this.#text.slice(from, this.#at)) as string
    } catch {
      this.#at = from
      return this.#fail('this quoted text has an invalid escape')
    }
  }

  #literal(): void {
    const match = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![A-Za-z0-9_.])/.exec(
      this.#text.slice(this.#at, this.#at + 400),
    )
    if (match === null) this.#fail('expected a value: a number, "text", true, false, null, [ or {')
    else this.#at += match[0].length
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false
    this.#at++
    return true
  }

  #ended(expected: string, inside: string): string {
    return this.#at >= this.#text.length ? `the text ends inside ${inside}: it seems to be cut off` : expected
  }

  #fail(reason: string): never {
    throw new Stop(reason, this.#at)
  }
}
