import type { z } from 'zod'
import type { Kind, Noise, NoiseContext } from '../../../kinds/contracts.ts'

/** A core of chance behind every profile of a market. */
export interface NoiseKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<
  N,
  P
> {
  /** `realism` is the market's slider, 0..1; only the standard core heeds it. */
  start(params: z.output<P>, context: NoiseContext, realism: number): Noise
  readonly examples: readonly { readonly title: string; readonly params: z.input<P> }[]
}

export const defineNoise = <const N extends string, P extends z.ZodObject>(kind: NoiseKind<N, P>) => kind
