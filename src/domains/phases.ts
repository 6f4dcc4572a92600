import { assert, present } from '../base/assert.ts'
import { cos, exp, log, pow, sin } from '../base/math.ts'
import type { RandomStream } from '../base/random.ts'
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
  return new PhaseRun(legs, scale, context)
}

/** Values are made this many at a time: tight loops let the processor work on several steps at once. */
const BLOCK = 64

/**
 * All state is this profile's own and its streams have no other reader, so that making values ahead of
 * their use changes nothing. A class with typed arrays: doubles in closures are boxed at every step.
 */
class PhaseRun implements ProfileRun {
  readonly #played: readonly { readonly leg: Leg; readonly index: number }[]
  readonly #logScale: boolean
  readonly #volatility: number
  readonly #noise: RandomStream
  readonly #jumpAt: RandomStream | null
  readonly #jumpSize: RandomStream | null
  readonly #shock = { z: NaN, sigma: NaN, move: NaN }
  readonly #entries: number[] = []
  readonly #values = new Float64Array(BLOCK)
  readonly #stresses = new Float64Array(BLOCK)
  readonly #indices = new Uint16Array(BLOCK)
  #at = BLOCK - 1
  #x: number
  #turn = -1
  #left = 0
  #leg: Leg
  #motion: Motion = (x) => x
  #compensator = 0

  constructor(legs: readonly Leg[], scale: Scale, context: ProfileContext) {
    this.#played = legs.map((leg, index) => ({ leg, index })).filter(({ leg }) => leg.steps > 0)
    assert(present(this.#played.at(-1), 'a phase').leg.steps === Infinity, 'the last phase is open-ended')
    const jumping = legs.some(({ jumps }) => jumps !== undefined)
    this.#noise = context.random('noise')
    this.#jumpAt = jumping ? context.random('jump') : null
    this.#jumpSize = jumping ? context.random('jump-size') : null
    this.#logScale = scale === 'log'
    this.#volatility = context.volatility
    this.#x = this.#logScale ? log(context.startValue) : context.startValue
    this.#leg = present(this.#played[0], 'a phase').leg
  }

  next(): number {
    if (++this.#at === BLOCK) this.#fill()
    return this.#values[this.#at]!
  }

  stress(): number {
    return this.#stresses[this.#at]!
  }

  phaseIndex(): number {
    return this.#indices[this.#at]!
  }

  #fill(): void {
    this.#at = 0
    const values = this.#values
    for (let step = 0; step < BLOCK; step++) values[step] = this.#noise.normal()
    let x = this.#x
    for (let step = 0; step < BLOCK; step++) {
      if (this.#left === 0) this.#enterNext(x)
      this.#left--
      const stress = this.#leg.stress ?? 1
      const shock = this.#shock
      shock.z = values[step]!
      shock.sigma = this.#volatility * stress
      shock.move = shock.sigma * shock.z + this.#jump()
      const wanted = this.#motion(x, shock)
      x = this.#logScale ? bounded(x, wanted) : wanted
      values[step] = x
      this.#stresses[step] = stress
      this.#indices[step] = this.#played[this.#turn]!.index
    }
    this.#x = x
    if (this.#logScale) for (let step = 0; step < BLOCK; step++) values[step] = exp(values[step]!)
  }

  /** The jump of this step, its mean taken out: a phase's drift is the drift that was asked for. */
  #jump(): number {
    if (this.#jumpAt === null || this.#jumpSize === null) return 0
    const chance = this.#jumpAt.uniform()
    const size = this.#jumpSize.normal()
    const { jumps } = this.#leg
    if (jumps === undefined) return 0
    return (chance < jumps.chance ? jumps.mean + jumps.deviation * size : 0) - this.#compensator
  }

  #enterNext(x: number): void {
    this.#leg = present(this.#played[++this.#turn], 'a phase').leg
    const { steps, jumps } = this.#leg
    this.#left = steps
    this.#entries.push(x)
    this.#motion = this.#leg.motion(x, this.#entries)
    this.#compensator = jumps === undefined ? 0 : jumps.chance * this.#meanJump(jumps)
  }

  #meanJump({ mean, deviation }: Jumps): number {
    return this.#logScale ? exp(mean + 0.5 * deviation * deviation) - 1 : mean
  }
}

/** A step on the log scale that neither leaps nor leaves the range of prices. */
function bounded(x: number, wanted: number): number {
  const move = wanted - x
  const next = move > MOST_MOVE ? x + MOST_MOVE : move < -MOST_MOVE ? x - MOST_MOVE : wanted
  return next > LOG_MAX ? LOG_MAX : next < LOG_MIN ? LOG_MIN : next
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
  const stepSin = sin(turn)
  const stepCos = cos(turn)
  const keep = 1 - pull
  // Three standard deviations of the noise fill its share of the band.
  const scatter = ((noiseShare * halfWidth) / 3) * Math.sqrt(1 - keep * keep)
  const state = new Float64Array([0, 1, 0])
  let count = 0
  return (_x, { z }) => {
    const was = state[0]!
    let s = was * stepCos + state[1]! * stepSin
    let c = state[1]! * stepCos - was * stepSin
    // Rounding errors are taken out of the rotation before they add up.
    if ((++count & 1_023) === 0) {
      const length = Math.sqrt(s * s + c * c)
      s /= length
      c /= length
    }
    const noise = keep * state[2]! + scatter * z
    state[0] = s
    state[1] = c
    state[2] = noise
    const offset = amplitude * s + noise
    if (offset > halfWidth) return centre + Math.max(-halfWidth, 2 * halfWidth - offset)
    if (offset < -halfWidth) return centre + Math.min(halfWidth, -2 * halfWidth - offset)
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

/** u^power for any power above 0. */
export const bent =
  (power: number): Shape =>
  (u) =>
    pow(u, power)

/** The whole way in the first step. */
export const atOnce: Shape = () => 1

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
