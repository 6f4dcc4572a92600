import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { swing } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { percent } from './shared.ts'

const params = z.object({
  range: field(z.number().min(0).max(0.9).default(0.02), {
    label: 'Range',
    unit: 'ratio',
    control: 'slider',
    soft: [0.001, 0.2],
    help: 'Half the width of the band, relative to the first price; never left.',
  }),
  period: field(z.int().min(4).max(1_000_000).default(63), {
    label: 'Period',
    unit: 'steps',
    control: 'slider',
    soft: [4, 300],
  }),
  noiseShare: field(z.number().min(0).max(1).default(0.3), {
    label: 'Noise',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help: 'Share of the band that chance takes; the rest is the swing.',
  }),
})

const legsOf = (p: z.output<typeof params>): Leg[] => [
  {
    name: 'Range',
    phase: 'normal',
    steps: Infinity,
    motion: (x) => swing(x, log(1 + p.range), p.period, 0.1, p.noiseShare),
  },
]

/** Swings inside a band: |ln S - ln S_0| <= ln(1 + range) at every step. The source's volatility plays no part. */
export const sidewaysMarket = defineProfile({
  name: 'sideways-market',
  title: 'Sideways market',
  summary: 'Swings inside a band that is never left.',
  source: 'Sine plus Ornstein-Uhlenbeck noise, reflected at the band',
  params,
  describe: (p) => `±${percent(p.range)} every ${p.period}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  examples: [
    { title: 'Two percent each way', params: {} },
    { title: 'Only noise', params: { noiseShare: 1 } },
  ],
})
