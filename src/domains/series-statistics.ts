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
  #squares = 0
  #fall = 0

  constructor(options: { readonly returns?: boolean } = {}) {
    this.#returns = options.returns ?? false
  }

  add(value: number): void {
    this.#batch[this.#batched++] = value
    if (this.#batched === BATCH) this.#fold()
  }

  /** Adds values[from], ..., values[to - 1]. */
  addAll(values: Float64Array, from: number, to: number): void {
    if (from >= to) return
    this.#fold()
    this.#foldAll(values.subarray(from, to))
  }

  /** The last value over the first, less one; null before the first value, and where one is not above zero. */
  change(): number | null {
    this.#fold()
    return this.#count === 0 || this.#min <= 0 ? null : this.#last / this.#first - 1
  }

  /** Sample standard deviation of the log returns; null below two of them, and where a value is not above zero. */
  deviation(): number | null {
    this.#fold()
    const changes = this.#count - 1
    if (changes < 2 || this.#min <= 0) return null
    const sum = log(this.#last / this.#first)
    return Math.sqrt(Math.max(0, this.#squares - (sum * sum) / changes) / (changes - 1))
  }

  /** Greatest fall from a maximum, as a share of it; null where that has no meaning. */
  drawdown(): number | null {
    this.#fold()
    return this.#count === 0 || this.#min <= 0 ? null : this.#fall
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
    this.#foldAll(values)
  }

  #foldAll(values: Float64Array): void {
    // Without a branch that only the first values of a series take.
    const begins = this.#count === 0
    const first = values[0]!
    this.#first = begins ? first : this.#first
    this.#last = begins ? first : this.#last
    this.#foldExtremes(values)
    if (this.#returns && this.#min > 0) this.#foldReturns(values)
    this.#count += values.length
    this.#last = values[values.length - 1]!
  }

  #foldExtremes(values: Float64Array): void {
    let min = this.#min
    let max = this.#max
    let fall = this.#fall
    let floor = max * (1 - fall)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (value < min) min = value
      if (value > max) {
        max = value
        floor = max * (1 - fall)
      } else if (value < floor) {
        fall = 1 - value / max
        floor = value
      }
    }
    this.#min = min
    this.#max = max
    this.#fall = fall
  }

  /** Returns are far larger than their mean, so that sums lose nothing against Welford's recurrence. */
  #foldReturns(values: Float64Array): void {
    let last = this.#last
    let squares = this.#squares
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      const change = logRatio(value, last)
      squares += change * change
      last = value
    }
    this.#squares = squares
  }
}

/** ln(b / a), by the series of 2 artanh((b - a) / (b + a)) where that is exact enough: most steps are small. */
function logRatio(b: number, a: number): number {
  const s = (b - a) / (b + a)
  if (s > 0.005 || s < -0.005) return log(b / a)
  const t = s * s
  return 2 * s * (1 + t * (1 / 3 + t * (1 / 5 + t * (1 / 7))))
}
