import { delay } from './delay.ts'
import { drop } from './drop.ts'
import { duplicate } from './duplicate.ts'
import { inject } from './inject.ts'
import { modify } from './modify.ts'

export const chaosKinds = [delay, drop, duplicate, modify, inject] as const
