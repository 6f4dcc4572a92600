import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { bent, levelling } from '../../shapes.ts'
import { steps, stress } from './shared.ts'

const price = (label: string, preset: number, help: string) =>
  field(z.number().min(-1e6).max(1e6).default(preset), {
    label,
    unit: 'price',
    control: 'slider',
    soft: [-100, 100],
    help,
  })

const params = z.object({
  normal: steps('Normal', 40),
  fall: steps('Fall', 40),
  low: price('Low', -40.32, 'The price at the end of the fall, exactly; it may be negative.'),
  hold: steps('At the low', 5),
  recovery: steps('Recovery', 30),
  after: price('After', 10, 'The price after the recovery, exactly.'),
  stress: stress('Stress in the fall', 5),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: () => drift(0, 'linear') },
  {
    name: 'Fall',
    phase: 'critical',
    steps: p.fall,
    stress: p.stress,
    motion: (x) => pinned(x, p.low, p.fall, bent(3)),
  },
  {
    name: 'Low',
    phase: 'critical',
    steps: p.hold,
    stress: p.stress,
    motion: (x) => pinned(x, x, p.hold, (u) => u),
  },
  {
    name: 'Recovery',
    phase: 'recovery',
    steps: p.recovery,
    stress: Math.sqrt(p.stress),
    motion: (x) => pinned(x, p.after, p.recovery, levelling(3)),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'linear') },
]

/**
 * Prices as amounts, not ratios (Bachelier): they may be zero or negative. The source's volatility is taken
 * as a share of the price at which the profile begins.
 */
export const negativePrice = defineProfile({
  name: 'negative-price',
  title: 'Negative price',
  summary: 'Falls through zero to an exact negative low, and comes back.',
  source: 'Bachelier (1900), arithmetic Brownian motion; WTI on 20 April 2020',
  params,
  describe: (p) => `down to ${p.low}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) =>
    runPhases(legsOf(p), 'linear', {
      ...context,
      volatility: context.volatility * Math.max(Math.abs(context.startValue), context.resolution),
    }),
  examples: [{ title: 'As oil in April 2020', params: {} }],
})
