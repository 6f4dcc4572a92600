/** The calm correlation of two assets, where it is another than that of all. */
export interface Pair {
  readonly first: string
  readonly second: string
  readonly correlation: number
}

/** No correlation matrix of this has a meaning; `pair` is the one that the assets before it leave no room for. */
export interface Contradiction {
  readonly pair: Pair
  /** How much of the way from the common correlation to those of the pairs still has one, in whole percent. */
  readonly share: number
}

const LEAST_PIVOT = 1e-9

/** Rows of the lower triangle L with L L' = R, or the first pair of the asset at which there is none. */
export function factorOf(
  names: readonly string[],
  common: number,
  pairs: readonly Pair[],
): readonly Float64Array[] | Contradiction {
  const found = cholesky(names, common, pairs, 1)
  if (Array.isArray(found)) return found
  const own = (pair: Pair) => pair.first === names[found.at] || pair.second === names[found.at]
  const before = (pair: Pair) =>
    names.indexOf(pair.first) <= found.at && names.indexOf(pair.second) <= found.at
  const pair = pairs.find((one) => own(one) && before(one)) ?? pairs[0]!
  let share = 99
  while (share > 0 && !Array.isArray(cholesky(names, common, pairs, share / 100))) share--
  return { pair, share }
}

/** Cholesky and Banachiewicz; the place of the first row without a real root, where the matrix has none. */
function cholesky(
  names: readonly string[],
  common: number,
  pairs: readonly Pair[],
  share: number,
): Float64Array[] | { readonly at: number } {
  const rows: Float64Array[] = []
  for (let i = 0; i < names.length; i++) {
    const row = new Float64Array(i + 1)
    let rest = 1
    for (let j = 0; j < i; j++) {
      const other = rows[j]!
      let sum = between(names[i]!, names[j]!, common, pairs, share)
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!
      row[j] = sum / other[j]!
      rest -= row[j]! * row[j]!
    }
    if (!(rest > LEAST_PIVOT)) return { at: i }
    row[i] = Math.sqrt(rest)
    rows.push(row)
  }
  return rows
}

function between(a: string, b: string, common: number, pairs: readonly Pair[], share: number): number {
  const pair = pairs.find(
    ({ first, second }) => (first === a && second === b) || (first === b && second === a),
  )
  return pair === undefined ? common : common + share * (pair.correlation - common)
}
