import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { steps, stress } from './shared.ts'

const params = z.object({
  normal: steps('Normal', 40),
  event: steps('Thin market', 40),
  spread: field(z.number().min(1).max(1_000).default(8), {
    label: 'Spread',
    unit: 'x',
    control: 'slider',
    soft: [1, 60],
    help: 'Multiplies the spread at the height, beside what volatility does; sizes shrink by its square.',
  }),
  stress: stress('Stress', 3),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: () => drift(0, 'log') },
  {
    name: 'Thin market',
    phase: 'critical',
    steps: p.event,
    stress: p.stress,
    thinness: p.spread,
    ramped: true,
    motion: () => drift(0, 'log'),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'log') },
]

/** Spreads widen and sizes vanish for a while, ramping over a tenth of it; the price has no direction. */
export const liquidityEvent = defineProfile({
  name: 'liquidity-event',
  title: 'Liquidity event',
  summary: 'The spread widens and sizes vanish for a while; the price has no direction.',
  source: 'BMLL: spreads of the largest US names went from 6 to 340 bps in March 2020',
  params,
  describe: (p) => `spread × ${p.spread} for ${p.event}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Eight times the spread', params: {} },
    { title: 'As in March 2020', params: { spread: 33, stress: 3 } },
  ],
})
