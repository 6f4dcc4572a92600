import { z } from 'zod'
import type { Kind } from './contracts.ts'

type SpecOf<K> =
  K extends Kind<infer N, infer P> ? z.ZodObject<{ kind: z.ZodLiteral<N>; params: z.ZodPrefault<P> }> : never
type Specs<Ks extends readonly Kind[]> = { -readonly [I in keyof Ks]: SpecOf<Ks[I]> }

/** `{ kind, params }` for each kind of a list, told apart by `kind`. Missing params mean the defaults. */
export function specUnion<const Ks extends readonly [Kind, ...Kind[]]>(kinds: Ks) {
  const specs = kinds.map((kind) =>
    z.strictObject({ kind: z.literal(kind.name), params: strict(kind.params).prefault({}) }),
  )
  return z.discriminatedUnion(
    'kind',
    specs as unknown as Specs<Ks> & [SpecOf<Ks[0]>, ...SpecOf<Ks[number]>[]],
  )
}

/** Unknown parameters are reported, never dropped. */
export const strict = (params: z.ZodObject): z.ZodObject => params.strict()
