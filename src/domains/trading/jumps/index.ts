import { kou } from './kou.ts'
import { merton } from './merton.ts'
import { none } from './none.ts'

export const jumpKinds = [none, merton, kou] as const
