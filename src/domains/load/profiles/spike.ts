import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { pinned } from '../../motions.ts'
import { spansOf, type Leg } from '../../phases.ts'
import { levelling, straight } from '../../shapes.ts'
import { cycles, near, requests, runLoad } from './shared.ts'

const params = z.object({
  before: cycles('Before', 20, 0),
  peak: requests('Peak', 80, 'Requests a cycle.'),
  rise: cycles('Rise', 3),
  hold: cycles('Hold', 10),
  fall: cycles('Fall', 10),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Before', phase: 'normal', steps: p.before, motion: (x) => near(x) },
  { name: 'Rise', phase: 'transition', steps: p.rise, motion: (x) => pinned(x, p.peak, p.rise, straight) },
  { name: 'Peak', phase: 'critical', steps: p.hold, motion: () => near(p.peak) },
  {
    name: 'Fall',
    phase: 'recovery',
    steps: p.fall,
    motion: (x, [before = x]) => pinned(x, before, p.fall, levelling(3)),
  },
  { name: 'After', phase: 'stabilization', steps: Infinity, motion: (x) => near(x) },
]

/** A crowd comes all at once and goes again: a sale, a broadcast, a retry storm. */
export const spike = defineProfile({
  name: 'spike',
  title: 'Spike',
  summary: 'A sudden rise to a peak that is held, and a return to the base load.',
  source: 'Flash crowd (Ari et al. 2003)',
  params,
  describe: (p) => `${p.peak} for ${p.hold}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runLoad(legsOf(p), context),
  examples: [{ title: 'Tickets go on sale', params: {} }],
})
