import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { frozen, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const span = (label: string, preset: number) =>
  field(z.int().min(1).max(10_000_000).default(preset), {
    label,
    unit: 'steps',
    control: 'slider',
    soft: [1, 200],
  })

const params = z.object({ normal: span('Normal', 30), stuck: span('Stuck', 20) })

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: (x) => revert(x, 0.2) },
  { name: 'Stuck', phase: 'critical', steps: p.stuck, motion: () => frozen },
  {
    name: 'Again normal',
    phase: 'recovery',
    steps: Infinity,
    motion: (x, [first = x]) => revert(first, 0.2),
  },
]

/** A sensor that goes on sending, but always the same value: worse than one that falls silent. */
export const stuck = defineProfile({
  name: 'stuck',
  title: 'Stuck',
  summary: 'Readings freeze at one value for a while, and go on as if nothing had been.',
  source: 'Stuck-at fault (Ni et al. 2009, Sensor network data fault types)',
  params,
  describe: (p) => `stuck for ${p.stuck} after ${p.normal}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'linear', context),
  examples: [{ title: 'A probe freezes over', params: {} }],
})
