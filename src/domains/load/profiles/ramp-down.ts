import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { pinned } from '../../motions.ts'
import { spansOf, type Leg } from '../../phases.ts'
import { straight } from '../../shapes.ts'
import { cycles, near, requests, runLoad } from './shared.ts'

const params = z.object({
  before: cycles('Before', 20, 0),
  to: requests('Falls to', 1, 'Requests a cycle.'),
  steps: cycles('Within', 40),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Before', phase: 'critical', steps: p.before, motion: (x) => near(x) },
  { name: 'Ramp down', phase: 'recovery', steps: p.steps, motion: (x) => pinned(x, p.to, p.steps, straight) },
  { name: 'Quiet', phase: 'stabilization', steps: Infinity, motion: () => near(p.to) },
]

/** Falls evenly and stays: does the system let go of what it no longer needs? */
export const rampDown = defineProfile({
  name: 'ramp-down',
  title: 'Ramp down',
  summary: 'Falls evenly from the base load to another, and stays there.',
  source: 'Ramping arrival rate (open workload, Schroeder et al. 2006)',
  params,
  describe: (p) => `to ${p.to} in ${p.steps}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runLoad(legsOf(p), context),
  examples: [{ title: 'The evening', params: {} }],
})
