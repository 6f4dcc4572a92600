/**
 * Prices as whole numbers of ticks. A price is read as ticks over a whole number, the decimal nearest to it:
 * multiplying by 0.01 is not. The tick is a whole number, or one over a whole number.
 */
export class Ticks {
  readonly size: number
  /** A price is ticks * up / down. */
  readonly up: number
  readonly down: number
  readonly perUnit: number

  constructor(size: number) {
    this.size = size
    this.up = size < 1 ? 1 : size
    this.down = size < 1 ? Math.round(1 / size) : 1
    this.perUnit = 1 / size
  }

  /** The whole number of ticks nearest to a price. */
  count(price: number): number {
    return Math.floor(price * this.perUnit + 0.5)
  }

  price(count: number): number {
    return (count * this.up) / this.down
  }

  nearest(price: number): number {
    return this.price(this.count(price))
  }
}
