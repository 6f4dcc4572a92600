import { log } from '../../../base/math.ts'

/** Figures of a list of numbers; all pure, all O(n) unless said otherwise. Null where there is too little. */

/** Log returns; null where a price is not above zero. */
export function logReturns(prices: Float64Array): Float64Array | null {
  const returns = new Float64Array(Math.max(0, prices.length - 1))
  for (let k = 0; k < returns.length; k++) {
    if (!(prices[k]! > 0 && prices[k + 1]! > 0)) return null
    returns[k] = log(prices[k + 1]! / prices[k]!)
  }
  return returns
}

export function meanOf(values: Float64Array): number {
  let sum = 0
  for (let k = 0; k < values.length; k++) sum += values[k]!
  return sum / values.length
}

/** Mean, variance (of the whole, not of a sample), skewness and excess kurtosis. */
export function momentsOf(values: Float64Array): {
  readonly mean: number
  readonly variance: number
  readonly skew: number | null
  readonly excessKurtosis: number | null
} {
  const mean = meanOf(values)
  let m2 = 0
  let m3 = 0
  let m4 = 0
  for (let k = 0; k < values.length; k++) {
    const d = values[k]! - mean
    const square = d * d
    m2 += square
    m3 += square * d
    m4 += square * square
  }
  const variance = m2 / values.length
  if (!(variance > 0)) return { mean, variance: 0, skew: null, excessKurtosis: null }
  return {
    mean,
    variance,
    skew: m3 / values.length / (variance * Math.sqrt(variance)),
    excessKurtosis: m4 / values.length / (variance * variance) - 3,
  }
}

/** Correlation of a[k] with b[k + lag]. */
export function correlation(a: Float64Array, b: Float64Array, lag = 0): number | null {
  const n = Math.min(a.length, b.length) - lag
  if (n < 3) return null
  const meanA = meanOf(a)
  const meanB = meanOf(b)
  let [ab, aa, bb] = [0, 0, 0]
  for (let k = 0; k < n; k++) ab += (a[k]! - meanA) * (b[k + lag]! - meanB)
  for (let k = 0; k < a.length; k++) aa += (a[k]! - meanA) * (a[k]! - meanA)
  for (let k = 0; k < b.length; k++) bb += (b[k]! - meanB) * (b[k]! - meanB)
  const scale = Math.sqrt(aa * bb)
  return scale > 0 ? ab / scale : null
}

export const autocorrelation = (values: Float64Array, lag: number): number | null =>
  correlation(values, values, lag)

/** Mean of what is known; null when nothing is. */
export function meanKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

/** Hill's tail index of the largest `share` of the values above zero. O(n log n). */
export function hillIndex(values: Float64Array, share: number): number | null {
  const count = Math.floor(values.length * share)
  const sorted = values.toSorted()
  const border = sorted[sorted.length - 1 - count] ?? 0
  if (count < 5 || border <= 0) return null
  let sum = 0
  for (let k = 1; k <= count; k++) sum += log(sorted[sorted.length - k]! / border)
  return sum > 0 ? count / sum : null
}

/** The value below which a share of the list lies; linear between neighbours. The list must be sorted. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}
