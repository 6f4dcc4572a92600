import { cos, log, sin } from '../base/math.ts'
import type { Shape } from './shapes.ts'

/** Prices move on a log scale (relative changes), sensor readings on a linear one. */
export type Scale = 'log' | 'linear'

/** What chance does in some steps, and the states they lead to. */
export interface Block {
  /** Standard normal variates. */
  readonly z: Float64Array
  /** Volatility relative to a calm step of the source, the phase's stress not included. */
  readonly factor: Float64Array
  /** Standard deviation of the step, stress and factor included. */
  readonly sigma: Float64Array
  /** sigma * z, plus jumps if any came. */
  readonly move: Float64Array
  /** What is taken off for each sigma^2 so that the noise has no drift (Ito): one half, where the value itself is read. */
  readonly ito: number
  /** Written by the motion: ln(price) on a log scale, the value itself on a linear one. */
  readonly x: Float64Array
}

/** A law of motion. `run` writes the states of the steps [from, to) and returns the last one. */
export interface Motion {
  run(block: Block, from: number, to: number, x: number): number
}

/** The range of ln(price): what an integer number of ticks can hold, with room. */
const LOG_MIN = log(1e-9)
const LOG_MAX = log(1e15)

/**
 * Free motion with drift `perStep`. On a log scale half the variance is taken off (Ito), so that
 * E[S_n] = S_0 e^(n * perStep) exactly: geometric Brownian motion.
 */
export const drift = (perStep: number, scale: Scale): Motion =>
  scale === 'log' ? new LogDrift(perStep) : new LinearDrift(perStep)

class LogDrift implements Motion {
  readonly #perStep: number

  constructor(perStep: number) {
    this.#perStep = perStep
  }

  run({ move, sigma, ito, x: out }: Block, from: number, to: number, start: number): number {
    const perStep = this.#perStep
    let x = start
    for (let k = from; k < to; k++) {
      const s = sigma[k]!
      x = Math.max(LOG_MIN, Math.min(LOG_MAX, x + (perStep + move[k]! - ito * s * s)))
      out[k] = x
    }
    return x
  }
}

class LinearDrift implements Motion {
  readonly #perStep: number

  constructor(perStep: number) {
    this.#perStep = perStep
  }

  run({ move, x: out }: Block, from: number, to: number, start: number): number {
    const perStep = this.#perStep
    let x = start
    for (let k = from; k < to; k++) out[k] = x = x + perStep + move[k]!
    return x
  }
}

/**
 * Stays near `level`: an Ornstein-Uhlenbeck step with `pull` in (0, 1] of the distance taken back each step;
 * `gain` scales the noise.
 */
export const revert = (level: number, pull: number, gain = 1): Motion => new Reversion(level, pull, gain)

class Reversion implements Motion {
  readonly #level: number
  readonly #pull: number
  readonly #gain: number

  constructor(level: number, pull: number, gain: number) {
    this.#level = level
    this.#pull = pull
    this.#gain = gain
  }

  run({ move, x: out }: Block, from: number, to: number, start: number): number {
    const level = this.#level
    const pull = this.#pull
    const gain = this.#gain
    let x = start
    for (let k = from; k < to; k++) out[k] = x = x + pull * (level - x) + gain * move[k]!
    return x
  }
}

/** Stands still: a closed market. */
export const frozen: Motion = {
  run({ x: out }, from, to, x) {
    out.fill(x, from, to)
    return x
  },
}

/**
 * Goes from `from` to exactly `target` in `steps` steps along `shape`, with noise that is tied down at
 * both ends (Brownian bridge). The noise is kept small enough that the shape stays visible, at most a
 * quarter of the way, spread over the phase, unless it is `rough`.
 */
export function pinned(from: number, target: number, steps: number, shape: Shape, rough = false): Motion {
  const way = Math.abs(target - from)
  const cap = way === 0 || rough ? Infinity : (0.25 * way) / Math.sqrt(steps)
  let done = 0
  const state = new Float64Array(1)
  return {
    run({ move, sigma, x: out }, first, to) {
      let deviation = state[0]!
      for (let k = first; k < to; k++) {
        const remaining = steps - done
        const damped = sigma[k]! > cap ? (move[k]! * cap) / sigma[k]! : move[k]!
        deviation = deviation * (1 - 1 / remaining) + damped * Math.sqrt((remaining - 1) / remaining)
        done++
        out[k] = done >= steps ? target : from + (target - from) * shape(done / steps) + deviation
      }
      state[0] = deviation
      return out[to - 1]!
    },
  }
}

/**
 * Swings round `centre` by at most `halfWidth`: a sine of `period` steps that takes `1 - noiseShare` of
 * the width, and mean-reverting noise for the rest; what would leave the band is reflected back.
 */
export const swing = (
  centre: number,
  halfWidth: number,
  period: number,
  pull: number,
  noiseShare: number,
): Motion => new Swing(centre, halfWidth, period, pull, noiseShare)

class Swing implements Motion {
  readonly #centre: number
  readonly #halfWidth: number
  readonly #amplitude: number
  readonly #stepSin: number
  readonly #stepCos: number
  readonly #keep: number
  readonly #scatter: number
  /** Sine and cosine of where it is, and the noise. */
  readonly #state = new Float64Array([0, 1, 0])
  #count = 0

  constructor(centre: number, halfWidth: number, period: number, pull: number, noiseShare: number) {
    const turn = (2 * Math.PI) / period
    this.#centre = centre
    this.#halfWidth = halfWidth
    this.#amplitude = (1 - noiseShare) * halfWidth
    this.#stepSin = sin(turn)
    this.#stepCos = cos(turn)
    this.#keep = 1 - pull
    // Three standard deviations of the noise fill its share of the band.
    this.#scatter = ((noiseShare * halfWidth) / 3) * Math.sqrt(1 - this.#keep * this.#keep)
  }

  run({ z, factor, x: out }: Block, from: number, to: number, start: number): number {
    const centre = this.#centre
    const halfWidth = this.#halfWidth
    const amplitude = this.#amplitude
    const stepSin = this.#stepSin
    const stepCos = this.#stepCos
    const keep = this.#keep
    const scatter = this.#scatter
    const state = this.#state
    let s = state[0]!
    let c = state[1]!
    let noise = state[2]!
    let count = this.#count
    for (let k = from; k < to; k++) {
      // Rounding errors are taken out of the rotation before they add up; the first time there are none.
      if ((count++ & 1_023) === 0) {
        const length = Math.sqrt(s * s + c * c)
        s /= length
        c /= length
      }
      const was = s
      s = was * stepCos + c * stepSin
      c = c * stepCos - was * stepSin
      noise = keep * noise + scatter * (factor[k]! * z[k]!)
      const offset = amplitude * s + noise
      out[k] =
        offset > halfWidth
          ? centre + Math.max(-halfWidth, 2 * halfWidth - offset)
          : offset < -halfWidth
            ? centre + Math.min(halfWidth, -2 * halfWidth - offset)
            : centre + offset
    }
    state[0] = s
    state[1] = c
    state[2] = noise
    this.#count = count
    return to > from ? out[to - 1]! : start
  }
}
