import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { pinned } from '../../motions.ts'
import { spansOf, type Leg } from '../../phases.ts'
import { straight } from '../../shapes.ts'
import { cycles, near, requests, runLoad } from './shared.ts'

const params = z.object({
  before: cycles('Before', 10, 0),
  to: requests('Rises to', 50, 'Requests a cycle.'),
  steps: cycles('Within', 60),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Before', phase: 'normal', steps: p.before, motion: (x) => near(x) },
  { name: 'Ramp up', phase: 'transition', steps: p.steps, motion: (x) => pinned(x, p.to, p.steps, straight) },
  { name: 'At the top', phase: 'critical', steps: Infinity, motion: () => near(p.to) },
]

/** Rises evenly and stays: finds the load at which a system gives way. */
export const rampUp = defineProfile({
  name: 'ramp-up',
  title: 'Ramp up',
  summary: 'Rises evenly from the base load to another, and stays there.',
  source: 'Ramping arrival rate (open workload, Schroeder et al. 2006)',
  params,
  describe: (p) => `to ${p.to} in ${p.steps}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runLoad(legsOf(p), context),
  examples: [{ title: 'To the breaking point', params: {} }],
})
