import type { PhaseSpan, ProfileKind, SourceRun, Statistic } from '../../kinds/contracts.ts'
import { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import type { Arrivals } from './arrivals.ts'
import { priceStatistics } from './price-statistics.ts'
import type { Quotes } from './quotes.ts'

/** Further columns of a market's data, made for a block of steps from its quotes. */
export interface Extra {
  readonly columns: readonly Float64Array[]
  /** `last` is the price before the block. */
  fill(follower: ProfileFollower, quotes: Quotes, last: number): void
}

/** A quoted price during a run. Quotes are made for a block of steps at a time, and handed out one by one. */
export class MarketRun implements SourceRun {
  arrivals: ((offsets: Float64Array) => number) | undefined = undefined
  readonly #follower: ProfileFollower
  readonly #quotes: Quotes
  readonly #extras: readonly Extra[]
  readonly #process: Arrivals | null
  readonly #series = new SeriesStatistics({ returns: true })
  /** The first step of the block that the statistics have not seen. */
  #unseen: number
  #last: number
  /** True when the step at hand is already the next datum's. */
  #pending = false
  #closed = false

  constructor(
    follower: ProfileFollower,
    quotes: Quotes,
    startPrice: number,
    extras: readonly Extra[],
    process: Arrivals | null,
  ) {
    this.#follower = follower
    this.#quotes = quotes
    this.#extras = extras
    this.#process = process
    this.#unseen = quotes.price.length
    this.#last = startPrice
    this.#schedule()
  }

  next(out: Float64Array): void {
    if (this.#pending) this.#pending = false
    else this.#step()
    const { at } = this.#follower
    const { price, bid, ask, spread } = this.#quotes
    out[0] = price[at]!
    out[1] = bid[at]!
    out[2] = ask[at]!
    out[3] = spread[at]!
    if (this.#extras.length > 0) this.#more(out, at)
  }

  switchProfile(kind: ProfileKind, params: never): void {
    this.#see()
    this.#last = this.#quotes.price[this.#follower.at] ?? this.#last
    this.#follower.switchTo(kind, params)
    this.#pending = false
    this.#schedule()
  }

  halted(): boolean {
    return this.#closed
  }

  phase(): PhaseSpan {
    return this.#follower.phase()
  }

  statistics(): readonly Statistic[] {
    this.#see()
    return priceStatistics(this.#series)
  }

  // ------------------------------------------------------------------------------------------ helpers

  #step(): void {
    const { price } = this.#quotes
    const was = this.#follower.at
    if (!this.#follower.advance()) return
    if (was < price.length) {
      this.#series.addAll(price, this.#unseen, price.length)
      this.#last = price[was]!
    }
    this.#quotes.fill(this.#follower)
    for (const extra of this.#extras) extra.fill(this.#follower, this.#quotes, this.#last)
    this.#unseen = 0
  }

  #more(out: Float64Array, at: number): void {
    let index = 4
    for (const { columns } of this.#extras) for (const column of columns) out[index++] = column[at]!
  }

  /** Shows the statistics what has been handed out so far. */
  #see(): void {
    const { at } = this.#follower
    if (at >= this.#quotes.price.length) return
    this.#series.addAll(this.#quotes.price, this.#unseen, at + 1)
    this.#unseen = at + 1
  }

  /** A market that publishes once a cycle, always, has no `arrivals`: asking costs nothing then. */
  #schedule(): void {
    const irregular = this.#process !== null || this.#follower.halts
    this.arrivals = irregular ? (offsets) => this.#arrive(offsets) : undefined
  }

  /** While the market is closed a step of the profile goes by in each cycle, and nothing is published. */
  #arrive(offsets: Float64Array): number {
    if (this.#follower.halts) {
      if (!this.#pending || this.#closed) this.#step()
      this.#closed = this.#follower.halted()
      this.#pending = true
      if (this.#closed) return 0
    }
    if (this.#process !== null) return this.#process.cycle(offsets)
    offsets[0] = 0
    return 1
  }
}
