import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift as drifting } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const params = z.object({
  perStep: field(z.number().min(-1_000).max(1_000).default(0.05), {
    label: 'Change per step',
    unit: '°C',
    control: 'slider',
    soft: [-1, 1],
  }),
})

const legsOf = ({ perStep }: z.output<typeof params>): Leg[] => [
  { name: 'Drift', phase: 'normal', steps: Infinity, motion: () => drifting(perStep, 'linear') },
]

/** A slow drift with noise: wear, warming, a leak. */
export const drift = defineProfile({
  name: 'drift',
  title: 'Drift',
  summary: 'Moves slowly in one direction, with noise.',
  source: 'Random walk with drift',
  params,
  describe: ({ perStep }) => `${perStep > 0 ? '+' : ''}${perStep} a step`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'linear', context),
  examples: [{ title: 'Slowly warming', params: {} }],
})
