import type { ProfileFollower } from '../follower.ts'

export interface QuoteParams {
  readonly spreadBps: number
  readonly tick: number
}

/** Price, bid, ask and spread: the first fields of each row. */
export const QUOTE_FIELDS = 4

/**
 * Quotes for a block of steps, in rows of which they are the first fields. Inside, everything is whole ticks; what is read is ticks over a whole number,
 * the decimal nearest to the price (multiplying by 0.01 is not). The half-spread is at least one tick:
 * tick <= bid < price < ask, or bid < price < ask where prices may be negative.
 */
export class Quotes {
  readonly price: Float64Array
  readonly rows: Float64Array
  readonly tick: number
  readonly #width: number
  readonly #up: number
  readonly #down: number
  readonly #perTick: number
  readonly #halfSpread: number

  constructor({ spreadBps, tick }: QuoteParams, size: number, width = QUOTE_FIELDS) {
    this.tick = tick
    this.price = new Float64Array(size)
    this.rows = new Float64Array(size * width)
    this.#width = width
    ;[this.#up, this.#down] = tick < 1 ? [1, Math.round(1 / tick)] : [tick, 1]
    this.#halfSpread = (0.5e-4 * spreadBps) / tick
    this.#perTick = 1 / tick
  }

  /** The price nearest to a value, for what is derived from prices. */
  nearest(value: number): number {
    return (Math.floor(value * this.#perTick + 0.5) * this.#up) / this.#down
  }

  fill({ block, signed }: ProfileFollower): void {
    const { values, widths } = block
    const { price, rows } = this
    const width = this.#width
    const up = this.#up
    const down = this.#down
    const perTick = this.#perTick
    const halfSpread = this.#halfSpread
    const lowest = signed ? -Infinity : 1
    for (let k = 0, at = 0; k < price.length; k++, at += width) {
      const mid = values[k]!
      let half = Math.floor(halfSpread * Math.abs(mid) * widths[k]! + 0.5)
      if (half < 1) half = 1
      let ticks = Math.floor(mid * perTick + 0.5)
      if (ticks < lowest + half) ticks = lowest + half
      const nearest = (ticks * up) / down
      price[k] = nearest
      rows[at] = nearest
      rows[at + 1] = ((ticks - half) * up) / down
      rows[at + 2] = ((ticks + half) * up) / down
      rows[at + 3] = (2 * half * up) / down
    }
    // -0 and 0 print alike but do not digest alike.
    if (signed) for (const column of [price, rows]) withoutMinusZero(column)
  }

  /** Puts a further field into each row. */
  put(field: number, column: Float64Array): void {
    const { rows } = this
    const width = this.#width
    for (let k = 0, at = field; k < column.length; k++, at += width) rows[at] = column[k]!
  }
}

function withoutMinusZero(column: Float64Array): void {
  for (let k = 0; k < column.length; k++) if (column[k] === 0) column[k] = 0
}
