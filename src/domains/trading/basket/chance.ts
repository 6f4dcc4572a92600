import type { Noise, NoiseContext, SourceContext } from '../../../kinds/contracts.ts'
import { BLOCK } from '../../phases.ts'
import { marketLike } from '../noise/market-like.ts'
import { CommonShocks, correlatedNoise, OwnShocks, sharedNoise, type Dependence } from './correlated-noise.ts'
import { sharesOf, type Correlated, type Pair, type Share } from './matrix.ts'

export interface Chance extends Dependence {
  readonly assets: readonly Correlated[]
  readonly pairs: readonly Pair[]
  readonly tails: string
  readonly realism: number
}

/** What moves the assets of a basket beside their profile, and what they share of it. */
export class BasketChance {
  readonly #of: Chance
  readonly #context: SourceContext
  readonly #shares: readonly Share[]
  #common: CommonShocks | null = null
  #own: OwnShocks | null = null
  #turn = 0

  constructor(of: Chance, context: SourceContext) {
    this.#of = of
    this.#context = context
    const shares = sharesOf(of.assets, of.correlation, of.pairs)
    // The schema lets no contradiction through.
    this.#shares = 'pair' in shares ? [] : shares
  }

  /** The noise of the asset at this place. */
  noiseOf(index: number): (own: NoiseContext) => Noise {
    return (own) => {
      const common = (this.#common ??= this.#shared(own.volatility))
      const share = this.#shares[index]
      if (share === undefined || share.plain) return correlatedNoise(common, own.random('noise'), this.#of)
      this.#own ??= new OwnShocks(
        this.#of.assets.map(({ name }) => this.#random(`${name}/noise`)),
        BLOCK,
      )
      return sharedNoise(common, this.#own, share, own.random('stress'), this.#of)
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
    )
  }

  #random(purpose: string) {
    return this.#context.random(this.#turn === 0 ? purpose : `${purpose}/${this.#turn}`)
  }
}
