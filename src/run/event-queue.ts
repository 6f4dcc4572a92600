import { assert, present } from '../base/assert.ts'
import type { Millis } from '../base/time.ts'

interface Entry<T> {
  readonly atMs: Millis
  readonly sequence: number
  readonly item: T
}

/**
 * The future event list: a binary min-heap ordered by (time, insertion sequence). The sequence makes
 * simultaneous entries leave in the order they were scheduled, on every engine.
 */
export class EventQueue<T> {
  readonly #heap: Entry<T>[] = []
  #scheduled = 0

  get size(): number {
    return this.#heap.length
  }

  /** Time of the earliest entry, or Infinity. */
  get nextMs(): Millis {
    return this.#heap[0]?.atMs ?? Infinity
  }

  /** O(log n). `atMs` must be a whole, non-negative number of milliseconds. */
  schedule(atMs: Millis, item: T): void {
    assert(Number.isSafeInteger(atMs) && atMs >= 0, `schedule at ${atMs} ms`)
    this.#heap.push({ atMs, sequence: this.#scheduled++, item })
    this.#siftUp(this.#heap.length - 1)
  }

  /** O(log n). Removes the earliest entry, or returns undefined when none is left. */
  next(): T | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (first === undefined || last === undefined) return undefined
    if (last !== first) {
      this.#heap[0] = last
      this.#siftDown(0)
    }
    return first.item
  }

  /** What is still scheduled, in no particular order. */
  *pending(): Iterable<T> {
    for (const { item } of this.#heap) yield item
  }

  #siftUp(index: number): void {
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#precedes(index, parent)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  #siftDown(index: number): void {
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      let earliest = index
      if (left < this.#heap.length && this.#precedes(left, earliest)) earliest = left
      if (right < this.#heap.length && this.#precedes(right, earliest)) earliest = right
      if (earliest === index) return
      this.#swap(index, earliest)
      index = earliest
    }
  }

  #precedes(a: number, b: number): boolean {
    const left = present(this.#heap[a], 'entry')
    const right = present(this.#heap[b], 'entry')
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.sequence < right.sequence)
  }

  #swap(a: number, b: number): void {
    const kept = present(this.#heap[a], 'entry')
    this.#heap[a] = present(this.#heap[b], 'entry')
    this.#heap[b] = kept
  }
}
