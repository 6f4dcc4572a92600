import { present } from '../base/assert.ts'
import { emptySlots } from '../base/slots.ts'

/** A first-in, first-out queue in a ring that doubles when it is full. O(1), no allocation in steady state. */
export class Ring<T> {
  #items = emptySlots<T>(64)
  #head = 0
  size = 0

  put(item: T): void {
    if (this.size === this.#items.length) this.#widen()
    this.#items[(this.#head + this.size) & (this.#items.length - 1)] = item
    this.size++
  }

  /** Must not be empty. */
  take(): T {
    const item = present(this.#items[this.#head], 'item')
    this.#head = (this.#head + 1) & (this.#items.length - 1)
    this.size--
    return item
  }

  #widen(): void {
    const wider = emptySlots<T>(this.#items.length * 2)
    for (let index = 0; index < this.size; index++)
      wider[index] = this.#items[(this.#head + index) & (this.#items.length - 1)]
    this.#items = wider
    this.#head = 0
  }
}
