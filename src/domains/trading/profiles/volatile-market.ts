import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { stress } from './shared.ts'

const params = z.object({
  stress: stress('Stress', 8),
  drift: field(z.number().min(-0.5).max(0.5).default(0), {
    label: 'Drift',
    unit: 'ratio',
    control: 'slider',
    soft: [-0.01, 0.01],
    help: 'Mean relative change of one step.',
  }),
  jumpChance: field(z.number().min(0).max(1).default(0.01), {
    label: 'Jumps',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.2],
    help: 'Chance of a sudden move in a step.',
  }),
  jumpSize: field(z.number().min(0).max(1).default(0.06), {
    label: 'Jump size',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.3],
  }),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  {
    name: 'Turbulence',
    phase: 'critical',
    steps: Infinity,
    stress: p.stress,
    jumps: { chance: p.jumpChance, mean: 0, deviation: p.jumpSize },
    motion: () => drift(p.drift, 'log'),
  },
]

/** Var ln S_n = n (sigma^2 + chance * size^2), no direction but the drift. */
export const volatileMarket = defineProfile({
  name: 'volatile-market',
  title: 'Volatile market',
  summary: 'Large moves both ways with jumps, and no direction.',
  source: 'Jump diffusion (Merton 1976)',
  params,
  describe: (p) => `${p.stress} × volatility, jumps ${p.jumpChance}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Eight times the calm', params: {} },
    { title: 'Without jumps', params: { jumpChance: 0 } },
  ],
})
