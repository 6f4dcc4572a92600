import alea from 'seedrandom/lib/alea.js'
import { normalQuantile, normalQuantiles } from './normal.ts'

const UNIT = 2 ** -32
const HALF_STEP = 2 ** -33
const MULTIPLIER = 2_091_639

/**
 * A named, seeded stream of variates. `uniform` and `normal` each consume exactly one draw, so that
 * switching a feature on or off never shifts what follows.
 */
export interface RandomStream {
  /** Uniform on (0, 1), open at both ends; 32 bits. */
  uniform(): number
  /** Standard normal by inverse CDF; |z| <= 6.34. */
  normal(): number
  /** Uniform whole number in [0, count). */
  below(count: number): number
  /** How many of the next `most` calls of `uniform` come before one below `chance`, which is made too; `most` where none is. */
  misses(chance: number, most: number): number
  /** As many calls of `uniform` as fit into `out`. */
  uniforms(out: Float64Array): void
  /** As many calls of `normal` as fit into `out`, faster than one by one. */
  normals(out: Float64Array): void
}

/**
 * The stream of one consumer: `seed / kind / id / purpose`. Adding, removing or reordering another
 * consumer changes nothing here. Generator: Baagoe's Alea (double arithmetic, equal in every engine).
 */
export function randomStream(seed: string, ...name: readonly string[]): RandomStream {
  const { s0, s1, s2, c } = alea([seed, ...name].join('/'), { state: true }).state()
  return new Alea(s0, s1, s2, c)
}

/**
 * seedrandom seeds it; the recurrence is written out so that a block of draws is one tight loop. There the carry is
 * known before the draw it comes from, but for the rare one of the carry itself: so that each draw need not wait for the
 * one before. The state is in a typed array: engines would box doubles in fields at every draw.
 */
class Alea implements RandomStream {
  readonly #state: Float64Array

  constructor(s0: number, s1: number, s2: number, carry: number) {
    this.#state = new Float64Array([s0, s1, s2, carry])
  }

  uniform(): number {
    return this.#draw() + HALF_STEP
  }

  normal(): number {
    return normalQuantile(this.#draw() + HALF_STEP)
  }

  below(count: number): number {
    return Math.floor(this.#draw() * count)
  }

  misses(chance: number, most: number): number {
    const state = this.#state
    let s0 = state[0]!
    let s1 = state[1]!
    let s2 = state[2]!
    let carry = state[3]!
    let count = 0
    for (let hit = false; count < most && !hit; count += hit ? 0 : 1) {
      const product = MULTIPLIER * s0
      const whole = product | 0
      const sum = product - whole + carry * UNIT
      const less = sum - 1
      const more = whole + 1
      const carries = sum >= 1
      s0 = s1
      s1 = s2
      s2 = carries ? less : sum
      carry = carries ? more : whole
      hit = s2 + HALF_STEP < chance
    }
    state[0] = s0
    state[1] = s1
    state[2] = s2
    state[3] = carry
    return count
  }

  uniforms(out: Float64Array): void {
    const state = this.#state
    let s0 = state[0]!
    let s1 = state[1]!
    let s2 = state[2]!
    let carry = state[3]!
    for (let index = 0; index < out.length; index++) {
      const product = MULTIPLIER * s0
      const whole = product | 0
      const sum = product - whole + carry * UNIT
      // Both are computed each time: what is first done when code is compiled already, makes it be compiled anew.
      const less = sum - 1
      const more = whole + 1
      const carries = sum >= 1
      s0 = s1
      s1 = s2
      s2 = carries ? less : sum
      carry = carries ? more : whole
      out[index] = s2 + HALF_STEP
    }
    state[0] = s0
    state[1] = s1
    state[2] = s2
    state[3] = carry
  }

  normals(out: Float64Array): void {
    this.uniforms(out)
    normalQuantiles(out)
  }

  #draw(): number {
    const state = this.#state
    const t = MULTIPLIER * state[0]! + state[3]! * UNIT
    const carry = t | 0
    const next = t - carry
    state[0] = state[1]!
    state[1] = state[2]!
    state[2] = next
    state[3] = carry
    return next
  }
}
