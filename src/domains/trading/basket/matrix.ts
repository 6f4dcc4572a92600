/** The calm correlation of two assets, where it is another than that of all. */
export interface Pair {
  readonly first: string
  readonly second: string
  readonly correlation: number
}

/** What correlations are asked of. The noise of one with a beta below 0 goes into its price turned round. */
export interface Correlated {
  readonly name: string
  readonly beta: number
}

/** What one asset takes of chance, so that it has the correlations that were asked for. Its variance is 1. */
export interface Share {
  /** Of the common noise. */
  readonly common: number
  /** Of the own shocks of the assets up to itself. */
  readonly own: Float64Array
  /** It takes of nobody's own shocks but its own, and as much of the common noise as an asset without pairs. */
  readonly plain: boolean
}

/** No correlation matrix of this has a meaning; `pair` is the one that the assets before it leave no room for. */
export interface Contradiction {
  readonly pair: Pair
  /** How much of the way from the common correlation to those of the pairs still has one, in whole percent. */
  readonly share: number
}

const LEAST_REST = 1e-9

/**
 * A share for each asset, or the first pair of the asset at which there is none.
 *
 * Every asset takes sqrt(common) of the common noise and has nothing else to do with others, as in a one-factor
 * model, but for those below the asset they are paired with: these take of its own shocks too. So an asset changes
 * nothing in those above it; nor, without pairs, in any. Where pairs are so far from the common correlation that
 * no common noise is compatible with them, the lower of the two takes as much of it as leaves most room (Cholesky
 * without that condition): then it depends on all that stand above it, which nothing can help.
 */
export function sharesOf(
  assets: readonly Correlated[],
  common: number,
  pairs: readonly Pair[],
): readonly Share[] | Contradiction {
  const found = solve(assets, common, pairs, 1)
  if (Array.isArray(found)) return found
  const names = assets.map(({ name }) => name)
  const own = (pair: Pair) => pair.first === names[found.at] || pair.second === names[found.at]
  const before = (pair: Pair) =>
    names.indexOf(pair.first) <= found.at && names.indexOf(pair.second) <= found.at
  const pair = pairs.find((one) => own(one) && before(one)) ?? pairs[0]!
  let share = 99
  while (share > 0 && !Array.isArray(solve(assets, common, pairs, share / 100))) share--
  return { pair, share }
}

/** The place of the first asset for which there is no share, where that is so. */
function solve(
  assets: readonly Correlated[],
  common: number,
  pairs: readonly Pair[],
  way: number,
): Share[] | { readonly at: number } {
  const usual = Math.sqrt(common)
  const shares: Share[] = []
  for (const asset of assets) {
    // What its shares of those above have to be is linear in its share c of the common noise: p + c q.
    const at = shares.length
    const wanted = assets.slice(0, at).map((other) => between(asset, other, common, pairs, way))
    const p = forward(shares, wanted)
    const q = forward(
      shares,
      shares.map((share) => -share.common),
    )
    const own = new Float64Array(at + 1)
    let taken = usual
    let rest = 1 - common
    for (let k = 0; k < at; k++) {
      own[k] = usualShare(shares, own, k, wanted[k]!, common, usual)
      rest -= own[k]! * own[k]!
    }
    const held = rest > LEAST_REST
    if (!held) {
      taken = -dot(p, q) / (1 + dot(q, q))
      rest = 1 - taken * taken
      for (let k = 0; k < at; k++) {
        own[k] = p[k]! + taken * q[k]!
        rest -= own[k]! * own[k]!
      }
      if (!(rest > LEAST_REST)) return { at }
    }
    own[at] = Math.sqrt(rest)
    shares.push({ common: taken, own, plain: held && own.subarray(0, at).every((share) => share === 0) })
  }
  return shares
}

/**
 * The share that an asset with the usual share of the common noise takes of the k-th asset's own shocks: exactly 0
 * where all that binds them is the common noise.
 */
function usualShare(
  shares: readonly Share[],
  own: Float64Array,
  k: number,
  wanted: number,
  common: number,
  usual: number,
): number {
  const other = shares[k]!
  let sum = wanted - (other.common === usual ? common : usual * other.common)
  for (let m = 0; m < k; m++) sum -= own[m]! * other.own[m]!
  return sum / other.own[k]!
}

/** Solves L x = wanted, where the rows of L are the shares of own shocks. */
function forward(shares: readonly Share[], wanted: readonly number[]): Float64Array {
  const found = new Float64Array(wanted.length)
  for (let k = 0; k < found.length; k++) {
    const { own } = shares[k]!
    let sum = wanted[k]!
    for (let m = 0; m < k; m++) sum -= own[m]! * found[m]!
    found[k] = sum / own[k]!
  }
  return found
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
  return sum
}

/** The correlation of the noise of two assets; a pair's is that of their prices. */
function between(a: Correlated, b: Correlated, common: number, pairs: readonly Pair[], way: number): number {
  const pair = pairs.find(
    ({ first, second }) => (first === a.name && second === b.name) || (first === b.name && second === a.name),
  )
  if (pair === undefined) return common
  const wanted = Math.sign(a.beta) * Math.sign(b.beta) * pair.correlation
  return common + way * (wanted - common)
}
