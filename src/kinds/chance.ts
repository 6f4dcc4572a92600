import type { RandomStream } from '../base/random.ts'

export const CHANCE_MODELS = ['bernoulli', 'markov', 'gilbert-elliott', 'script'] as const
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
  /** `script`: which matches are hits, counted from 1. */
  readonly matches: readonly number[]
}

/** Says of one match after the other whether luck makes it a hit. */
export interface Luck {
  next(): boolean
}

/**
 * The luck of a model; null when every match is a hit. Each match takes one draw of each stream that the model
 * has, whatever comes out.
 *
 * `markov` keeps the share of hits at p exactly: with chance ρ it repeats, else it draws anew. `gilbert-elliott`
 * is a channel with a good and a bad state; it begins in the long-run mix of the two.
 * Source: tc-netem(8), "loss random", "loss gemodel"; E. N. Gilbert, "Capacity of a burst-noise channel" (1960).
 */
export function startLuck(spec: ChanceSpec, stream: (purpose: string) => RandomStream): Luck | null {
  switch (spec.chance) {
    case 'bernoulli':
      return spec.probability >= 1 ? null : new Bernoulli(spec, stream)
    case 'markov':
      return new Markov(spec, stream)
    case 'gilbert-elliott':
      return new GilbertElliott(spec, stream)
    case 'script':
      return new Listed(spec)
  }
}

type Streams = (purpose: string) => RandomStream

class Bernoulli implements Luck {
  readonly #probability: number
  readonly #chance: RandomStream

  constructor({ probability }: ChanceSpec, stream: Streams) {
    this.#probability = probability
    this.#chance = stream('chance')
  }

  next(): boolean {
    return this.#chance.uniform() < this.#probability
  }
}

class Markov implements Luck {
  readonly #spec: ChanceSpec
  readonly #chance: RandomStream
  readonly #correlation: RandomStream
  #before: boolean | null = null

  constructor(spec: ChanceSpec, stream: Streams) {
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

class GilbertElliott implements Luck {
  readonly #spec: ChanceSpec
  readonly #chance: RandomStream
  readonly #state: RandomStream
  #bad: boolean

  constructor(spec: ChanceSpec, stream: Streams) {
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

/** A script: the matches are named. */
class Listed implements Luck {
  readonly #wanted: ReadonlySet<number>
  #match = 0

  constructor({ matches }: ChanceSpec) {
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
    case 'script':
      return 0
  }
}

/** Share of the time that the channel is bad: p / (p + r). One that never changes is good. */
const shareOfBad = ({ goodToBad, badToGood }: ChanceSpec): number =>
  goodToBad === 0 ? 0 : goodToBad / (goodToBad + badToGood)
