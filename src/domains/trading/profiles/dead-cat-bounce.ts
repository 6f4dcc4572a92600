import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { drift, pinned, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { accelerating, levelling, smooth } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  normal: steps('Normal', 20),
  fall: steps('Fall', 15),
  fallen: share('Fallen', 0.18, 'Of the price before the fall.'),
  bounce: steps('Bounce', 10),
  bounced: share('Won back', 0.35, 'Share of the fall; below 1, or it is no dead cat.', 1),
  decline: steps('Decline', 50),
  declined: share('Lost after the bounce', 0.33, 'Of the price at the top of the bounce.'),
  stress: stress('Stress in the fall', 3),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: () => drift(0, 'log') },
  {
    name: 'Fall',
    phase: 'critical',
    steps: p.fall,
    stress: p.stress,
    motion: (x) => pinned(x, x + log(1 - p.fallen), p.fall, accelerating(2)),
  },
  {
    name: 'Bounce',
    phase: 'recovery',
    steps: p.bounce,
    stress: Math.sqrt(p.stress),
    motion: (x) => pinned(x, x + log(1 + (p.bounced * p.fallen) / (1 - p.fallen)), p.bounce, levelling(3)),
  },
  {
    name: 'Decline',
    phase: 'critical',
    steps: p.decline,
    stress: Math.sqrt(p.stress),
    motion: (x) => pinned(x, x + log(1 - p.declined), p.decline, smooth),
  },
  { name: 'Base', phase: 'stabilization', steps: Infinity, motion: (x) => revert(x, 0.1) },
]

/** A fall, a short recovery that fools people, and the rest of the fall; each end is exact. */
export const deadCatBounce = defineProfile({
  name: 'dead-cat-bounce',
  title: 'Dead-cat bounce',
  summary: 'A fall, a brief recovery, and a longer decline below the first low.',
  source: 'Phases pinned by a Brownian bridge (Glasserman 2003, section 3.1)',
  params,
  describe: (p) => `−${percent(p.fallen)}, bounce, −${percent(p.declined)}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [{ title: 'A third of the fall is won back, for ten steps', params: {} }],
})
