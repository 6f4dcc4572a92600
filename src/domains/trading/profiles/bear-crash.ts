import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { pinned, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { straight } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  decline: share('Decline', 0.3, 'From the first price to the low, exactly.'),
  steps: steps('Fall', 50, [1, 500]),
  jumpChance: field(z.number().min(0).max(1).default(0.02), {
    label: 'Jumps',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.2],
    help: 'Chance of a sudden move in a step.',
  }),
  stress: stress('Stress in the fall', 2),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  {
    name: 'Fall',
    phase: 'critical',
    steps: p.steps,
    stress: p.stress,
    jumps: { chance: p.jumpChance, mean: -0.02, deviation: 0.02 },
    motion: (x) => pinned(x, x + log(1 - p.decline), p.steps, straight),
  },
  { name: 'Base', phase: 'stabilization', steps: Infinity, motion: (x) => revert(x, 0.1) },
]

/** A long fall with downward jumps, then a base round the low. */
export const bearCrash = defineProfile({
  name: 'bear-crash',
  title: 'Bear crash',
  summary: 'A long fall with sudden drops, then a base round the low.',
  source: 'Jumps: Merton (1976); base: Ornstein-Uhlenbeck (1930)',
  params,
  describe: (p) => `−${percent(p.decline)} in ${p.steps}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [{ title: 'A third off in 50 steps', params: {} }],
})
