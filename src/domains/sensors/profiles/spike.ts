import { z } from 'zod'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { pinned, revert } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { levelling, smooth } from '../../shapes.ts'

const span = (label: string, preset: number) =>
  field(z.int().min(0).max(10_000_000).default(preset), {
    label,
    unit: 'steps',
    control: 'slider',
    soft: [0, 200],
  })

const params = z.object({
  normal: span('Normal', 30),
  rise: span('Rise', 5),
  height: field(z.number().min(-1_000_000).max(1_000_000).default(15), {
    label: 'Height',
    unit: '°C',
    control: 'slider',
    soft: [-50, 50],
    help: 'Reached exactly at the end of the rise, measured from its start.',
  }),
  hold: span('Hold', 5),
  fall: span('Fall', 20),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  { name: 'Normal', phase: 'normal', steps: p.normal, motion: (x) => revert(x, 0.2) },
  {
    name: 'Rise',
    phase: 'transition',
    steps: p.rise,
    motion: (x) => pinned(x, x + p.height, p.rise, smooth),
  },
  { name: 'Hold', phase: 'critical', steps: p.hold, motion: (x) => pinned(x, x, p.hold, smooth) },
  {
    name: 'Fall',
    phase: 'recovery',
    steps: p.fall,
    motion: (x) => pinned(x, p.rise === 0 ? x : x - p.height, p.fall, levelling(3)),
  },
  { name: 'Aftermath', phase: 'stabilization', steps: Infinity, motion: (x) => revert(x, 0.2) },
]

/** Normal, a sudden rise to an exact height, and back. */
export const spike = defineProfile({
  name: 'spike',
  title: 'Spike',
  summary: 'A sudden rise to an exact height, held, and a return.',
  source: 'Phases pinned by a Brownian bridge',
  params,
  describe: (p) => `${p.height > 0 ? '+' : ''}${p.height} in ${p.rise}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'linear', context),
  examples: [{ title: 'A fan fails', params: {} }],
})
