import { assert, present } from '../base/assert.ts'
import { cos, exp, log, sin } from '../base/math.ts'
import type { PhaseSpan, ProfileContext, ProfileRun } from '../kinds/contracts.ts'

/** Prices move on a log scale (relative changes), sensor readings on a linear one. */
export type Scale = 'log' | 'linear'

/** What chance does in one step. One object is reused for every step. */
export interface Shock {
  /** Standard normal variate. */
  readonly z: number
  /** Standard deviation of this step, the phase's stress included. */
  readonly sigma: number
  /** sigma * z, plus the phase's jump if one came. */
  readonly move: number
}

/** The next state from the last: x is ln(price) on a log scale, the value itself on a linear one. */
export type Motion = (x: number, shock: Shock) => number

/** Rare sudden moves: Merton (1976), at most one a step. */
export interface Jumps {
  /** Chance of a jump in a step, 0..1. */
  readonly chance: number
  readonly mean: number
  readonly deviation: number
}

/** One stretch of a multi-phase profile. */
export interface Leg extends PhaseSpan {
  /** Multiplies the volatility during the phase; 1 is calm. */
  readonly stress?: number
  readonly jumps?: Jumps
  /** Called on entry; `entries[i]` is the state at which leg i was entered, the last being now. */
  motion(x: number, entries: readonly number[]): Motion
}

const MOST_MOVE = 2
const LOG_MIN = log(1e-9)
const LOG_MAX = log(1e15)

/**
 * Runs a list of legs one after the other. The last leg must be open-ended. Each step consumes one
 * normal variate, and where a leg has jumps one uniform and one more normal in every leg, so that a
 * phase's length never shifts the draws of another purpose. O(1) a step.
 */
export function runPhases(legs: readonly Leg[], scale: Scale, context: ProfileContext): ProfileRun {
  const played = legs.map((leg, index) => ({ leg, index })).filter(({ leg }) => leg.steps > 0)
  assert(present(played.at(-1), 'a phase').leg.steps === Infinity, 'the last phase is open-ended')
  const noise = context.random('noise')
  const jumping = legs.some(({ jumps }) => jumps !== undefined)
  const jumpAt = jumping ? context.random('jump') : null
  const jumpSize = jumping ? context.random('jump-size') : null
  const logScale = scale === 'log'
  const shock = { z: 0, sigma: 0, move: 0 }
  const entries: number[] = []
  let x = logScale ? log(context.startValue) : context.startValue
  let turn = -1
  let left = 0
  let current = present(played[0], 'a phase')
  let motion: Motion = (value) => value
  let stress = 1
  let compensator = 0

  const enterNext = () => {
    turn++
    current = present(played[turn], 'a phase')
    left = current.leg.steps
    entries.push(x)
    motion = current.leg.motion(x, entries)
    stress = current.leg.stress ?? 1
    const { jumps } = current.leg
    // The jump's mean is taken out, so that a phase's drift is the drift that was asked for.
    compensator =
      jumps === undefined
        ? 0
        : jumps.chance *
          (logScale ? exp(jumps.mean + 0.5 * jumps.deviation * jumps.deviation) - 1 : jumps.mean)
  }

  return {
    next() {
      if (left === 0) enterNext()
      left--
      shock.z = noise.normal()
      shock.sigma = context.volatility * stress
      shock.move = shock.sigma * shock.z
      if (jumpAt !== null && jumpSize !== null) {
        const chance = jumpAt.uniform()
        const size = jumpSize.normal()
        const { jumps } = current.leg
        if (jumps !== undefined) {
          shock.move += (chance < jumps.chance ? jumps.mean + jumps.deviation * size : 0) - compensator
        }
      }
      const wanted = motion(x, shock)
      if (!logScale) return (x = wanted)
      x = Math.min(LOG_MAX, Math.max(LOG_MIN, x + Math.min(MOST_MOVE, Math.max(-MOST_MOVE, wanted - x))))
      return exp(x)
    },
    stress: () => stress,
    phaseIndex: () => current.index,
  }
}

/** The spans of legs, for `phases` of a profile kind. */
export const spansOf = (legs: readonly Leg[]): PhaseSpan[] =>
  legs.map(({ name, phase, steps }) => ({ name, phase, steps }))

// ------------------------------------------------------------------------------------------- motions

/**
 * Free motion with drift `perStep`. On a log scale half the variance is taken off (Ito), so that
 * E[S_n] = S_0 e^(n * perStep) exactly: geometric Brownian motion.
 */
export const drift =
  (perStep: number, scale: Scale): Motion =>
  (x, { move, sigma }) =>
    x + perStep + move - (scale === 'log' ? 0.5 * sigma * sigma : 0)

/** Stays near `level`: an Ornstein-Uhlenbeck step with `pull` in (0, 1] of the distance taken back each step. */
export const revert =
  (level: number, pull: number): Motion =>
  (x, { move }) =>
    x + pull * (level - x) + move

/** How a pinned phase goes from 0 to 1. */
export type Shape = (u: number) => number

/**
 * Goes from `from` to exactly `target` in `steps` steps along `shape`, with noise that is tied down at
 * both ends (Brownian bridge). The noise is kept small enough that the shape stays visible: at most
 * a quarter of the way, spread over the phase.
 */
export function pinned(from: number, target: number, steps: number, shape: Shape): Motion {
  const way = Math.abs(target - from)
  const cap = way === 0 ? Infinity : (0.25 * way) / Math.sqrt(steps)
  let done = 0
  let deviation = 0
  return (_x, { move, sigma }) => {
    const remaining = steps - done
    const damped = sigma > cap ? (move * cap) / sigma : move
    deviation = deviation * (1 - 1 / remaining) + damped * Math.sqrt((remaining - 1) / remaining)
    done++
    return done >= steps ? target : from + (target - from) * shape(done / steps) + deviation
  }
}

/**
 * Swings round `centre` by at most `halfWidth`: a sine of `period` steps that takes `1 - noiseShare` of
 * the width, and mean-reverting noise for the rest; what would leave the band is reflected back.
 */
export function swing(
  centre: number,
  halfWidth: number,
  period: number,
  pull: number,
  noiseShare: number,
): Motion {
  const amplitude = (1 - noiseShare) * halfWidth
  const turn = (2 * Math.PI) / period
  const [stepSin, stepCos] = [sin(turn), cos(turn)]
  const keep = 1 - pull
  // Three standard deviations of the noise fill its share of the band.
  const scatter = ((noiseShare * halfWidth) / 3) * Math.sqrt(1 - keep * keep)
  let s = 0
  let c = 1
  let count = 0
  let y = 0
  return (_x, { z }) => {
    ;[s, c] = [s * stepCos + c * stepSin, c * stepCos - s * stepSin]
    if (++count % 1024 === 0) {
      const length = Math.sqrt(s * s + c * c)
      s /= length
      c /= length
    }
    y = keep * y + scatter * z
    let offset = amplitude * s + y
    if (offset > halfWidth) offset = Math.max(-halfWidth, 2 * halfWidth - offset)
    else if (offset < -halfWidth) offset = Math.min(halfWidth, -2 * halfWidth - offset)
    return centre + offset
  }
}

// -------------------------------------------------------------------------------------------- shapes

export const straight: Shape = (u) => u

/** u^power for a whole power: slow at first, then falling. */
export const accelerating =
  (power: number): Shape =>
  (u) => {
    let result = u
    for (let k = 1; k < power; k++) result *= u
    return result
  }

/** Fast at first, then levelling off: (1 - e^(-rate u)) / (1 - e^(-rate)). */
export function levelling(rate: number): Shape {
  if (rate === 0) return straight
  const whole = 1 - exp(-rate)
  return (u) => (1 - exp(-rate * u)) / whole
}

/** u^1.5: a pump that feeds on itself. */
export const pumping: Shape = (u) => u * Math.sqrt(u)

/** 1 - (1-u)^2: a dump, steepest at its start. */
export const dumping: Shape = (u) => 1 - (1 - u) * (1 - u)

/** Smoothstep: gentle at both ends. */
export const smooth: Shape = (u) => u * u * (3 - 2 * u)
