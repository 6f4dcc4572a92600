import type { Noise, NoiseContext, SourceContext } from '../../../kinds/contracts.ts'
import { BLOCK } from '../../phases.ts'
import { marketLike } from '../noise/market-like.ts'
import { CommonShocks, correlatedNoise, OwnShocks, pairedNoise, type Dependence } from './correlated-noise.ts'
import { factorOf, type Pair } from './matrix.ts'

export interface Chance extends Dependence {
  readonly assets: readonly { readonly name: string; readonly beta: number }[]
  readonly pairs: readonly Pair[]
  readonly tails: string
  readonly realism: number
}

/** What moves the assets of a basket beside their profile, and what they share of it. */
export class BasketChance {
  readonly #of: Chance
  readonly #context: SourceContext
  /** Null where all pairs have the common correlation. */
  readonly #factor: readonly Float64Array[] | null
  #common: CommonShocks | null = null
  #own: OwnShocks | null = null
  #turn = 0

  constructor(of: Chance, context: SourceContext) {
    this.#of = of
    this.#context = context
    const names = of.assets.map(({ name }) => name)
    const factor = of.pairs.length === 0 ? null : factorOf(names, of.correlation, of.pairs)
    // The schema lets no contradiction through.
    this.#factor = factor === null || 'pair' in factor ? null : factor
  }

  /** The noise of the asset at this place. */
  noiseOf(index: number): (own: NoiseContext) => Noise {
    return (own) => {
      const common = (this.#common ??= this.#shared(own.volatility))
      const row = this.#factor?.[index]
      if (row === undefined) return correlatedNoise(common, own.random('noise'), this.#of)
      this.#own ??= new OwnShocks(
        this.#of.assets.map(({ name }) => this.#random(`${name}/noise`)),
        BLOCK,
      )
      const sign = Math.sign(this.#of.assets[index]!.beta)
      return pairedNoise(common, this.#own, { row, sign }, own.random('stress'), this.#of)
    }
  }

  /** Before all assets go over to another profile: they share new shocks. */
  renew(): void {
    this.#turn++
    this.#common = null
    this.#own = null
  }

  #shared(volatility: number): CommonShocks {
    const { tails, realism } = this.#of
    const random = (purpose: string) => this.#random(`common/${purpose}`)
    return new CommonShocks(
      marketLike.start({}, { volatility, random }, realism),
      random('tails'),
      tails === 'normal' ? null : Number(tails),
      BLOCK,
      this.#factor === null ? null : random('panic'),
    )
  }

  #random(purpose: string) {
    return this.#context.random(this.#turn === 0 ? purpose : `${purpose}/${this.#turn}`)
  }
}
