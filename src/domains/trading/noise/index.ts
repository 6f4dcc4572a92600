import { garch } from './garch.ts'
import { heston } from './heston.ts'
import { marketLike } from './market-like.ts'
import { regimes } from './regimes.ts'

export const noiseKinds = [marketLike, heston, garch, regimes] as const
