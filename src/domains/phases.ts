import { assert, present } from '../base/assert.ts'
import { exp, expAll, log } from '../base/math.ts'
import type { RandomStream } from '../base/random.ts'
import type {
  Jumping,
  Noise,
  PhaseSpan,
  ProfileBlock,
  ProfileContext,
  ProfileRun,
} from '../kinds/contracts.ts'
import { frozen, type Block, type Motion, type Scale } from './motions.ts'
import { plainNoise } from './noise.ts'

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
  /** Multiplies the spread during the phase, beside what stress does to it. */
  readonly thinness?: number
  /** Stress and thinness grow over the first tenth of the phase and fall over the last. */
  readonly ramped?: boolean
  /** The market is closed: sources publish nothing. */
  readonly halted?: boolean
  /** Called on entry; `entries[i]` is the state at which leg i was entered, the last being now. */
  motion(x: number, entries: readonly number[]): Motion
}

/** No chance moves a price by more than e^2 in a step. What a phase is told to do is not limited. */
const MOST_MOVE = 2
/** Below this volatility no normal variate, at most 6.34, gets there. */
const MOST_CALM = 0.3

/**
 * Runs a list of legs one after the other. The last leg must be open-ended, or the list repeats. Each step consumes one
 * normal variate, and where a leg has jumps one uniform and one more normal in every leg, so that a
 * phase's length never shifts the draws of another purpose. O(1) a step.
 */
export function runPhases(
  legs: readonly Leg[],
  scale: Scale,
  context: ProfileContext,
  { repeats = false }: { readonly repeats?: boolean } = {},
): ProfileRun {
  return new PhaseRun(legs, scale, context, repeats)
}

/** Values are made this many at a time: tight loops let the processor work on several steps at once. */
export const BLOCK = 256

/**
 * The values of a block of steps. A class, as all that the inner loops read: engines would compile those anew
 * when the same literal is written for a second time.
 */
export class ValueBlock implements ProfileBlock {
  readonly values = new Float64Array(BLOCK)
  readonly stresses = new Float64Array(BLOCK)
  readonly widths = new Float64Array(BLOCK)
  readonly phases = new Uint16Array(BLOCK)
}

/**
 * All state is this profile's own and its streams have no other reader, so that making values ahead of
 * their use changes nothing.
 */
class PhaseRun implements ProfileRun {
  readonly signed: boolean
  readonly halts: readonly number[]
  readonly #played: readonly { readonly leg: Leg; readonly index: number }[]
  readonly #logScale: boolean
  readonly #volatility: number
  readonly #noise: Noise
  readonly #sourceJumps: Jumping | null
  readonly #bounces: RandomStream | null
  readonly #bounced = new Float64Array(BLOCK)
  /** The bounce of the last step and its variance, to be taken back; none across phases. */
  #off = 0
  #offVariance = 0
  readonly #jumpAt: RandomStream | null
  readonly #jumpSize: RandomStream | null
  readonly #entries: number[] = []
  readonly block = new ValueBlock()
  readonly #steps: Block
  readonly #planned = new Float64Array(BLOCK)
  readonly #chances = new Float64Array(BLOCK)
  readonly #jumps = new Float64Array(BLOCK)
  readonly #sizes = new Float64Array(BLOCK)
  #x: number
  #turn = -1
  #left = 0
  #leg: Leg
  /** The phase that the whole of the block was painted for, if it still is. */
  #painted: Leg | null = null
  #motion: Motion = frozen
  #compensator = 0

  constructor(legs: readonly Leg[], scale: Scale, context: ProfileContext, repeats: boolean) {
    this.#played = legs.map((leg, index) => ({ leg, index })).filter(({ leg }) => leg.steps > 0)
    const endless = present(this.#played.at(-1), 'a phase').leg.steps === Infinity
    assert(endless !== repeats, 'the last phase is open-ended, or the phases repeat')
    const { power = 1 } = context
    this.#steps = new StepBlock(0.5 * power)
    this.signed = scale === 'linear'
    this.halts = legs.flatMap(({ halted }, index) => (halted === true ? [index] : []))
    this.#logScale = scale === 'log'
    this.#volatility = context.volatility
    this.#noise = (context.noise ?? plainNoise)(context)
    this.#bounces = (this.#noise.bounce ?? 0) > 0 ? context.random('bounce') : null
    this.#sourceJumps = context.jumps?.(context) ?? null
    const jumping = legs.some(({ jumps }) => jumps !== undefined)
    this.#jumpAt = jumping ? context.random('jump') : null
    this.#jumpSize = jumping ? context.random('jump-size') : null
    this.#x = this.#logScale ? log(Math.max(context.startValue, context.resolution)) : context.startValue
    this.#leg = present(this.#played[0], 'a phase').leg
    this.#enterNext()
  }

  fill(): void {
    const { z, factor, x } = this.#steps
    if (this.#noise.heedsStress === true) this.#plan()
    this.#noise.draw(z, factor, this.#planned)
    this.#jumpAt?.uniforms(this.#chances)
    this.#jumpSize?.normals(this.#sizes)
    this.#bounces?.normals(this.#bounced)
    this.#sourceJumps?.draw(this.#jumps)
    for (let from = 0; from < BLOCK;) {
      if (this.#left === 0) this.#enterNext()
      const to = Math.min(BLOCK, from + this.#left)
      this.#shake(from, to)
      this.#x = this.#motion.run(this.#steps, from, to, this.#x)
      this.#left -= to - from
      from = to
    }
    if (this.#logScale) expAll(x, this.block.values)
    else this.block.values.set(x)
  }

  /** The stress of the steps to come, as far as the phases set it. */
  #plan(): void {
    let turn = this.#turn
    let left = this.#left
    for (let k = 0; k < BLOCK; k++) {
      for (; left === 0; left = this.#played[turn]!.leg.steps) turn = (turn + 1) % this.#played.length
      left--
      this.#planned[k] = this.#played[turn]!.leg.stress ?? 1
    }
  }

  /** What chance does in the steps [from, to), all of one leg. */
  #shake(from: number, to: number): void {
    const { z, sigma, move } = this.#steps
    const { stress = 1, ramped = false } = this.#leg
    const stresses = this.block.stresses
    const varies = ramped || this.#noise.varies
    const whole = to - from === BLOCK && !varies
    // A block of one even phase looks as the one before it did.
    if (!whole || this.#painted !== this.#leg) this.#paint(from, to)
    this.#painted = whole ? this.#leg : null
    if (ramped) this.#ramp(from, to)
    if (varies) {
      this.#vary(from, to)
      for (let k = from; k < to; k++) {
        const s = this.#volatility * stresses[k]!
        sigma[k] = s
        move[k] = s * z[k]!
      }
    } else {
      const s = this.#volatility * stress
      for (let k = from; k < to; k++) move[k] = s * z[k]!
    }
    const jumping = this.#jumpAt !== null || this.#sourceJumps !== null
    if (this.#jumpAt !== null) this.#jump(from, to)
    if (this.#sourceJumps !== null) for (let k = from; k < to; k++) move[k] = move[k]! + this.#jumps[k]!
    if (this.#bounces !== null) this.#bounce(from, to)
    if (this.#logScale && (varies || jumping || this.#volatility * stress > MOST_CALM)) clamp(move, from, to)
  }

  /** What is the same in all steps of an even phase. */
  #paint(from: number, to: number): void {
    const { stress = 1, thinness = 1 } = this.#leg
    const { phases, stresses, widths } = this.block
    phases.fill(this.#played[this.#turn]!.index, from, to)
    stresses.fill(stress, from, to)
    widths.fill(Math.sqrt(stress) * thinness, from, to)
    this.#steps.sigma.fill(this.#volatility * stress, from, to)
  }

  /** Stress and the spread where they change from step to step. */
  #vary(from: number, to: number): void {
    const { factor } = this.#steps
    const { thinness = 1, ramped = false, steps } = this.#leg
    const done = steps - this.#left
    for (let k = from; k < to; k++) {
      const stress = this.block.stresses[k]! * factor[k]!
      this.block.stresses[k] = stress
      const thin = ramped ? 1 + (thinness - 1) * envelope((done + k - from + 0.5) / steps) : thinness
      this.block.widths[k] = Math.sqrt(stress) * thin
    }
  }

  #ramp(from: number, to: number): void {
    const { stress = 1, steps } = this.#leg
    const done = steps - this.#left
    for (let k = from; k < to; k++)
      this.block.stresses[k] = 1 + (stress - 1) * envelope((done + k - from + 0.5) / steps)
  }

  /** The leg's jumps, their mean taken out: a phase's drift is the drift that was asked for. */
  #jump(from: number, to: number): void {
    const { jumps } = this.#leg
    if (jumps === undefined) return
    const { move } = this.#steps
    const { chance, mean, deviation } = jumps
    for (let k = from; k < to; k++) {
      const size = this.#chances[k]! < chance ? mean + deviation * this.#sizes[k]! : 0
      move[k] = move[k]! + (size - this.#compensator)
    }
  }

  /** Each bounce has mean 1 as a factor, so that the mean of a path stays what it is without. */
  #bounce(from: number, to: number): void {
    const { sigma, move, ito } = this.#steps
    const size = this.#noise.bounce ?? 0
    for (let k = from; k < to; k++) {
      const scatter = size * sigma[k]!
      const off = scatter * this.#bounced[k]!
      const variance = this.#logScale ? ito * scatter * scatter : 0
      move[k] = move[k]! + (off - variance) - (this.#off - this.#offVariance)
      this.#off = off
      this.#offVariance = variance
    }
  }

  #enterNext(): void {
    if (++this.#turn === this.#played.length) {
      this.#turn = 0
      this.#entries.length = 0
    }
    this.#leg = present(this.#played[this.#turn], 'a phase').leg
    const { steps, jumps } = this.#leg
    this.#left = steps
    this.#off = 0
    this.#offVariance = 0
    this.#entries.push(this.#x)
    this.#motion = this.#leg.motion(this.#x, this.#entries)
    this.#compensator = jumps === undefined ? 0 : jumps.chance * this.#meanJump(jumps)
  }

  #meanJump({ mean, deviation }: Jumps): number {
    return this.#logScale ? exp(mean + 0.5 * deviation * deviation) - 1 : mean
  }
}

class StepBlock implements Block {
  readonly z = new Float64Array(BLOCK)
  readonly factor = new Float64Array(BLOCK).fill(1)
  readonly sigma = new Float64Array(BLOCK)
  readonly move = new Float64Array(BLOCK)
  readonly x = new Float64Array(BLOCK)
  readonly ito: number

  constructor(ito: number) {
    this.ito = ito
  }
}

/** Up over the first tenth of a phase, down over the last. */
const envelope = (u: number): number => Math.min(1, 10 * u, 10 * (1 - u))

function clamp(move: Float64Array, from: number, to: number): void {
  for (let k = from; k < to; k++) {
    if (move[k]! > MOST_MOVE) move[k] = MOST_MOVE
    else if (move[k]! < -MOST_MOVE) move[k] = -MOST_MOVE
  }
}

/** The spans of legs, for `phases` of a profile kind. */
export const spansOf = (legs: readonly Leg[]): PhaseSpan[] =>
  legs.map(({ name, phase, steps }) => ({ name, phase, steps }))
