import { z } from 'zod'
import { exp } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const LN2 = 0.6931471805599453

const params = z.object({
  halfLife: field(z.number().min(0.1).max(1e7).default(20), {
    label: 'Half-life',
    unit: 'steps',
    control: 'slider',
    soft: [1, 200],
    help: 'After it half of a deviation is gone.',
  }),
})

const legsOf = ({ halfLife }: z.output<typeof params>): Leg[] => {
  const rate = LN2 / halfLife
  const keep = exp(-rate)
  const gain = Math.sqrt((1 - keep * keep) / (2 * rate))
  return [
    {
      name: 'Round the start',
      phase: 'normal',
      steps: Infinity,
      motion: (x) => revert(x, 1 - keep, gain),
    },
  ]
}

/** An Ornstein-Uhlenbeck process on the log price, by its exact transition: the law does not depend on the step. */
export const meanReverting = defineProfile({
  name: 'mean-reverting',
  title: 'Mean reverting',
  summary: 'Wanders round the start price and is pulled back to it.',
  source: 'Ornstein-Uhlenbeck (1930); exact transition: Gillespie (1996), Phys. Rev. E 54, 2084',
  params,
  describe: ({ halfLife }) => `half-life ${halfLife}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [{ title: 'Half gone in twenty steps', params: {} }],
})
