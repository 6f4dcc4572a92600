import type { FaultSpec } from '../document/types.ts'

/** Which matches a fault acts on; matches count from 1. */
export class Trigger {
  readonly #kind: FaultSpec['trigger']
  readonly #n: number
  readonly #pause: number

  constructor({ trigger, n, pause }: FaultSpec) {
    this.#kind = trigger
    this.#n = n
    this.#pause = pause
  }

  /** The first match after this one that it picks. */
  next(match: number): number {
    const n = this.#n
    switch (this.#kind) {
      case 'always':
        return match + 1
      case 'nth':
        return match < n ? n : Infinity
      case 'every':
        return match + n - (match % n)
      case 'first':
        return match < n ? match + 1 : Infinity
      case 'after':
        return Math.max(match, n) + 1
      case 'burst': {
        const place = match % (n + this.#pause)
        return place < n ? match + 1 : match + n + this.#pause - place + 1
      }
    }
  }
}
