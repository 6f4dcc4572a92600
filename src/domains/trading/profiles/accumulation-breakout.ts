import { defineProfile } from '../../../kinds/contracts.ts'
import { runPhases, spansOf } from '../../phases.ts'
import { rangeBreakLegs, rangeBreakParams, type RangeBreak } from './range-break.ts'
import { percent } from './shared.ts'

const legsOf = (p: RangeBreak) => rangeBreakLegs(p, 1, ['Accumulation', 'Breakout'])

/** A narrow range, then a rise out of it to an exact level, and a trend. */
export const accumulationBreakout = defineProfile({
  name: 'accumulation-breakout',
  title: 'Accumulation and breakout',
  summary: 'A narrow range, then a rise out of it to an exact level, and a trend upwards.',
  source: 'Wyckoff’s accumulation; phases pinned by a Brownian bridge (Glasserman 2003, section 3.1)',
  params: rangeBreakParams('Breakout', 0.15, 1_000),
  describe: (p) => `±${percent(p.halfWidth)}, then +${percent(p.broken)}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'A breakout that runs', params: {} },
    { title: 'With a retest of half the way', params: { retest: 15 } },
  ],
})
