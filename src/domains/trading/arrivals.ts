import { exp, log } from '../../base/math.ts'
import type { RandomStream } from '../../base/random.ts'

/** When data come: an endless list of moments, in cycles since the run began. O(1) a moment. */
export type Moments = () => number

/** Turns moments into the offsets of one cycle after the other. */
export class Arrivals {
  readonly #moments: Moments
  readonly #stepMs: number
  #next: number
  #cycle = 0

  constructor(moments: Moments, stepMs: number) {
    this.#moments = moments
    this.#stepMs = stepMs
    this.#next = moments()
  }

  /** How many data come in the next cycle; their offsets from its start in whole ms, ascending. What does not fit comes at the start of the next. */
  cycle(offsets: Float64Array): number {
    const from = this.#cycle++
    let count = 0
    while (this.#next < from + 1 && count < offsets.length) {
      const offset = Math.floor((this.#next - from) * this.#stepMs)
      offsets[count++] = Math.min(this.#stepMs - 1, Math.max(0, offset))
      this.#next = this.#moments()
    }
    return count
  }
}

/** Independent arrivals, `rate` a cycle on average: exponential gaps. */
export function poisson(rate: number, random: RandomStream): Moments {
  let at = 0
  return () => (at -= log(random.uniform()) / rate)
}

/**
 * Arrivals that bring arrivals (Hawkes 1971): each raises the intensity, which falls back exponentially
 * with mean `memory` cycles. `branching` is the share of arrivals that others brought; `rate` is the
 * long-run mean a cycle. By thinning (Ogata 1981); the state is one number.
 */
export function hawkes(rate: number, branching: number, memory: number, random: RandomStream): Moments {
  const base = rate * (1 - branching)
  const decay = 1 / memory
  const kick = branching * decay
  const state = new Float64Array([0, rate])
  return () => {
    let at = state[0]!
    let intensity = state[1]!
    for (;;) {
      const bound = intensity
      const wait = -log(random.uniform()) / bound
      at += wait
      intensity = base + (bound - base) * exp(-decay * wait)
      if (random.uniform() * bound <= intensity) {
        state[0] = at
        state[1] = intensity + kick
        return at
      }
    }
  }
}

/** One a cycle, but after every `every` data nothing for `gap` cycles: a feed with holes. */
export function gaps(every: number, gap: number): Moments {
  let count = 0
  let at = 0
  return () => {
    const moment = at
    at += ++count % every === 0 ? 1 + gap : 1
    return moment
  }
}
