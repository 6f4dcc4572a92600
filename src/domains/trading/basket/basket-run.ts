import { exp, log } from '../../../base/math.ts'
import type { PhaseSpan, ProfileKind, SourceRun, Statistic } from '../../../kinds/contracts.ts'
import { present } from '../../../base/assert.ts'
import { ProfileFollower } from '../../follower.ts'
import { SeriesStatistics } from '../../series-statistics.ts'
import { priceStatistics } from '../price-statistics.ts'
import { halfSpreadTicks } from '../quotes.ts'
import { Ticks } from '../ticks.ts'

export interface Asset {
  readonly name: string
  readonly basePrice: number
  readonly beta: number
  readonly ticks: Ticks
  readonly follower: ProfileFollower
}

/** Several assets that follow one profile, each by its beta. They step together. */
export class BasketRun implements SourceRun {
  arrivals: ((offsets: Float64Array) => number) | undefined = undefined
  readonly #assets: readonly Asset[]
  readonly #halfSpreads: readonly number[]
  readonly #series: readonly SeriesStatistics[]
  readonly #quotes: boolean
  /** Called before all followers go over to another profile: they share new common shocks. */
  readonly #renew: () => void
  #pending = false
  #closed = false

  constructor(assets: readonly Asset[], spreadBps: number, quotes: boolean, renew: () => void) {
    this.#assets = assets
    this.#halfSpreads = assets.map(({ ticks }) => halfSpreadTicks(spreadBps, ticks))
    this.#series = assets.map(() => new SeriesStatistics({ returns: true }))
    this.#quotes = quotes
    this.#renew = renew
    this.#schedule()
  }

  next(out: Float64Array): void {
    if (this.#pending) this.#pending = false
    else this.#step()
    const count = this.#assets.length
    for (let index = 0; index < count; index++) {
      const { basePrice, beta, ticks, follower } = this.#assets[index]!
      const { values, widths } = follower.block
      const price = basePrice * powerOf(values[follower.at]!, beta)
      const half = Math.max(1, Math.round(this.#halfSpreads[index]! * price * widths[follower.at]!))
      const whole = Math.max(1 + half, ticks.count(price))
      out[index] = ticks.price(whole)
      this.#series[index]!.add(out[index]!)
      if (!this.#quotes) continue
      out[count + 2 * index] = ticks.price(whole - half)
      out[count + 2 * index + 1] = ticks.price(whole + half)
    }
  }

  switchProfile(kind: ProfileKind, params: never): void {
    this.#renew()
    for (const { follower } of this.#assets) follower.switchTo(kind, params)
    this.#pending = false
    this.#schedule()
  }

  halted(): boolean {
    return this.#closed
  }

  phase(): PhaseSpan {
    return this.#first.phase()
  }

  statistics(): readonly Statistic[] {
    const [first, ...others] = this.#series
    const changes = others.map((series, index): Statistic => {
      const { name } = this.#assets[index + 1]!
      const change = series.change()
      return {
        name: `${name}.changePercent`,
        label: `Change of ${name}`,
        value: change === null ? null : 100 * change,
        unit: '%',
      }
    })
    return [...priceStatistics(present(first, 'an asset')), ...changes]
  }

  get #first(): ProfileFollower {
    return present(this.#assets[0], 'an asset').follower
  }

  #step(): void {
    for (const { follower } of this.#assets) follower.next()
  }

  #schedule(): void {
    this.arrivals = this.#first.halts ? (offsets) => this.#arrive(offsets) : undefined
  }

  /** While the market is closed a step goes by in each cycle, and nothing is published. */
  #arrive(offsets: Float64Array): number {
    if (!this.#pending || this.#closed) this.#step()
    this.#closed = this.#first.halted()
    this.#pending = true
    offsets[0] = 0
    return this.#closed ? 0 : 1
  }
}

const powerOf = (value: number, power: number): number => (power === 1 ? value : exp(power * log(value)))
