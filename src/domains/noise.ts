import type { Noise, NoiseContext } from '../kinds/contracts.ts'

/** Independent standard normals, the same volatility at every step: Brownian motion. */
export function plainNoise(context: NoiseContext): Noise {
  const stream = context.random('noise')
  return { draw: (z) => stream.normals(z), varies: false }
}
