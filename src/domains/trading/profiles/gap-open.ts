import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { atOnce, levelling } from '../../shapes.ts'
import { share, steps, stress } from './shared.ts'

const params = z.object({
  before: steps('Day before', 40),
  gap: field(z.number().min(-0.999).max(100).default(-0.05), {
    label: 'Gap',
    unit: 'ratio',
    control: 'slider',
    soft: [-0.5, 0.5],
    help: 'From the last price of the day before to the first of the new day, exactly.',
  }),
  opening: field(z.int().min(1).max(10_000_000).default(10), {
    label: 'Opening',
    unit: 'steps',
    control: 'slider',
    soft: [1, 100],
  }),
  fill: steps('Filling', 30),
  filled: share('Filled', 0.5, 'Share of the gap that is won back; 1 closes it.', 1),
  stress: stress('Stress at the opening', 3),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Day before', phase: 'normal', steps: p.before, motion: () => drift(0, 'log') },
  {
    name: 'Opening',
    phase: 'critical',
    steps: p.opening,
    stress: p.stress,
    motion: (x) => pinned(x, x + log(1 + p.gap), p.opening, atOnce),
  },
  {
    name: 'Filling',
    phase: 'recovery',
    steps: p.fill,
    stress: Math.sqrt(p.stress),
    // The opening is pinned: what it was before it follows from what it is.
    motion: (x) => pinned(x, x + log((1 + p.gap * (1 - p.filled)) / (1 + p.gap)), p.fill, levelling(2)),
  },
  { name: 'Day', phase: 'stabilization', steps: Infinity, motion: () => drift(0, 'log') },
]

/** A jump between two days, part of which is filled. */
export const gapOpen = defineProfile({
  name: 'gap-open',
  title: 'Gap at the open',
  summary: 'The new day opens far from the last price; part of the gap is filled.',
  source: 'SPY 1993-2021: overnight gaps scatter by 0.68 %, above 2 % on 1.8 % of days',
  params,
  describe: (p) => `${p.gap > 0 ? '+' : '−'}${Math.round(Math.abs(p.gap) * 1_000) / 10} % at the open`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Five per cent down, half of it filled', params: {} },
    { title: 'Up, and never filled', params: { gap: 0.08, filled: 0 } },
  ],
})
