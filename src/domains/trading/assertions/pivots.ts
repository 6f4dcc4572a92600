import type { PriceAt } from './price-monitor.ts'

export interface Pivot extends PriceAt {
  readonly kind: 'high' | 'low'
}

/**
 * Swing highs and lows: an extreme becomes a pivot when the price has turned back by a share of it. It is
 * known only then, so nothing looks ahead. O(1) a price.
 */
export class Pivots {
  readonly #turn: number
  #high: PriceAt | null = null
  #low: PriceAt | null = null
  #rising: boolean | null = null

  /** `turn` is a share: 0.05 for five percent. */
  constructor(turn: number) {
    this.#turn = turn
  }

  /** The pivot that this price confirms, or null. */
  add(at: PriceAt): Pivot | null {
    this.#high ??= at
    this.#low ??= at
    if (this.#rising !== false && at.price > this.#high.price) this.#high = at
    if (this.#rising !== true && at.price < this.#low.price) this.#low = at
    if (this.#rising !== false && at.price <= this.#high.price * (1 - this.#turn))
      return this.#confirm('high', at)
    if (this.#rising !== true && at.price >= this.#low.price * (1 + this.#turn))
      return this.#confirm('low', at)
    return null
  }

  #confirm(kind: Pivot['kind'], at: PriceAt): Pivot {
    const pivot = { ...(kind === 'high' ? this.#high : this.#low)!, kind }
    this.#rising = kind === 'low'
    if (kind === 'high') this.#low = at
    else this.#high = at
    return pivot
  }
}
