import type { Statistic } from '../kinds/contracts.ts'

/** Running count, first, last, extremes and spread of a series. O(1) a value, no history. */
export class SeriesStatistics {
  count = 0
  first = NaN
  last = NaN
  min = Infinity
  max = -Infinity
  #mean = 0
  #squares = 0

  add(value: number): void {
    if (this.count === 0) this.first = value
    this.count++
    this.last = value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  /** Adds one change to the spread (Welford 1962). */
  addChange(change: number, nth: number): void {
    const distance = change - this.#mean
    this.#mean += distance / nth
    this.#squares += distance * (change - this.#mean)
  }

  /** Sample standard deviation of the changes; null below two of them. */
  deviation(changes: number): number | null {
    return changes < 2 ? null : Math.sqrt(this.#squares / (changes - 1))
  }

  /** The part that every series has. */
  common(unit?: string): Statistic[] {
    const some = this.count > 0
    const of = (name: string, label: string, value: number): Statistic => ({
      name,
      label,
      value: some ? value : null,
      ...(unit === undefined ? {} : { unit }),
    })
    return [
      { name: 'count', label: 'Count', value: this.count },
      of('first', 'First', this.first),
      of('last', 'Last', this.last),
      of('min', 'Lowest', this.min),
      of('max', 'Highest', this.max),
      of('range', 'Range', this.max - this.min),
    ]
  }
}
