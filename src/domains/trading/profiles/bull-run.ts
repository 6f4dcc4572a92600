import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { straight } from '../../shapes.ts'
import { percent, steps } from './shared.ts'

const params = z.object({
  totalReturn: field(z.number().min(0).max(1_000).default(0.2), {
    label: 'Total return',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 2],
  }),
  steps: steps('Run', 100, [1, 500]),
  pin: field(z.boolean().default(false), {
    label: 'Exact end',
    help: 'On: the run ends at exactly that return. Off: it does so on average over seeds.',
  }),
})

const legsOf = ({ totalReturn, steps: n, pin }: z.output<typeof params>): Leg[] => [
  {
    name: 'Run',
    phase: 'normal',
    steps: n,
    motion: (x) =>
      pin ? pinned(x, x + log(1 + totalReturn), n, straight) : drift(log(1 + totalReturn) / n, 'log'),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'log') },
]

/** Geometric Brownian motion with an upward drift: E[S_n] = S_0 (1 + R). */
export const bullRun = defineProfile({
  name: 'bull-run',
  title: 'Bull run',
  summary: 'A steady rise with noise.',
  source: 'Geometric Brownian motion (Samuelson 1965)',
  params,
  describe: (p) => `+${percent(p.totalReturn)} in ${p.steps}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'A fifth up in 100 steps', params: {} },
    { title: 'Doubling, exactly', params: { totalReturn: 1, pin: true } },
  ],
})
