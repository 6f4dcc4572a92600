import { z } from 'zod'
import type { ProfileContext } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { revert } from '../../motions.ts'
import { runPhases, type Leg } from '../../phases.ts'

export const cycles = (label: string, preset: number, least = 1) =>
  field(z.int().min(least).max(10_000_000).default(preset), {
    label,
    unit: 'steps',
    control: 'slider',
    soft: [least, 200],
  })

export const requests = (label: string, preset: number, help?: string) =>
  field(z.number().min(0).max(1_000_000).default(preset), {
    label,
    control: 'slider',
    soft: [0, 200],
    ...(help === undefined ? {} : { help }),
  })

/** Wobbles round a level of requests. */
export const near = (level: number) => revert(level, 0.4)

/** Loads are additive: twice as many users are twice as many requests. */
export const runLoad = (legs: readonly Leg[], context: ProfileContext) => runPhases(legs, 'linear', context)
