import { log } from '../../../base/math.ts'
import type { RandomStream } from '../../../base/random.ts'
import type { Noise } from '../../../kinds/contracts.ts'

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
