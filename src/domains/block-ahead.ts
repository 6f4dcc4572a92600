import type { DataAhead } from '../kinds/contracts.ts'
import type { ProfileFollower } from './follower.ts'
import type { SeriesStatistics } from './series-statistics.ts'

/** What a source makes of a block of its profile's values. */
export interface BlockMaker {
  /** The data, row after row. */
  readonly rows: Float64Array
  /** The primary values, for the statistics; they may be the rows themselves. */
  readonly primary: Float64Array
  /** Makes the data of a new block; `last` is the primary value before it, NaN when there is none. */
  fill(last: number): void
}

/**
 * The data of a source, made for a block of its profile's steps and handed out one by one or many at once.
 * The follower stands at the step that was handed out last.
 */
export class BlockAhead implements DataAhead {
  readonly rows: Float64Array
  readonly #follower: ProfileFollower
  readonly #maker: BlockMaker
  readonly #primary: Float64Array
  readonly #series: SeriesStatistics
  readonly #size: number
  readonly #width: number
  /** The first step of the block that the statistics have not seen. */
  #unseen = 0
  readonly #last = new Float64Array([NaN])

  constructor(follower: ProfileFollower, maker: BlockMaker, series: SeriesStatistics) {
    this.rows = maker.rows
    this.#follower = follower
    this.#maker = maker
    this.#primary = maker.primary
    this.#series = series
    this.#size = follower.block.values.length
    this.#width = this.rows.length / this.#size
  }

  get row(): number {
    return this.#follower.at + 1
  }

  ready(): number {
    const left = this.#follower.end - 1 - this.#follower.at
    return left > 0 ? left : this.#renew()
  }

  take(count: number): void {
    this.#follower.at += count
  }

  next(out: Float64Array): void {
    this.ready()
    this.take(1)
    this.current(out)
  }

  /** The datum that was handed out last. */
  current(out: Float64Array): void {
    const first = this.#follower.at * this.#width
    for (let index = 0; index < this.#width; index++) out[index] = this.rows[first + index]!
  }

  /** Shows the statistics what has been handed out so far; before they are read, and before a switch. */
  see(): void {
    const { at } = this.#follower
    if (at < 0 || at >= this.#size) return
    this.#series.addAll(this.#primary, this.#unseen, at + 1)
    this.#unseen = at + 1
    this.#last[0] = this.#primary[at]!
  }

  #renew(): number {
    this.see()
    this.#follower.renew()
    this.#maker.fill(this.#last[0]!)
    this.#unseen = 0
    return this.#follower.end
  }
}
