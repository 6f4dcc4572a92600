import { assert, present } from '../base/assert.ts'
import { emptySlots } from '../base/slots.ts'
import type { Millis } from '../base/time.ts'

/**
 * The future event list: a binary min-heap ordered by (time, insertion sequence). The sequence makes
 * simultaneous entries leave in the order they were scheduled, on every engine.
 *
 * Three arrays side by side instead of one of objects: scheduling allocates nothing in steady state.
 */
export class EventQueue<T> {
  #times: Float64Array = new Float64Array(64)
  #orders: Float64Array = new Float64Array(64)
  readonly #items: (T | undefined)[] = emptySlots<T>(64)
  #scheduled = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Time of the earliest entry, or Infinity. */
  get nextMs(): Millis {
    return this.#size === 0 ? Infinity : this.#times[0]!
  }

  /** O(log n). `atMs` must be a whole, non-negative number of milliseconds. */
  schedule(atMs: Millis, item: T): void {
    if (!(Number.isSafeInteger(atMs) && atMs >= 0)) assert(false, `schedule at ${atMs} ms`)
    const last = this.#size
    if (last === this.#times.length) this.#widen()
    this.#size++
    this.#siftUp(last, atMs, this.#scheduled++, item)
  }

  /** O(log n). Removes the earliest entry, or returns undefined when none is left. */
  next(): T | undefined {
    if (this.#size === 0) return undefined
    const first = this.#items[0]
    const last = --this.#size
    const item = present(this.#items[last], 'entry')
    this.#items[last] = undefined
    if (last > 0) this.#siftDown(last, this.#times[last]!, this.#orders[last]!, item)
    return first
  }

  /** What is still scheduled, in no particular order. */
  pending(): Iterable<T> {
    return this.#items.slice(0, this.#size) as T[]
  }

  /** Moves the hole at `index` up to where the entry belongs, and puts it there. */
  #siftUp(index: number, atMs: Millis, order: number, item: T): void {
    let hole = index
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      if (!this.#precedes(atMs, order, parent)) break
      this.#move(parent, hole)
      hole = parent
    }
    this.#put(hole, atMs, order, item)
  }

  /** Moves the hole at the root down to where the entry belongs, in a heap of `size` entries. */
  #siftDown(size: number, atMs: Millis, order: number, item: T): void {
    let hole = 0
    for (;;) {
      const left = 2 * hole + 1
      if (left >= size) break
      const right = left + 1
      const child =
        right < size && this.#precedes(this.#times[right]!, this.#orders[right]!, left) ? right : left
      if (this.#precedes(atMs, order, child)) break
      this.#move(child, hole)
      hole = child
    }
    this.#put(hole, atMs, order, item)
  }

  #precedes(atMs: Millis, order: number, other: number): boolean {
    const otherMs = this.#times[other]!
    return atMs < otherMs || (atMs === otherMs && order < this.#orders[other]!)
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from]!, this.#orders[from]!, this.#items[from])
  }

  #put(at: number, atMs: Millis, order: number, item: T | undefined): void {
    this.#times[at] = atMs
    this.#orders[at] = order
    this.#items[at] = item
  }

  #widen(): void {
    this.#times = widened(this.#times)
    this.#orders = widened(this.#orders)
  }
}

function widened(column: Float64Array): Float64Array {
  const wider = new Float64Array(column.length * 2)
  wider.set(column)
  return wider
}
