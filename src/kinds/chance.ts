import type { RandomStream } from '../base/random.ts'

export const CHANCE_MODELS = ['bernoulli', 'markov', 'gilbert-elliott', 'markov4', 'script'] as const
export type ChanceModel = (typeof CHANCE_MODELS)[number]

/** How luck falls from match to match. Each model reads its own fields. */
export interface ChanceSpec {
  readonly chance: ChanceModel
  /** `bernoulli`, `markov`: the share of matches that are hits. */
  readonly probability: number
  /** `markov`: chance that the decision before is repeated. */
  readonly correlation: number
  /** `gilbert-elliott`, for each match: p, r, 1-h and 1-k of tc-netem(8). */
  readonly goodToBad: number
  readonly badToGood: number
  readonly hitInBad: number
  readonly hitInGood: number
  /**
   * `markov4`, for each match: p13, p31, p32, p23 and p14 of tc-netem(8), between the states 1 (a gap), 2 (a burst,
   * but no hit), 3 (a burst, hits) and 4 (one hit by itself, within a gap).
   */
  readonly gapToBurst: number
  readonly burstToGap: number
  readonly burstToPause: number
  readonly pauseToBurst: number
  readonly isolated: number
  /** `script`: which matches are hits, counted from 1. */
  readonly matches: readonly number[]
}

/** Says of one match after the other whether luck makes it a hit. */
export abstract class Luck {
  abstract next(): boolean

  /** How many of the next `most` matches come before a hit, which is asked about too; `most` where none is one. */
  misses(most: number): number {
    let count = 0
    while (count < most && !this.next()) count++
    return count
  }
}

/**
 * The luck of a model; null when every match is a hit. Each match takes one draw of each stream that the model
 * has, whatever comes out.
 *
 * `markov` keeps the share of hits at p exactly: with chance ρ it repeats, else it draws anew. `gilbert-elliott`
 * is a channel with a good and a bad state, `markov4` one with four; they begin in the long-run mix of these.
 * Source: tc-netem(8), "loss random", "loss gemodel", "loss state"; E. N. Gilbert, "Capacity of a burst-noise channel"
 * (1960); S. Salsano, F. Ludovici, A. Ordine, "Definition of a general and intuitive loss model" (2009).
 */
export function startLuck(spec: ChanceSpec, stream: (purpose: string) => RandomStream): Luck | null {
  switch (spec.chance) {
    case 'bernoulli':
      return spec.probability >= 1 ? null : new Bernoulli(spec, stream)
    case 'markov':
      return new Markov(spec, stream)
    case 'gilbert-elliott':
      return new GilbertElliott(spec, stream)
    case 'markov4':
      return new FourStates(spec, stream)
    case 'script':
      return new Listed(spec)
  }
}

type Streams = (purpose: string) => RandomStream

class Bernoulli extends Luck {
  readonly #probability: number
  readonly #chance: RandomStream

  constructor({ probability }: ChanceSpec, stream: Streams) {
    super()
    this.#probability = probability
    this.#chance = stream('chance')
  }

  next(): boolean {
    return this.#chance.uniform() < this.#probability
  }

  override misses(most: number): number {
    return this.#chance.misses(this.#probability, most)
  }
}

class Markov extends Luck {
  readonly #spec: ChanceSpec
  readonly #chance: RandomStream
  readonly #correlation: RandomStream
  #before: boolean | null = null

  constructor(spec: ChanceSpec, stream: Streams) {
    super()
    this.#spec = spec
    this.#chance = stream('chance')
    this.#correlation = stream('correlation')
  }

  next(): boolean {
    const fresh = this.#chance.uniform() < this.#spec.probability
    const repeats = this.#correlation.uniform() < this.#spec.correlation
    return (this.#before = this.#before !== null && repeats ? this.#before : fresh)
  }
}

class GilbertElliott extends Luck {
  readonly #spec: ChanceSpec
  readonly #chance: RandomStream
  readonly #state: RandomStream
  #bad: boolean

  constructor(spec: ChanceSpec, stream: Streams) {
    super()
    this.#spec = spec
    this.#chance = stream('chance')
    this.#state = stream('state')
    this.#bad = this.#state.uniform() < shareOfBad(spec)
  }

  next(): boolean {
    const { goodToBad, badToGood, hitInBad, hitInGood } = this.#spec
    const hit = this.#chance.uniform() < (this.#bad ? hitInBad : hitInGood)
    if (this.#state.uniform() < (this.#bad ? badToGood : goodToBad)) this.#bad = !this.#bad
    return hit
  }
}

/** In a state with these chances, the states to which they lead; else it stays. */
class FourStates extends Luck {
  readonly #chances: FourChances
  readonly #states: RandomStream
  #state: 1 | 2 | 3 | 4

  constructor(spec: ChanceSpec, stream: Streams) {
    super()
    this.#chances = fourChances(spec)
    this.#states = stream('states')
    const [gap, pause, burst] = longRunStates(spec)
    const drawn = this.#states.uniform()
    this.#state = drawn < gap ? 1 : drawn < gap + pause ? 2 : drawn < gap + pause + burst ? 3 : 4
  }

  next(): boolean {
    const drawn = this.#states.uniform()
    const { p13, p31, p32, p23, p14 } = this.#chances
    switch (this.#state) {
      case 1:
        if (drawn < p14) this.#state = 4
        else if (drawn < p14 + p13) this.#state = 3
        break
      case 2:
        if (drawn < p23) this.#state = 3
        break
      case 3:
        if (drawn < p32) this.#state = 2
        else if (drawn < p32 + p31) this.#state = 1
        break
      case 4:
        this.#state = 1
        break
    }
    return this.#state > 2
  }
}

/** A script: the matches are named. */
class Listed extends Luck {
  readonly #wanted: ReadonlySet<number>
  #match = 0

  constructor({ matches }: ChanceSpec) {
    super()
    this.#wanted = new Set(matches)
  }

  next(): boolean {
    return this.#wanted.has(++this.#match)
  }
}

/** The share of matches that are hits in the long run. A script names a finite number: 0. */
export function longRunRate(spec: ChanceSpec): number {
  switch (spec.chance) {
    case 'bernoulli':
    case 'markov':
      return spec.probability
    case 'gilbert-elliott': {
      const bad = shareOfBad(spec)
      return bad * spec.hitInBad + (1 - bad) * spec.hitInGood
    }
    case 'markov4': {
      const [, , burst, isolated] = longRunStates(spec)
      return burst + isolated
    }
    case 'script':
      return 0
  }
}

/**
 * The mean number of hits in a row: the share of hits over the share of matches at which a row begins.
 * Infinity when a row never ends, 0 when there is none.
 */
export function meanBurst(spec: ChanceSpec): number {
  const rate = longRunRate(spec)
  if (rate === 0) return 0
  const begins = rate - twiceInARow(spec)
  return begins <= 0 ? Infinity : rate / begins
}

/** Chance that two matches, one after the other, are both hits. */
function twiceInARow(spec: ChanceSpec): number {
  const { probability: p, correlation, goodToBad, badToGood, hitInBad, hitInGood } = spec
  switch (spec.chance) {
    case 'bernoulli':
      return p * p
    case 'markov':
      return p * (correlation + (1 - correlation) * p)
    case 'gilbert-elliott': {
      const bad = shareOfBad(spec)
      const afterBad = (1 - badToGood) * hitInBad + badToGood * hitInGood
      const afterGood = goodToBad * hitInBad + (1 - goodToBad) * hitInGood
      return bad * hitInBad * afterBad + (1 - bad) * hitInGood * afterGood
    }
    case 'markov4': {
      // Only in a burst does a hit follow another; one by itself is followed by a gap.
      const { p31, p32 } = fourChances(spec)
      return longRunStates(spec)[2] * (1 - p31 - p32)
    }
    case 'script':
      return 0
  }
}

/** Share of the time that the channel is bad: p / (p + r). One that never changes is good. */
const shareOfBad = ({ goodToBad, badToGood }: ChanceSpec): number =>
  goodToBad === 0 ? 0 : goodToBad / (goodToBad + badToGood)

interface FourChances {
  readonly p13: number
  readonly p31: number
  readonly p32: number
  readonly p23: number
  readonly p14: number
}

/** What leaves one state cannot be more than 1: as in netem, the way named first here has precedence. */
const fourChances = (spec: ChanceSpec): FourChances => ({
  p14: spec.isolated,
  p13: Math.min(spec.gapToBurst, 1 - spec.isolated),
  p32: spec.burstToPause,
  p31: Math.min(spec.burstToGap, 1 - spec.burstToPause),
  p23: spec.pauseToBurst,
})

/** The shares of the states 1 to 4 in the long run. What is left for good, once it is left, has none. */
function longRunStates(
  spec: ChanceSpec,
): readonly [gap: number, pause: number, burst: number, isolated: number] {
  const { p13, p31, p32, p23, p14 } = fourChances(spec)
  const gapOnly = [1 / (1 + p14), 0, 0, p14 / (1 + p14)] as const
  if (p13 === 0) return gapOnly
  // Without pauses a burst ends in a gap, or never; with one that never ends, all ends there.
  if (p32 > 0 && p23 === 0) return [0, 1, 0, 0]
  const pausesForBurst = p32 === 0 ? 0 : p32 / p23
  if (p31 === 0) return [0, pausesForBurst / (1 + pausesForBurst), 1 / (1 + pausesForBurst), 0]
  const burstsForGap = p13 / p31
  const all = 1 + p14 + burstsForGap * (1 + pausesForBurst)
  return [1 / all, (burstsForGap * pausesForBurst) / all, burstsForGap / all, p14 / all]
}
