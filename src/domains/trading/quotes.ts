import type { ProfileFollower } from '../follower.ts'
import type { Ticks } from './ticks.ts'

/** Price, bid, ask and spread: the first fields of each row. */
export const QUOTE_FIELDS = 4

/**
 * Quotes for a block of steps, in whole ticks, row after row. The half-spread is at least one tick: tick <= bid < price < ask,
 * or bid < price < ask where prices may be negative.
 */
export class Quotes {
  readonly price: Float64Array
  readonly rows: Float64Array
  readonly ticks: Ticks
  readonly #width: number
  /** In ticks, for each unit of price. */
  readonly #halfSpread: number

  constructor(spreadBps: number, ticks: Ticks, size: number, width: number) {
    this.price = new Float64Array(size)
    this.rows = new Float64Array(size * width)
    this.#width = width
    this.ticks = ticks
    this.#halfSpread = halfSpreadTicks(spreadBps, ticks)
  }

  fill({ block, signed }: ProfileFollower): void {
    const { values, widths } = block
    const { price, rows } = this
    const { up, down, perUnit } = this.ticks
    const width = this.#width
    const halfSpread = this.#halfSpread
    const lowest = signed ? -Infinity : 1
    let spreadOf = 0
    let spread = 0
    for (let k = 0, at = 0; k < price.length; k++, at += width) {
      const mid = values[k]!
      let half = Math.floor(halfSpread * Math.abs(mid) * widths[k]! + 0.5)
      if (half < 1) half = 1
      let count = Math.floor(mid * perUnit + 0.5)
      if (count < lowest + half) count = lowest + half
      const nearest = (count * up) / down
      price[k] = nearest
      rows[at] = nearest
      rows[at + 1] = ((count - half) * up) / down
      rows[at + 2] = ((count + half) * up) / down
      // A division that is nearly always the one before.
      if (half !== spreadOf) {
        spreadOf = half
        spread = (2 * half * up) / down
      }
      rows[at + 3] = spread
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

/** Half the spread in ticks, for each unit of price. */
export const halfSpreadTicks = (spreadBps: number, { size }: Ticks): number => (0.5e-4 * spreadBps) / size

function withoutMinusZero(column: Float64Array): void {
  for (let k = 0; k < column.length; k++) if (column[k] === 0) column[k] = 0
}
