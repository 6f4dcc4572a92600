import type { Millis } from '../../base/time.ts'
import { MOST_KEPT } from './keys.ts'

/** Something that has begun and waits for its end. */
export interface Obligation {
  readonly key: string
  readonly seq: number
  readonly atMs: Millis
  met: boolean
}

/**
 * Open obligations in order of time, found by key. Each is added, met and forgotten once: O(1) amortised.
 * Holds at most MOST_KEPT that are open; `full` says that it was more.
 */
export class Obligations {
  #all: Obligation[] = []
  #head = 0
  readonly #byKey = new Map<string, { list: Obligation[]; head: number }>()
  #open = 0
  full = false

  add(key: string, seq: number, atMs: Millis): void {
    if (this.#open >= MOST_KEPT) {
      this.full = true
      return
    }
    const obligation = { key, seq, atMs, met: false }
    this.#open++
    this.#all.push(obligation)
    const known = this.#byKey.get(key)
    if (known === undefined) this.#byKey.set(key, { list: [obligation], head: 0 })
    else known.list.push(obligation)
  }

  /** The oldest open one, or undefined. */
  get oldest(): Obligation | undefined {
    while (this.#head < this.#all.length && this.#all[this.#head]!.met) this.#head++
    if (this.#head > 1_024 && this.#head * 2 > this.#all.length) {
      this.#all = this.#all.slice(this.#head)
      this.#head = 0
    }
    return this.#all[this.#head]
  }

  /** The newest open one, or undefined: whatever was met after it is forgotten on the way. */
  get newest(): Obligation | undefined {
    while (this.#all.length > this.#head && this.#all.at(-1)!.met) this.#all.pop()
    return this.#head < this.#all.length ? this.#all.at(-1) : undefined
  }

  /** The oldest open one of a key. */
  oldestOf(key: string): Obligation | undefined {
    const known = this.#byKey.get(key)
    return known?.list[known.head]
  }

  /** Meets the oldest open one of a key. */
  meet(key: string): void {
    const known = this.#byKey.get(key)
    const first = known?.list[known.head]
    if (known === undefined || first === undefined) return
    first.met = true
    this.#open--
    known.head++
    if (known.head === known.list.length) this.#byKey.delete(key)
    else if (known.head > 64 && known.head * 2 > known.list.length) {
      known.list = known.list.slice(known.head)
      known.head = 0
    }
  }

  get open(): number {
    return this.#open
  }
}
