import alea from 'seedrandom/lib/alea.js'
import { normalQuantile } from './normal.ts'

const HALF_STEP = 2 ** -33

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
}

/**
 * The stream of one consumer: `seed / kind / id / purpose`. Adding, removing or reordering another
 * consumer changes nothing here. Generator: Baagoe's Alea (double arithmetic, equal in every engine).
 */
export function randomStream(seed: string, ...name: readonly string[]): RandomStream {
  const draw = alea([seed, ...name].join('/'))
  const uniform = () => draw() + HALF_STEP
  return {
    uniform,
    normal: () => normalQuantile(draw() + HALF_STEP),
    below: (count) => Math.floor(draw() * count),
  }
}
