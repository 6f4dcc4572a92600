import type { DataAhead, PhaseSpan, ProfileKind, SourceRun, Statistic } from '../../kinds/contracts.ts'
import { BlockAhead, type BlockMaker } from '../block-ahead.ts'
import type { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import type { Arrivals } from './arrivals.ts'
import { priceStatistics } from './price-statistics.ts'
import { QUOTE_FIELDS, type Quotes } from './quotes.ts'

/** Further columns of a market's data, made for a block of steps from its quotes. */
export interface Extra {
  readonly columns: readonly Float64Array[]
  /** `last` is the price before the block. */
  fill(follower: ProfileFollower, quotes: Quotes, last: number): void
}

/** A quoted price during a run. Quotes are made for a block of steps at a time. */
export class MarketRun implements SourceRun, BlockMaker {
  arrivals: ((offsets: Float64Array) => number) | undefined = undefined
  ahead: DataAhead | undefined = undefined
  readonly #follower: ProfileFollower
  readonly #quotes: Quotes
  readonly #extras: readonly Extra[]
  readonly #process: Arrivals | null
  readonly #startPrice: number
  readonly #series = new SeriesStatistics({ returns: true })
  readonly #data: BlockAhead
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
    this.#startPrice = startPrice
    this.#data = new BlockAhead(follower, this, this.#series)
    this.#schedule()
  }

  get rows(): Float64Array {
    return this.#quotes.rows
  }

  get primary(): Float64Array {
    return this.#quotes.price
  }

  fill(before: number): void {
    const quotes = this.#quotes
    quotes.fill(this.#follower)
    if (this.#extras.length === 0) return
    const last = Number.isNaN(before) ? this.#startPrice : before
    let field = QUOTE_FIELDS
    for (const extra of this.#extras) {
      extra.fill(this.#follower, quotes, last)
      for (const column of extra.columns) quotes.put(field++, column)
    }
  }

  next(out: Float64Array): void {
    if (this.#pending) this.#data.current(out)
    else this.#data.next(out)
    this.#pending = false
  }

  switchProfile(kind: ProfileKind, params: never): void {
    this.#data.see()
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
    this.#data.see()
    return priceStatistics(this.#series)
  }

  // ------------------------------------------------------------------------------------------ helpers

  /** A market that publishes once a cycle, always, has no `arrivals`: asking costs nothing then. */
  #schedule(): void {
    const irregular = this.#process !== null || this.#follower.halts
    this.arrivals = irregular ? (offsets) => this.#arrive(offsets) : undefined
    this.ahead = irregular ? undefined : this.#data
  }

  /** While the market is closed a step of the profile goes by in each cycle, and nothing is published. */
  #arrive(offsets: Float64Array): number {
    if (this.#follower.halts) {
      if (!this.#pending || this.#closed) {
        this.#data.ready()
        this.#data.take(1)
      }
      this.#closed = this.#follower.halted()
      this.#pending = true
      if (this.#closed) return 0
    }
    if (this.#process !== null) return this.#process.cycle(offsets)
    offsets[0] = 0
    return 1
  }
}
