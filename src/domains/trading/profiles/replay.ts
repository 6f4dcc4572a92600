import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { drift } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const legs: readonly Leg[] = [
  { name: 'Recording', phase: 'normal', steps: Infinity, motion: () => drift(1, 'linear') },
]

/** One row after the other: its value is the number of the row, from 0. */
export const replay = defineProfile({
  name: 'replay',
  title: 'Replay',
  summary: 'Plays the rows of a recording, one after the other.',
  source: 'The recording itself',
  params: z.object({}),
  describe: () => 'row by row',
  phases: () => spansOf(legs),
  start: (_params, context) => runPhases(legs, 'linear', { ...context, startValue: -1, volatility: 0 }),
  examples: [{ title: 'From the start', params: {} }],
})
