import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const params = z.object({
  pull: field(z.number().min(0.01).max(1).default(0.2), {
    label: 'Pull',
    unit: 'ratio',
    control: 'slider',
    soft: [0.01, 1],
    help: 'Share of the distance from the set point that is taken back each step.',
  }),
})

const legsOf = ({ pull }: z.output<typeof params>): Leg[] => [
  { name: 'Steady', phase: 'normal', steps: Infinity, motion: (x) => revert(x, pull) },
]

/** Stays near where it began: a controlled process. */
export const steady = defineProfile({
  name: 'steady',
  title: 'Steady',
  summary: 'Stays near its set point.',
  source: 'Ornstein-Uhlenbeck (1930), discrete',
  params,
  describe: () => 'near the set point',
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'linear', context),
  examples: [{ title: 'A controlled room', params: {} }],
})
