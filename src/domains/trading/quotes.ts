import type { ProfileFollower } from '../follower.ts'

export interface QuoteParams {
  readonly spreadBps: number
  readonly tick: number
}

/**
 * Quotes for a block of steps. Inside, everything is whole ticks; what is read is ticks over a whole number,
 * the decimal nearest to the price (multiplying by 0.01 is not). The half-spread is at least one tick:
 * tick <= bid < price < ask, or bid < price < ask where prices may be negative.
 */
export class Quotes {
  readonly price: Float64Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly spread: Float64Array
  readonly tick: number
  readonly #up: number
  readonly #down: number
  readonly #perTick: number
  readonly #halfSpread: number

  constructor({ spreadBps, tick }: QuoteParams, size: number) {
    this.tick = tick
    this.price = new Float64Array(size)
    this.bid = new Float64Array(size)
    this.ask = new Float64Array(size)
    this.spread = new Float64Array(size)
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
    const { price, bid, ask, spread } = this
    const up = this.#up
    const down = this.#down
    const perTick = this.#perTick
    const halfSpread = this.#halfSpread
    const lowest = signed ? -Infinity : 1
    for (let k = 0; k < price.length; k++) {
      const mid = values[k]!
      let half = Math.floor(halfSpread * Math.abs(mid) * widths[k]! + 0.5)
      if (half < 1) half = 1
      let ticks = Math.floor(mid * perTick + 0.5)
      if (ticks < lowest + half) ticks = lowest + half
      price[k] = (ticks * up) / down
      bid[k] = ((ticks - half) * up) / down
      ask[k] = ((ticks + half) * up) / down
      spread[k] = (2 * half * up) / down
    }
    // -0 and 0 print alike but do not digest alike.
    if (signed) for (const column of [price, bid, ask]) withoutMinusZero(column)
  }
}

function withoutMinusZero(column: Float64Array): void {
  for (let k = 0; k < column.length; k++) if (column[k] === 0) column[k] = 0
}
