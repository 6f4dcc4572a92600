import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { pinned, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { dumping, pumping, smooth } from '../../shapes.ts'
import { percent, share, steps, stress } from './shared.ts'

const params = z.object({
  accumulation: steps('Accumulation', 40),
  accumulated: share('Accumulated', 0.02, 'Quiet rise before the pump.'),
  pump: steps('Pump', 20),
  pumped: field(z.number().min(0).max(1_000).default(0.8), {
    label: 'Pumped',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 5],
  }),
  plateau: steps('Plateau', 5),
  dump: steps('Dump', 15),
  dumped: share('Dumped', 0.6, 'Fall from the peak, as a share of it.'),
  stress: stress('Stress', 3),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  {
    name: 'Accumulation',
    phase: 'normal',
    steps: p.accumulation,
    motion: (x) => pinned(x, x + log(1 + p.accumulated), p.accumulation, smooth),
  },
  {
    name: 'Pump',
    phase: 'transition',
    steps: p.pump,
    stress: p.stress,
    motion: (x) => pinned(x, x + log(1 + p.pumped), p.pump, pumping),
  },
  {
    name: 'Plateau',
    phase: 'critical',
    steps: p.plateau,
    stress: p.stress,
    motion: (x) => pinned(x, x, p.plateau, smooth),
  },
  {
    name: 'Dump',
    phase: 'critical',
    steps: p.dump,
    stress: p.stress,
    motion: (x) => pinned(x, x + log(1 - p.dumped), p.dump, dumping),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: (x) => revert(x, 0.1) },
]

/** Quiet buying, a pump that feeds on itself, a plateau, and the dump: peak and end are exact. */
export const pumpAndDump = defineProfile({
  name: 'pump-and-dump',
  title: 'Pump and dump',
  summary: 'Quiet accumulation, a steep pump, and a dump below where it began.',
  source: 'Xu and Livshits (2019), The anatomy of a cryptocurrency pump-and-dump scheme',
  params,
  describe: (p) => `+${percent(p.pumped)}, then −${percent(p.dumped)}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [{ title: 'Up by four fifths, and down', params: {} }],
})
