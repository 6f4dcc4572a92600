import type { Decision } from '../kinds/contracts.ts'
import { firstIndex, widened } from './columns.ts'

/** A fault acted on the event of record `seq`. */
export interface Hit {
  readonly seq: number
  /** Index into the document's faults. */
  readonly fault: number
  readonly decision: Exclude<Decision['do'], 'pass'>
  /**
   * Which of the events that it matched this one was, counted from 1, as its trigger counts them: for each
   * subscriber by itself where it acts on subscribers' copies. Absent where it is not known.
   */
  readonly match?: number
}

/** In columns a decision is its place in this list. */
export const DECISIONS = [
  'drop',
  'delay',
  'replace',
  'duplicate',
  'inject',
  'park',
  'fail',
  'pause',
  'crash',
  'split',
] as const satisfies readonly Hit['decision'][]

/** So many decisions there were at first: digests have these codes in them, and those keep their meaning. */
const FIRST_DECISIONS = 9
/** Codes of the others are below zero. There is room for so many in all. */
const MOST_DECISIONS = 32

const codeOf = (fault: number, place: number): number =>
  place < FIRST_DECISIONS ? fault * FIRST_DECISIONS + place : -(fault * MOST_DECISIONS + place)

function decoded(code: number): readonly [fault: number, place: number] {
  const [all, digits] = code < 0 ? [-code, MOST_DECISIONS] : [code, FIRST_DECISIONS]
  return [Math.floor(all / digits), all % digits]
}

/** What faults did, in the order of the records. In columns: a long run has many hits, and nobody looks at most. */
export class Hits {
  #seqs: Int32Array = new Int32Array(64)
  #codes: Int32Array = new Int32Array(64)
  /** 0 where it is not known. Nothing of it is in the digest: it follows from the rest. */
  #matches: Int32Array = new Int32Array(64)
  #count = 0
  /** As many of them as have been asked for. */
  readonly #made: Hit[] = []

  get count(): number {
    return this.#count
  }

  get all(): readonly Hit[] {
    for (let index = this.#made.length; index < this.#count; index++) {
      const match = this.#matches[index]!
      const [fault, place] = decoded(this.#codes[index]!)
      const decision = DECISIONS[place]!
      this.#made.push({ seq: this.#seqs[index]!, fault, decision, ...(match > 0 && { match }) })
    }
    return this.#made
  }

  add(seq: number, { fault, decision, match = 0 }: Omit<Hit, 'seq'>): void {
    const at = this.#count++
    if (at === this.#seqs.length) {
      this.#seqs = widened(this.#seqs, new Int32Array(2 * at))
      this.#codes = widened(this.#codes, new Int32Array(2 * at))
      this.#matches = widened(this.#matches, new Int32Array(2 * at))
    }
    this.#seqs[at] = seq
    this.#matches[at] = match
    this.#codes[at] = codeOf(fault, DECISIONS.indexOf(decision))
  }

  /** Those of one record. O(log hits). */
  of(seq: number): readonly Hit[] {
    const first = firstIndex(this.#count, (index) => this.#seqs[index]! >= seq)
    let end = first
    while (end < this.#count && this.#seqs[end] === seq) end++
    return first === end ? NONE : this.all.slice(first, end)
  }

  /** The column of records, then that of what was done to them. */
  visitColumns(visit: (column: Int32Array) => void): void {
    visit(this.#seqs.subarray(0, this.#count))
    visit(this.#codes.subarray(0, this.#count))
  }
}

const NONE: readonly Hit[] = []
