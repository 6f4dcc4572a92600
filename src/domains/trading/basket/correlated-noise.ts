import { log } from '../../../base/math.ts'
import type { RandomStream } from '../../../base/random.ts'
import type { Noise } from '../../../kinds/contracts.ts'
import type { Share } from './matrix.ts'

export interface Dependence {
  /** Correlation of any two assets in calm, 0..1. */
  readonly correlation: number
  /** The same where stress is great. */
  readonly stressCorrelation: number
}

/** The part of chance that all assets share: made once for each block, whichever asset asks first. */
export class CommonShocks {
  readonly g: Float64Array
  readonly factor: Float64Array
  /** Multiplies every asset's shock: rare and large together where tails are fat. */
  readonly scale: Float64Array
  readonly varies: boolean
  readonly bounce: number
  readonly #noise: Noise
  readonly #tails: RandomStream
  readonly #degrees: number | null
  readonly #draws: Float64Array
  #made = 0

  /** `degrees` of freedom of the joint tails, even and above 2; null for normal tails. */
  constructor(noise: Noise, tails: RandomStream, degrees: number | null, size: number) {
    this.g = new Float64Array(size)
    this.factor = new Float64Array(size).fill(1)
    this.scale = new Float64Array(size).fill(1)
    this.varies = noise.varies
    this.bounce = noise.bounce ?? 0
    this.#noise = noise
    this.#tails = tails
    this.#degrees = degrees
    this.#draws = new Float64Array(degrees === null ? 0 : (size * degrees) / 2)
  }

  /** Makes the nth block, counted from 1, if it is not made yet. */
  reach(nth: number): void {
    if (this.#made >= nth) return
    this.#made++
    this.#noise.draw(this.g, this.factor, NO_STRESS)
    if (this.#degrees !== null) this.#scaleTails(this.#degrees)
  }

  /** sqrt(W (v-2)/v) with W = v / chi-squared(v): the variance of a shock stays 1. Half of v uniforms a step. */
  #scaleTails(degrees: number): void {
    this.#tails.uniforms(this.#draws)
    const half = degrees / 2
    for (let k = 0; k < this.scale.length; k++) {
      let sum = 0
      for (let i = 0; i < half; i++) sum -= log(this.#draws[k * half + i]!)
      this.scale[k] = Math.sqrt((degrees - 2) / (2 * sum))
    }
  }
}

const NO_STRESS = new Float64Array(0)

/**
 * One asset's shocks: sqrt(rho) of the common ones and sqrt(1 - rho) of its own. Another asset beside it changes
 * nothing here. Under stress rho moves towards that of stress: by 1 - 1/stress of the way.
 */
export function correlatedNoise(common: CommonShocks, own: RandomStream, dependence: Dependence): Noise {
  const { correlation, stressCorrelation } = dependence
  let nth = 0
  return {
    varies: common.varies,
    bounce: common.bounce,
    heedsStress: true,
    draw(z, factor, stress) {
      common.reach(++nth)
      own.normals(z)
      for (let k = 0; k < z.length; k++) {
        const s = stress[k]!
        const rho = correlation + (stressCorrelation - correlation) * (s > 1 ? 1 - 1 / s : 0)
        z[k] = common.scale[k]! * (Math.sqrt(rho) * common.g[k]! + Math.sqrt(1 - rho) * z[k]!)
        factor[k] = common.factor[k]!
      }
    },
  }
}

/** The own shocks of all assets, made together: where pairs have correlations of their own, one needs the others'. */
export class OwnShocks {
  readonly shocks: readonly Float64Array[]
  readonly #streams: readonly RandomStream[]
  #made = 0

  constructor(streams: readonly RandomStream[], size: number) {
    this.#streams = streams
    this.shocks = streams.map(() => new Float64Array(size))
  }

  reach(nth: number): void {
    if (this.#made >= nth) return
    this.#made++
    this.#streams.forEach((stream, at) => stream.normals(this.shocks[at]!))
  }
}

/**
 * The shocks of an asset that takes of other assets' own ones. Under stress they are mixed with those it would have if
 * all assets had the stress correlation, and brought back to a variance of 1: both take of the common noise.
 */
export function sharedNoise(
  common: CommonShocks,
  shocks: OwnShocks,
  share: Share,
  stressed: RandomStream,
  { stressCorrelation }: Dependence,
): Noise {
  let nth = 0
  const { own, common: taken } = share
  const [shared, alone] = [Math.sqrt(stressCorrelation), Math.sqrt(1 - stressCorrelation)]
  return {
    varies: common.varies,
    bounce: common.bounce,
    heedsStress: true,
    draw(z, factor, stress) {
      nth++
      common.reach(nth)
      shocks.reach(nth)
      stressed.normals(z)
      for (let k = 0; k < z.length; k++) {
        const g = common.g[k]!
        let calm = taken * g
        for (let j = 0; j < own.length; j++) calm += own[j]! * shocks.shocks[j]![k]!
        const s = stress[k]!
        const weight = s > 1 ? 1 - 1 / s : 0
        const wild = shared * g + alone * z[k]!
        const variance = 1 + 2 * Math.sqrt(weight * (1 - weight)) * taken * shared
        const mixed = Math.sqrt(1 - weight) * calm + Math.sqrt(weight) * wild
        z[k] = (common.scale[k]! * mixed) / Math.sqrt(variance)
        factor[k] = common.factor[k]!
      }
    },
  }
}
