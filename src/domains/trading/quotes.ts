import type { ProfileFollower } from '../follower.ts'
import type { Ticks } from './ticks.ts'

/**
 * Quotes for a block of steps, in whole ticks. The half-spread is at least one tick: tick <= bid < price < ask,
 * or bid < price < ask where prices may be negative.
 */
export class Quotes {
  readonly price: Float64Array
  readonly bid: Float64Array
  readonly ask: Float64Array
  readonly spread: Float64Array
  readonly ticks: Ticks
  /** In ticks, for each unit of price. */
  readonly #halfSpread: number

  constructor(spreadBps: number, ticks: Ticks, size: number) {
    this.price = new Float64Array(size)
    this.bid = new Float64Array(size)
    this.ask = new Float64Array(size)
    this.spread = new Float64Array(size)
    this.ticks = ticks
    this.#halfSpread = halfSpreadTicks(spreadBps, ticks)
  }

  fill({ block, signed }: ProfileFollower): void {
    const { values, widths } = block
    const { price, bid, ask, spread } = this
    const { up, down, perUnit } = this.ticks
    const halfSpread = this.#halfSpread
    const lowest = signed ? -Infinity : 1
    for (let k = 0; k < price.length; k++) {
      const mid = values[k]!
      let half = Math.floor(halfSpread * Math.abs(mid) * widths[k]! + 0.5)
      if (half < 1) half = 1
      let count = Math.floor(mid * perUnit + 0.5)
      if (count < lowest + half) count = lowest + half
      price[k] = (count * up) / down
      bid[k] = ((count - half) * up) / down
      ask[k] = ((count + half) * up) / down
      spread[k] = (2 * half * up) / down
    }
    // -0 and 0 print alike but do not digest alike.
    if (signed) for (const column of [price, bid, ask]) withoutMinusZero(column)
  }
}

/** Half the spread in ticks, for each unit of price. */
export const halfSpreadTicks = (spreadBps: number, { size }: Ticks): number => (0.5e-4 * spreadBps) / size

function withoutMinusZero(column: Float64Array): void {
  for (let k = 0; k < column.length; k++) if (column[k] === 0) column[k] = 0
}
