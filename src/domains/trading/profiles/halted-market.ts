import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, frozen, pinned } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { accelerating, levelling } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  normal: steps('Normal', 40),
  fall: steps('Fall', 10),
  fallen: share('Fallen', 0.07, 'When trading is halted, exactly: 7 % is the first US market-wide breaker.'),
  halt: steps('Halt', 15),
  accrues: field(z.boolean().default(true), {
    label: 'News accrues',
    help: 'On: what would have happened during the halt comes with the first price after it.',
  }),
  recovery: steps('Recovery', 30),
  recovered: share('Recovered', 0.5, 'Share of the fall won back after the reopening.', 2),
  stress: stress('Stress in the fall', 4),
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
  { name: 'Halt', phase: 'transition', steps: p.halt, halted: true, motion: () => frozen },
  {
    name: 'Reopening',
    phase: 'transition',
    steps: p.halt > 0 && p.accrues ? 1 : 0,
    // The variance of all the steps that nobody saw, in one.
    stress: Math.sqrt(p.halt) * Math.max(1, Math.sqrt(p.stress)),
    motion: () => drift(0, 'log'),
  },
  {
    name: 'Recovery',
    phase: 'recovery',
    steps: p.recovery,
    stress: Math.sqrt(p.stress),
    motion: (x) =>
      pinned(x, x + log((1 - p.fallen * (1 - p.recovered)) / (1 - p.fallen)), p.recovery, levelling(3)),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'log') },
]

/** A fall to the breaker, silence while virtual time goes on, and a reopening that jumps. */
export const haltedMarket = defineProfile({
  name: 'halted-market',
  title: 'Halted market',
  summary: 'A fall trips the breaker: nothing is published for a while, then trading reopens with a jump.',
  source: 'US market-wide circuit breakers: 7, 13 and 20 % below the last close',
  params,
  describe: (p) => `−${percent(p.fallen)}, silent for ${p.halt}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'The first breaker', params: {} },
    { title: 'A halt that brings no news', params: { accrues: false } },
  ],
})
