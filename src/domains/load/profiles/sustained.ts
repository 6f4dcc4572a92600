import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { spansOf, type Leg } from '../../phases.ts'
import { near, runLoad } from './shared.ts'

const LEGS: readonly Leg[] = [{ name: 'Sustained', phase: 'normal', steps: Infinity, motion: (x) => near(x) }]

/** The same load for hours: finds leaks and queues that grow slowly. */
export const sustained = defineProfile({
  name: 'sustained',
  title: 'Sustained load',
  summary: 'Stays near the base load, without end.',
  source: 'Soak test; constant arrival rate (open workload, Schroeder et al. 2006)',
  params: z.object({}),
  describe: () => 'at the base load',
  phases: () => spansOf(LEGS),
  start: (_, context) => runLoad(LEGS, context),
  examples: [{ title: 'A soak test', params: {} }],
})
