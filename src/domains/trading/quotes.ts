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
  /** The scale of the ticks: up, down and per unit. Engines take what they read here for doubles, and convert nothing. */
  readonly #scale: Float64Array

  constructor(spreadBps: number, ticks: Ticks, size: number, width: number) {
    this.price = new Float64Array(size)
    this.rows = new Float64Array(size * width)
    this.#width = width
    this.ticks = ticks
    this.#halfSpread = halfSpreadTicks(spreadBps, ticks)
    this.#scale = new Float64Array([ticks.up, ticks.down, ticks.perUnit])
  }

  fill({ block, signed }: ProfileFollower): void {
    const { values, widths } = block
    const { price, rows } = this
    const up = this.#scale[0]!
    const down = this.#scale[1]!
    const perUnit = this.#scale[2]!
    const width = this.#width
    const halfSpread = this.#halfSpread
    const lowest = signed ? -Infinity : 1
    let spreadOf = 0
    let spread = 0
    for (let k = 0, at = 0; k < price.length; k++, at += width) {
      const mid = values[k]!
      const half = Math.max(1, Math.floor(halfSpread * Math.abs(mid) * widths[k]! + 0.5))
      const count = Math.max(lowest + half, Math.floor(mid * perUnit + 0.5))
      const middle = count * up
      const wing = half * up
      const nearest = middle / down
      price[k] = nearest
      rows[at] = nearest
      rows[at + 1] = (middle - wing) / down
      rows[at + 2] = (middle + wing) / down
      // A division that is nearly always the one before.
      if (wing !== spreadOf) {
        spreadOf = wing
        spread = (2 * wing) / down
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
