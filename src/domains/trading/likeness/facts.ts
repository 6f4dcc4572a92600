import { log } from '../../../base/math.ts'
import { autocorrelation, correlation, hillIndex, meanKnown, meanOf, momentsOf } from './moments.ts'

/** What the facts are computed from. */
export interface Innovations {
  /** Log returns without the mean of their phase. */
  readonly returns: Float64Array
  /** Traded with each return; null where the source has no volume. */
  readonly volume: Float64Array | null
}

const BETA_LAGS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
const TEN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
const COARSE = 5

const absolute = (values: Float64Array): Float64Array => values.map(Math.abs)
const squares = (values: Float64Array): Float64Array => values.map((value) => value * value)

export const excessKurtosis = ({ returns }: Innovations) => momentsOf(returns).excessKurtosis

export const leftTailIndex = ({ returns }: Innovations) =>
  hillIndex(
    returns.map((value) => -value),
    0.05,
  )

/** Per cent of returns beyond three standard deviations. */
export function beyondThree({ returns }: Innovations): number | null {
  const { mean, variance } = momentsOf(returns)
  if (variance === 0) return null
  const border = 3 * Math.sqrt(variance)
  let count = 0
  for (const value of returns) if (Math.abs(value - mean) > border) count++
  return (100 * count) / returns.length
}

export const returnMemory = ({ returns }: Innovations) => autocorrelation(returns, 1)

export function clustering({ returns }: Innovations): number | null {
  const sizes = absolute(returns)
  return meanKnown(TEN.map((lag) => autocorrelation(sizes, lag)))
}

export const slowClustering = ({ returns }: Innovations) => autocorrelation(absolute(returns), 20)

/** Minus the slope of the logarithm of the sizes' autocorrelation on the logarithm of the lag. */
export function decay({ returns }: Innovations): number | null {
  const sizes = absolute(returns)
  const points = BETA_LAGS.flatMap((lag) => {
    const value = autocorrelation(sizes, lag)
    return value === null || value <= 0 ? [] : [[log(lag), log(value)] as const]
  })
  if (points.length < 5) return null
  const x = Float64Array.from(points, ([lag]) => lag)
  const y = Float64Array.from(points, ([, value]) => value)
  const [meanX, meanY] = [meanOf(x), meanOf(y)]
  let [xy, xx] = [0, 0]
  for (let k = 0; k < x.length; k++) {
    xy += (x[k]! - meanX) * (y[k]! - meanY)
    xx += (x[k]! - meanX) * (x[k]! - meanX)
  }
  return -xy / xx
}

/** Mean correlation of a return with the squared returns of the ten steps after it. */
export function leverage({ returns }: Innovations): number | null {
  const sizes = squares(returns)
  return meanKnown(TEN.map((lag) => correlation(returns, sizes, lag)))
}

/** Coarse volatility predicts fine volatility better than the other way round: the difference. */
export function zumbach({ returns }: Innovations): number | null {
  const blocks = Math.floor(returns.length / COARSE)
  const coarse = new Float64Array(blocks)
  const fine = new Float64Array(blocks)
  for (let block = 0; block < blocks; block++) {
    let [sum, sizes] = [0, 0]
    for (let k = block * COARSE; k < (block + 1) * COARSE; k++) {
      sum += returns[k]!
      sizes += Math.abs(returns[k]!)
    }
    coarse[block] = Math.abs(sum)
    fine[block] = sizes
  }
  const forward = correlation(coarse, fine, 1)
  const backward = correlation(fine, coarse, 1)
  return forward === null || backward === null ? null : forward - backward
}

/** Correlation of the logarithms of volume and of the size of the move. */
export function volumeWithMoves({ returns, volume }: Innovations): number | null {
  if (volume === null || returns.length === 0) return null
  const sizes = absolute(returns)
  const least = 1e-3 * meanOf(sizes)
  if (!(least > 0) || volume.some((value) => value <= 0)) return null
  return correlation(
    volume.map(log),
    sizes.map((size) => log(size + least)),
  )
}
