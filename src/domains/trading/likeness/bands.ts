import type { Band } from '../../../kinds/series-contracts.ts'
import * as facts from './facts.ts'
import { log } from '../../../base/math.ts'

type Three = readonly [low: number, median: number, high: number]

/** Bands at the lengths below, of rolling windows of real series and of random walks; null where none is known. */
export interface FactKind {
  readonly name: string
  readonly label: string
  readonly help: string
  readonly weight: number
  /** From this length on real series and random walks differ enough to tell. */
  readonly fewest: number
  readonly real: readonly (Three | null)[]
  readonly random: readonly (Three | null)[]
  value(innovations: facts.Innovations): number | null
}

export const LENGTHS = [250, 500, 1_000, 2_000] as const

const round = (widths: readonly number[]): Three[] => widths.map((width): Three => [-width, 0, width])

/**
 * 5 %, median and 95 % over rolling windows of ten real series (S&P 500, NASDAQ, SPY, three stocks, WTI by the
 * day; BTCUSDT by the day and hour; crypto by the minute), and of 150 random walks of each length.
 */
export const FACTS: readonly FactKind[] = [
  {
    name: 'kurtosis',
    label: 'Fat tails',
    help: 'Excess kurtosis of the returns: 0 for a random walk, far above in markets.',
    weight: 0.25,
    fewest: 500,
    real: [
      [0.09, 2.2, 19],
      [0.88, 3.2, 29],
      [1.4, 4.9, 41],
      [2, 8, 46],
    ],
    random: [
      [-0.5, -0.05, 0.61],
      [-0.4, -0.05, 0.43],
      [-0.2, 0.01, 0.23],
      [-0.15, 0, 0.19],
    ],
    value: facts.excessKurtosis,
  },
  {
    name: 'clustering',
    label: 'Volatility clusters',
    help: 'Mean autocorrelation of the returns’ sizes over one to ten steps.',
    weight: 0.25,
    fewest: 1_000,
    real: [
      [-0.01, 0.06, 0.21],
      [0.01, 0.09, 0.24],
      [0.04, 0.12, 0.29],
      [0.06, 0.15, 0.33],
    ],
    random: [
      [-0.03, 0, 0.03],
      [-0.02, 0, 0.02],
      [-0.02, 0, 0.01],
      [-0.01, 0, 0.01],
    ],
    value: facts.clustering,
  },
  {
    name: 'return-memory',
    label: 'Returns do not repeat',
    help: 'Autocorrelation of a return with the next: near zero, or it could be traded.',
    weight: 0.15,
    fewest: 250,
    real: [
      [-0.27, -0.04, 0.07],
      [-0.35, -0.05, 0.05],
      [-0.32, -0.05, 0.04],
      [-0.3, -0.04, 0.05],
    ],
    random: round([0.1, 0.07, 0.06, 0.04]),
    value: facts.returnMemory,
  },
  {
    name: 'slow-clustering',
    label: 'Turbulence lasts',
    help: 'Autocorrelation of the returns’ sizes over twenty steps.',
    weight: 0.15,
    fewest: 1_000,
    real: [
      [-0.08, 0.02, 0.15],
      [-0.03, 0.05, 0.19],
      [0, 0.08, 0.24],
      [0.03, 0.11, 0.26],
    ],
    random: [
      [-0.1, 0, 0.1],
      [-0.05, 0, 0.08],
      [-0.05, 0, 0.05],
      [-0.035, 0, 0.035],
    ],
    value: facts.slowClustering,
  },
  {
    name: 'volume',
    label: 'Volume follows moves',
    help: 'Correlation of the logarithms of volume and of the size of the move.',
    weight: 0.15,
    fewest: 250,
    real: [
      [0.06, 0.29, 0.52],
      [0.06, 0.29, 0.52],
      [0.1, 0.32, 0.53],
      [0.09, 0.38, 0.56],
    ],
    random: [
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ],
    value: facts.volumeWithMoves,
  },
  {
    name: 'leverage',
    label: 'Falls bring turbulence',
    help: 'Correlation of a return with the squared returns of the next ten steps; below zero in indices.',
    weight: 0.05,
    fewest: 250,
    real: [
      [-0.11, -0.03, 0.03],
      [-0.1, -0.03, 0.03],
      [-0.1, -0.02, 0.03],
      [-0.1, -0.02, 0.03],
    ],
    random: round([0.03, 0.025, 0.018, 0.012]),
    value: facts.leverage,
  },
  {
    name: 'left-tail',
    label: 'Tail of the falls',
    help: 'Hill’s index of the largest twentieth of the falls: the smaller, the wilder.',
    weight: 0,
    fewest: 2_000,
    real: [
      [1.9, 3.3, 6.6],
      [1.9, 3.5, 7.5],
      [2, 3.3, 5.4],
      [2, 2.9, 4.8],
    ],
    random: [
      [3.5, 5.1, 8.1],
      [4.3, 6.1, 10],
      [4.6, 6, 8.8],
      [5.1, 6.1, 7.2],
    ],
    value: facts.leftTailIndex,
  },
  {
    name: 'beyond-three',
    label: 'Beyond three deviations',
    help: 'Per cent of returns farther than three standard deviations from their mean.',
    weight: 0,
    fewest: 500,
    real: [
      [0, 1.2, 2.4],
      [0.6, 1.4, 2.2],
      [0.8, 1.4, 2.2],
      [1.1, 1.6, 2.2],
    ],
    random: [
      [0, 0, 0.8],
      [0, 0.2, 0.6],
      [0, 0.3, 0.6],
      [0.1, 0.2, 0.4],
    ],
    value: facts.beyondThree,
  },
  {
    name: 'decay',
    label: 'Decay of clustering',
    help: 'Exponent of the power law by which the sizes’ autocorrelation falls with the lag.',
    weight: 0,
    fewest: 500,
    real: [null, [-0.09, 0.38, 0.87], [0.15, 0.38, 0.78], [0.13, 0.33, 0.91]],
    random: [null, null, null, null],
    value: facts.decay,
  },
  {
    name: 'zumbach',
    label: 'Coarse predicts fine',
    help: 'Past coarse volatility says more of future fine volatility than the other way round.',
    weight: 0,
    fewest: 2_000,
    real: [
      [-0.31, 0.07, 0.38],
      [-0.16, 0.08, 0.31],
      [-0.06, 0.09, 0.25],
      [0, 0.08, 0.19],
    ],
    random: [
      [-0.28, 0, 0.3],
      [-0.22, 0, 0.22],
      [-0.17, 0, 0.17],
      [-0.09, 0, 0.09],
    ],
    value: facts.zumbach,
  },
]

/** The band for a length: between the lengths it was measured at, in the logarithm of the length. */
export function bandAt(bands: readonly (Three | null)[], length: number): Band | null {
  const n = Math.max(LENGTHS[0], Math.min(LENGTHS[3], length))
  const above = Math.max(
    1,
    LENGTHS.findIndex((known) => known >= n),
  )
  const [a, b] = [bands[above - 1] ?? null, bands[above] ?? null]
  const share = log(n / LENGTHS[above - 1]!) / log(LENGTHS[above]! / LENGTHS[above - 1]!)
  if (a === null || b === null) {
    const only = share >= 1 ? b : share <= 0 ? a : null
    return only === null ? null : { low: only[0], median: only[1], high: only[2] }
  }
  const mix = (index: 0 | 1 | 2) => a[index] + share * (b[index] - a[index])
  return { low: mix(0), median: mix(1), high: mix(2) }
}
