import { exp, log } from '../../base/math.ts'

const MOST_EXACT = 10_000
/** Neighbouring buckets differ by one percent, so a bucket's middle is within half a percent of what is in it. */
const LOG_RATIO = log(1.01)
const SMALLEST = 1e-9
const LARGEST = 1e12

/**
 * Quantiles by nearest rank: exact up to ten thousand values, then from a sketch whose values are within
 * 0.5 % of the true ones, between 1e-9 and 1e12 in size. At most 9,800 buckets, the same in every engine.
 * Source: Masson, Rim, Lee: DDSketch, VLDB 2019.
 */
export class Quantiles {
  #exact: number[] | null = []
  #sorted = true
  readonly #positive = new Map<number, number>()
  readonly #negative = new Map<number, number>()
  #zeros = 0
  #count = 0

  get exact(): boolean {
    return this.#exact !== null
  }

  add(value: number): void {
    this.#count++
    if (this.#exact !== null) {
      this.#exact.push(value)
      this.#sorted = false
      if (this.#exact.length <= MOST_EXACT) return
      for (const kept of this.#exact) this.#sketch(kept)
      this.#exact = null
      return
    }
    this.#sketch(value)
  }

  /** The value of this rank, from 1 to the number of values; NaN when there is none. */
  atRank(rank: number): number {
    if (this.#count === 0) return Number.NaN
    if (this.#exact !== null) {
      if (!this.#sorted) this.#exact.sort((a, b) => a - b)
      this.#sorted = true
      return this.#exact[rank - 1] ?? Number.NaN
    }
    let left = rank
    for (const [bucket, count] of [...this.#negative].sort(([a], [b]) => b - a))
      if ((left -= count) <= 0) return -middle(bucket)
    if ((left -= this.#zeros) <= 0) return 0
    for (const [bucket, count] of [...this.#positive].sort(([a], [b]) => a - b))
      if ((left -= count) <= 0) return middle(bucket)
    return Number.NaN
  }

  #sketch(value: number): void {
    const size = Math.min(Math.abs(value), LARGEST)
    if (size < SMALLEST) {
      this.#zeros++
      return
    }
    const buckets = value < 0 ? this.#negative : this.#positive
    const bucket = Math.ceil(log(size) / LOG_RATIO)
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1)
  }
}

/** Equally far, in proportion, from both ends of the bucket. */
const middle = (bucket: number): number => (2 * exp(bucket * LOG_RATIO)) / (1.01 + 1)
