import { log } from '../base/math.ts'
import type { Statistic } from '../kinds/contracts.ts'

const BATCH = 256

/**
 * Running count, first, last, extremes and spread of a series; with `returns` also the spread of its
 * log returns and its greatest fall. O(1) a value, no history: values are kept for a batch and folded
 * in together, because they come at every step and are asked for rarely.
 */
export class SeriesStatistics {
  readonly #returns: boolean
  readonly #batch = new Float64Array(BATCH)
  #batched = 0
  #count = 0
  #first = NaN
  #last = NaN
  #min = Infinity
  #max = -Infinity
  #mean = 0
  #squares = 0
  #fall = 0

  constructor(options: { readonly returns?: boolean } = {}) {
    this.#returns = options.returns ?? false
  }

  add(value: number): void {
    this.#batch[this.#batched++] = value
    if (this.#batched === BATCH) this.#fold()
  }

  /** The last value over the first, less one; null before the first value. */
  change(): number | null {
    this.#fold()
    return this.#count === 0 ? null : this.#last / this.#first - 1
  }

  /** Sample standard deviation of the log returns; null below two of them. */
  deviation(): number | null {
    this.#fold()
    return this.#count < 3 ? null : Math.sqrt(this.#squares / (this.#count - 2))
  }

  /** Greatest fall from a maximum, as a share of it; null before the first value. */
  drawdown(): number | null {
    this.#fold()
    return this.#count === 0 ? null : this.#fall
  }

  /** The part that every series has. */
  common(unit?: string): Statistic[] {
    this.#fold()
    const some = this.#count > 0
    const of = (name: string, label: string, value: number): Statistic => ({
      name,
      label,
      value: some ? value : null,
      ...(unit === undefined ? {} : { unit }),
    })
    return [
      { name: 'count', label: 'Count', value: this.#count },
      of('first', 'First', this.#first),
      of('last', 'Last', this.#last),
      of('min', 'Lowest', this.#min),
      of('max', 'Highest', this.#max),
      of('range', 'Range', this.#max - this.#min),
    ]
  }

  #fold(): void {
    const values = this.#batch.subarray(0, this.#batched)
    this.#batched = 0
    if (this.#returns) this.#foldReturns(values)
    for (const value of values) {
      if (value < this.#min) this.#min = value
      if (value > this.#max) this.#max = value
    }
    if (this.#count === 0) this.#first = values[0] ?? NaN
    this.#count += values.length
    this.#last = values.at(-1) ?? this.#last
  }

  /** The spread after Welford (1962). */
  #foldReturns(values: Float64Array): void {
    let last = this.#last
    let max = this.#max
    let mean = this.#mean
    let squares = this.#squares
    let fall = this.#fall
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      const nth = this.#count + index
      if (nth > 0) {
        const change = log(value / last)
        const distance = change - mean
        mean += distance / nth
        squares += distance * (change - mean)
      }
      last = value
      max = Math.max(max, value)
      fall = Math.max(fall, 1 - value / max)
    }
    this.#mean = mean
    this.#squares = squares
    this.#fall = fall
  }
}
