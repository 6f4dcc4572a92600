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
  #sum = 0
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
    const changes = this.#count - 1
    if (changes < 2) return null
    return Math.sqrt(Math.max(0, this.#squares - (this.#sum * this.#sum) / changes) / (changes - 1))
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
    if (this.#batched === 0) return
    const values = this.#batch.subarray(0, this.#batched)
    this.#batched = 0
    if (this.#returns) this.#foldReturns(values)
    let min = this.#min
    let max = this.#max
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (value < min) min = value
      if (value > max) max = value
    }
    this.#min = min
    this.#max = max
    if (this.#count === 0) this.#first = values[0]!
    this.#count += values.length
    this.#last = values[values.length - 1]!
  }

  /** Returns are far larger than their mean, so that sums lose nothing against Welford's recurrence. */
  #foldReturns(values: Float64Array): void {
    let last = this.#count === 0 ? values[0]! : this.#last
    let max = Math.max(this.#max, last)
    let floor = max * (1 - this.#fall)
    let sum = this.#sum
    let squares = this.#squares
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      const change = log(value / last)
      sum += change
      squares += change * change
      last = value
      if (value > max) {
        max = value
        floor = max * (1 - this.#fall)
      } else if (value < floor) {
        this.#fall = 1 - value / max
        floor = value
      }
    }
    this.#sum = sum
    this.#squares = squares
  }
}
