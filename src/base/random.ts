import alea from 'seedrandom/lib/alea.js'
import { CENTRE, centre, normalQuantile, outside } from './normal.ts'

const UNIT = 2 ** -32
const HALF_STEP = 2 ** -33
const MULTIPLIER = 2_091_639

/** Normals are made in stretches; of each, those that do not lie in the centre are put here first. */
const STRETCH = 256
const outsidePlaces = new Uint32Array(STRETCH)
const outsideChances = new Float64Array(STRETCH)

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
 * seedrandom seeds it; the recurrence is written out so that a block of draws is one tight loop. The
 * state is in a typed array: engines would box doubles in fields at every draw.
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

  uniforms(out: Float64Array): void {
    const state = this.#state
    let s0 = state[0]!
    let s1 = state[1]!
    let s2 = state[2]!
    let carry = state[3]!
    for (let index = 0; index < out.length; index++) {
      const t = MULTIPLIER * s0 + carry * UNIT
      s0 = s1
      s1 = s2
      carry = t | 0
      s2 = t - carry
      out[index] = s2 + HALF_STEP
    }
    state[0] = s0
    state[1] = s1
    state[2] = s2
    state[3] = carry
  }

  normals(out: Float64Array): void {
    for (let from = 0; from < out.length; from += STRETCH)
      this.#normals(out, from, Math.min(out.length, from + STRETCH))
  }

  /**
   * First all quantiles as if they lay in the centre, without a branch, while the recurrence waits for
   * itself; then those that do not, one in seven.
   */
  #normals(out: Float64Array, from: number, to: number): void {
    const state = this.#state
    let s0 = state[0]!
    let s1 = state[1]!
    let s2 = state[2]!
    let carry = state[3]!
    let count = 0
    for (let index = from; index < to; index++) {
      const t = MULTIPLIER * s0 + carry * UNIT
      s0 = s1
      s1 = s2
      carry = t | 0
      s2 = t - carry
      const p = s2 + HALF_STEP
      const q = p - 0.5
      outsidePlaces[count] = index
      outsideChances[count] = p
      count += Math.abs(q) > CENTRE ? 1 : 0
      out[index] = q * centre(0.180625 - q * q)
    }
    state[0] = s0
    state[1] = s1
    state[2] = s2
    state[3] = carry
    for (let nth = 0; nth < count; nth++) out[outsidePlaces[nth]!] = outside(outsideChances[nth]!)
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
