import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { pinned, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { smooth, straight } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  direction: field(z.enum(['up', 'down']).default('up'), { label: 'Direction' }),
  stairs: field(z.int().min(1).max(100).default(5), { label: 'Stairs', control: 'slider', soft: [1, 20] }),
  height: share('Height of a stair', 0.04, 'Relative change of each, exactly.', 0.9),
  climb: field(z.int().min(1).max(10_000_000).default(6), {
    label: 'Climb',
    unit: 'steps',
    control: 'slider',
    soft: [1, 100],
  }),
  rest: steps('Rest', 18),
  stress: stress('Stress in a climb', 2),
})

const legsOf = ({
  direction,
  stairs,
  height,
  climb,
  rest,
  stress: tension,
}: z.output<typeof params>): Leg[] => {
  const move = log(direction === 'up' ? 1 + height : 1 - height)
  const legs = Array.from({ length: stairs }, (_, index): Leg[] => [
    {
      name: `Rest ${index + 1}`,
      phase: 'normal',
      steps: rest,
      motion: (x) => pinned(x, x, rest, straight),
    },
    {
      name: `Climb ${index + 1}`,
      phase: 'transition',
      steps: climb,
      stress: tension,
      motion: (x) => pinned(x, x + move, climb, smooth),
    },
  ])
  return [
    ...legs.flat(),
    { name: 'Landing', phase: 'stabilization', steps: Infinity, motion: (x) => revert(x, 0.1) },
  ]
}

/** Rests and climbs in turn; each climb is exact, each rest ends where it began. */
export const staircase = defineProfile({
  name: 'staircase',
  title: 'Staircase',
  summary: 'Climbs of an exact height, each followed by a rest.',
  source: 'Phases pinned by a Brownian bridge (Glasserman 2003, section 3.1)',
  params,
  describe: (p) => `${p.stairs} of ${p.direction === 'up' ? '+' : '−'}${percent(p.height)}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Five stairs up', params: {} },
    { title: 'Three down', params: { direction: 'down', stairs: 3 } },
  ],
})
