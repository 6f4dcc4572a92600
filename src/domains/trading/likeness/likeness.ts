import type { AnalysisContext, Band, Likeness, LikenessFact } from '../../../kinds/series-contracts.ts'
import { bandAt, FACTS, type FactKind } from './bands.ts'
import type { Innovations } from './facts.ts'

const TITLE = 'How market-like'
/** Below this many returns nothing tells a market from a random walk. */
const FEWEST = 500
const LIKE = 0.8
const PARTLY = 0.65

/**
 * How much returns look like those of real markets. Each property scores 1 inside the band of real series of
 * that length. Outside, the score falls to 0 at the median of random walks if that lies on this side, else one
 * band-width away: bands of fat-tailed figures are so wide that a width alone would hardly tell a random walk.
 */
export function marketLikeness(innovations: Innovations): Likeness {
  const { length } = innovations.returns
  const facts = FACTS.map((kind) => factOf(kind, innovations))
  const judged = facts.filter(({ score, weight }) => score !== null && weight > 0)
  const weight = judged.reduce((sum, fact) => sum + fact.weight, 0)
  if (length < FEWEST || weight === 0)
    return {
      title: TITLE,
      score: null,
      verdict:
        length < FEWEST
          ? `Too short to tell: ${length} returns; from ${FEWEST} on markets differ from random walks.`
          : 'There is nothing to tell by: the price does not move.',
      facts,
    }
  const score = judged.reduce((sum, fact) => sum + fact.weight * (fact.score ?? 0), 0) / weight
  return { title: TITLE, score, verdict: verdictOf(score, judged), facts }
}

/** For prices that have no returns. */
export const noLikeness = (verdict: string): Likeness => ({ title: TITLE, score: null, verdict, facts: [] })

function factOf(kind: FactKind, innovations: Innovations): LikenessFact {
  const { length } = innovations.returns
  const { name, label, help, weight } = kind
  const value = length < 20 ? null : kind.value(innovations)
  const real = bandAt(kind.real, length)
  const random = bandAt(kind.random, length)
  const told = value === null || real === null || length < kind.fewest
  return { name, label, help, weight, value, real, random, score: told ? null : scoreOf(value, real, random) }
}

function scoreOf(value: number, real: Band, random: Band | null): number {
  if (value >= real.low && value <= real.high) return 1
  const below = value < real.low
  const edge = below ? real.low : real.high
  const reference =
    random !== null && (below ? random.median < edge : random.median > edge) ? random.median : null
  const width = reference === null ? real.high - real.low : Math.abs(edge - reference)
  return Math.max(0, 1 - Math.abs(value - edge) / width)
}

function verdictOf(score: number, judged: readonly LikenessFact[]): string {
  if (score >= LIKE) return 'Looks like a market.'
  const worst = judged.toSorted(
    (a, b) => a.weight * ((a.score ?? 0) - 1) - b.weight * ((b.score ?? 0) - 1),
  )[0]
  const missing = worst === undefined ? '' : ` What is missing most: ${worst.label.toLowerCase()}.`
  return score >= PARTLY ? `In part like a market.${missing}` : `Not like a market.${missing}`
}

/** Returns without the mean of their phase: a scripted crash would be fat-tailed by construction. */
export function innovationsOf(returns: Float64Array, { phases }: AnalysisContext): Float64Array {
  const out = returns.slice()
  for (const { from, to } of phases) {
    // The return at k leads to the price at k + 1.
    const [first, end] = [Math.max(0, from - 1), Math.min(returns.length, to - 1)]
    if (end - first < 2) continue
    let sum = 0
    for (let k = first; k < end; k++) sum += returns[k]!
    const mean = sum / (end - first)
    for (let k = first; k < end; k++) out[k] = returns[k]! - mean
  }
  return out
}
