import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const params = z.object({
  every: field(z.int().min(1).max(10_000_000).default(10), {
    label: 'Data in a row',
    unit: 'steps',
    control: 'slider',
    soft: [1, 100],
  }),
  hole: field(z.int().min(1).max(10_000_000).default(4), {
    label: 'Hole',
    unit: 'steps',
    control: 'slider',
    soft: [1, 60],
    help: 'Steps in which the price moves, but nothing is published.',
  }),
})

const legsOf = ({ every, hole }: z.output<typeof params>): Leg[] => [
  { name: 'Flow', phase: 'normal', steps: every, motion: () => drift(0, 'log') },
  { name: 'Hole', phase: 'critical', steps: hole, halted: true, motion: () => drift(0, 'log') },
]

/** A feed with holes: the market goes on while nothing is heard of it. */
export const irregularTimestamps = defineProfile({
  name: 'irregular-timestamps',
  title: 'Irregular timestamps',
  summary: 'A feed with holes: now and then nothing is published while the price moves on.',
  source: 'Geometric Brownian motion (Samuelson 1965), not always observed',
  params,
  describe: (p) => `${p.every}, then ${p.hole} missing`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context, { repeats: true }),
  examples: [{ title: 'Four missing after every ten', params: {} }],
})
