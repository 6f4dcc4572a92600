import { z } from 'zod'
import { field } from './form.ts'

/** How long something lasts: 1 ms to a day. `help` says from when it counts. */
export const durationField = (help: string) =>
  field(z.int().min(1).max(86_400_000).default(5_000), {
    label: 'For',
    unit: 'ms',
    control: 'slider',
    soft: [100, 60_000],
    help,
  })
