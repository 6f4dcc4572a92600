import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const params = z.object({
  direction: field(z.enum(['up', 'down']).default('up'), { label: 'Direction' }),
  speed: field(z.number().min(0).max(0.5).default(0.001), {
    label: 'Speed',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.02],
    help: 'Mean relative change of one step.',
  }),
})

const legsOf = ({ direction, speed }: z.output<typeof params>): Leg[] => [
  {
    name: 'Trend',
    phase: 'normal',
    steps: Infinity,
    motion: () => drift(direction === 'up' ? speed : -speed, 'log'),
  },
]

/** E[S_n] = S_0 e^(± speed n), without end. */
export const gradualTrend = defineProfile({
  name: 'gradual-trend',
  title: 'Gradual trend',
  summary: 'A slow, steady trend up or down, without end.',
  source: 'Geometric Brownian motion (Samuelson 1965)',
  params,
  describe: (p) => `${p.direction}, ${Math.round(p.speed * 1e6) / 1e4} % a step`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Slowly up', params: {} },
    { title: 'Slowly down', params: { direction: 'down' } },
  ],
})
