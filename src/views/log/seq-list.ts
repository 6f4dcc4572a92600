/** A list of record numbers, ascending. */
export interface SeqItems extends Iterable<number> {
  readonly length: number
  /** The record at `index`, or -1 outside the list. */
  at(index: number): number
  /** Index of the first record at or after `seq`; the length when there is none. */
  lowerBound(seq: number): number
}

/** The records of a list from `first` on and before `end`: still the same records, not a copy. */
export function partOf(list: SeqItems, first: number, end: number): SeqItems {
  // Asked anew each time: the list may still be growing.
  const from = () => list.lowerBound(first)
  const length = () => Math.max(0, list.lowerBound(end) - from())
  return {
    get length() {
      return length()
    },
    at: (index) => (index >= 0 && index < length() ? list.at(from() + index) : -1),
    lowerBound: (seq) => Math.min(Math.max(0, list.lowerBound(seq) - from()), length()),
    *[Symbol.iterator]() {
      for (let index = 0; index < length(); index++) yield list.at(from() + index)
    },
  }
}

/**
 * A growing list of record numbers, four bytes each. Every list here is ascending, and records are in
 * time order, so a list can be searched by time as well.
 */
export class SeqList {
  #items = new Uint32Array(64)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(seq: number): void {
    if (this.#length === this.#items.length) this.#grow()
    this.#items[this.#length++] = seq
  }

  /** The record at `index`, or -1 outside the list. */
  at(index: number): number {
    return index >= 0 && index < this.#length ? this.#items[index]! : -1
  }

  /** Index of the first record at or after `seq`; the length when there is none. O(log n). */
  lowerBound(seq: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#items[middle]! < seq) low = middle + 1
      else high = middle
    }
    return low
  }

  has(seq: number): boolean {
    return this.at(this.lowerBound(seq)) === seq
  }

  *[Symbol.iterator](): Generator<number> {
    for (let index = 0; index < this.#length; index++) yield this.at(index)
  }

  #grow(): void {
    const wider = new Uint32Array(this.#items.length * 2)
    wider.set(this.#items)
    this.#items = wider
  }
}
