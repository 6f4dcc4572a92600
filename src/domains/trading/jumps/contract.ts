import type { z } from 'zod'
import type { Jumping, Kind, NoiseContext } from '../../../kinds/contracts.ts'

/** Sudden moves of a market on top of its noise; null for none. */
export interface JumpKind<N extends string = string, P extends z.ZodObject = z.ZodObject> extends Kind<N, P> {
  start(params: z.output<P>): ((context: NoiseContext) => Jumping) | null
  readonly examples: readonly { readonly title: string; readonly params: z.input<P> }[]
}

export const defineJumps = <const N extends string, P extends z.ZodObject>(kind: JumpKind<N, P>) => kind
