import { defineProfile } from '../../../kinds/contracts.ts'
import { runPhases, spansOf } from '../../phases.ts'
import { rangeBreakLegs, rangeBreakParams, type RangeBreak } from './range-break.ts'
import { percent } from './shared.ts'

const legsOf = (p: RangeBreak) => rangeBreakLegs(p, -1, ['Distribution', 'Breakdown'])

/** A narrow range, then a fall out of it to an exact level, and a decline. */
export const distributionBreakdown = defineProfile({
  name: 'distribution-breakdown',
  title: 'Distribution and breakdown',
  summary: 'A narrow range, then a fall out of it to an exact level, and a decline.',
  source: 'Wyckoff’s distribution; phases pinned by a Brownian bridge (Glasserman 2003, section 3.1)',
  params: rangeBreakParams('Breakdown', 0.15, 0.999999),
  describe: (p) => `±${percent(p.halfWidth)}, then −${percent(p.broken)}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'A breakdown that goes on', params: {} },
    { title: 'With a retest of half the way', params: { retest: 15 } },
  ],
})
