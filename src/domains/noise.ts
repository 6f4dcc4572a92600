import type { RandomStream } from '../base/random.ts'
import type { Noise, NoiseContext } from '../kinds/contracts.ts'

/** Independent standard normals, the same volatility at every step: Brownian motion. */
export const plainNoise = (context: NoiseContext): Noise => new PlainNoise(context.random('noise'))

class PlainNoise implements Noise {
  readonly varies = false
  readonly #stream: RandomStream

  constructor(stream: RandomStream) {
    this.#stream = stream
  }

  draw(z: Float64Array): void {
    this.#stream.normals(z)
  }
}
