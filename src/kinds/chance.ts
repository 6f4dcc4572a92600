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

/**
 * Says of one match after the other whether luck makes it a hit; null when it always does. Each match
 * takes one draw of each stream that the model has, whatever comes out.
 *
 * `markov` keeps the share of hits at p exactly: with chance ρ it repeats, else it draws anew. `gilbert-elliott`
 * is a channel with a good and a bad state; it begins in the long-run mix of the two.
 * Source: tc-netem(8), "loss random", "loss gemodel"; E. N. Gilbert, "Capacity of a burst-noise channel" (1960).
 */
export function chanceSampler(
  spec: ChanceSpec,
  stream: (purpose: string) => RandomStream,
): (() => boolean) | null {
  const { probability, correlation, goodToBad, badToGood, hitInBad, hitInGood, matches } = spec
  switch (spec.chance) {
    case 'bernoulli': {
      if (probability >= 1) return null
      const luck = stream('chance')
      return () => luck.uniform() < probability
    }
    case 'markov': {
      const [luck, memory] = [stream('chance'), stream('correlation')]
      let before: boolean | null = null
      return () => {
        const fresh = luck.uniform() < probability
        const repeats = memory.uniform() < correlation
        return (before = before !== null && repeats ? before : fresh)
      }
    }
    case 'gilbert-elliott': {
      const [luck, state] = [stream('chance'), stream('state')]
      let bad = state.uniform() < shareOfBad(spec)
      return () => {
        const hit = luck.uniform() < (bad ? hitInBad : hitInGood)
        if (state.uniform() < (bad ? badToGood : goodToBad)) bad = !bad
        return hit
      }
    }
    case 'script': {
      const wanted = new Set(matches)
      let match = 0
      return () => wanted.has(++match)
    }
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
