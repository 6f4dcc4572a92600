export type SpanState = 'open' | 'passed' | 'failed'

/** One visit of a step. */
export interface Span {
  /** As records name it: `step:<id>`. */
  readonly source: string
  readonly fromMs: number
  /** Infinity while the step goes on. */
  readonly toMs: number
  readonly state: SpanState
  /** The record that says the step was entered. */
  readonly seq: number
}

const STATES = ['open', 'passed', 'failed'] as const

/** Visits that do not overlap, in time order, as columns: a loop may visit a step a million times. */
export class SpanRow {
  readonly #from: number[] = []
  readonly #to: number[] = []
  readonly #source: string[] = []
  readonly #state: number[] = []
  readonly #seq: number[] = []

  get length(): number {
    return this.#from.length
  }

  get free(): boolean {
    return this.#to.at(-1) !== Infinity
  }

  push(source: string, fromMs: number, seq: number): void {
    this.#from.push(fromMs)
    this.#to.push(Infinity)
    this.#source.push(source)
    this.#state.push(0)
    this.#seq.push(seq)
  }

  close(toMs: number, failed: boolean): void {
    this.#to[this.length - 1] = toMs
    this.#state[this.length - 1] = failed ? 2 : 1
  }

  lastIs(source: string): boolean {
    return this.#source.at(-1) === source
  }

  /** The record that began visit `index`, or -1. */
  at(index: number): number {
    return this.#seq[index] ?? -1
  }

  visit(index: number): Span | undefined {
    const fromMs = this.#from[index]
    if (fromMs === undefined) return undefined
    return {
      source: this.#source[index] ?? '',
      fromMs,
      toMs: this.#to[index] ?? Infinity,
      state: STATES[this.#state[index] ?? 0] ?? 'open',
      seq: this.#seq[index] ?? -1,
    }
  }

  /** Index of the first visit that ends at or after `ms`. O(log n). */
  firstEndingAt(ms: number): number {
    return lowerBound(this.#to, ms)
  }

  /** Index of the first visit that a record at or after `seq` began. O(log n). */
  lowerBound(seq: number): number {
    return lowerBound(this.#seq, seq)
  }
}

/** The visits of steps. Where paths of a scenario go on at one time, there are several rows. */
export class StepSpans {
  readonly #rows: SpanRow[] = []
  readonly #failedMs = new Map<string, number>()
  #count = 0

  get rows(): readonly SpanRow[] {
    return this.#rows
  }

  get count(): number {
    return this.#count
  }

  enter(source: string, atMs: number, seq: number): void {
    let row = this.#rows.find(({ free }) => free)
    if (row === undefined) this.#rows.push((row = new SpanRow()))
    row.push(source, atMs, seq)
    this.#count++
  }

  /** For each step that failed, the moment of its first failure. */
  get failedMs(): ReadonlyMap<string, number> {
    return this.#failedMs
  }

  /** Ends the visit that is going on; a mark without one is left alone. */
  leave(source: string, atMs: number, failed: boolean): void {
    if (failed && !this.#failedMs.has(source)) this.#failedMs.set(source, atMs)
    this.#rows.find((row) => !row.free && row.lastIs(source))?.close(atMs, failed)
  }
}

function lowerBound(values: readonly number[], wanted: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
