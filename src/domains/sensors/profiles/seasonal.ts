import { z } from 'zod'
import { sin } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import type { Motion } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'

const params = z.object({
  amplitude: field(z.number().min(0).max(1_000_000).default(5), {
    label: 'Amplitude',
    unit: '°C',
    control: 'slider',
    soft: [0, 30],
  }),
  period: field(z.int().min(2).max(10_000_000).default(48), {
    label: 'Period',
    unit: 'steps',
    control: 'slider',
    soft: [4, 400],
  }),
  begins: field(z.number().min(0).max(1).default(0), {
    label: 'Begins at',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help: 'Share of the period: 0 rises through the set point, 0.25 is the top, 0.75 the bottom.',
  }),
  trend: field(z.number().min(-1_000).max(1_000).default(0), {
    label: 'Trend per step',
    unit: '°C',
    control: 'slider',
    soft: [-0.2, 0.2],
  }),
})

type Params = z.output<typeof params>

const legsOf = (p: Params): Leg[] => [
  { name: 'Seasons', phase: 'normal', steps: Infinity, motion: (x) => seasons(x, p) },
]

/** Share of the noise's distance that is taken back each step. */
const PULL = 0.3

/** centre + trend * n + amplitude * sin(2 pi (n / period + begins)) + noise that keeps near nothing. */
function seasons(centre: number, { amplitude, period, begins, trend }: Params): Motion {
  let count = 0
  let noise = 0
  return {
    run({ move, x: out }, from, to, start) {
      for (let step = from; step < to; step++) {
        count++
        noise = (1 - PULL) * noise + move[step]!
        // Counted within the period: the argument stays small however long it runs.
        const turn = 2 * Math.PI * ((count % period) / period + begins)
        out[step] = centre + trend * count + amplitude * sin(turn) + noise
      }
      return to > from ? out[to - 1]! : start
    },
  }
}

/** Day and night, summer and winter: a wave with noise and, if wanted, a trend. */
export const seasonal = defineProfile({
  name: 'seasonal',
  title: 'Seasonal',
  summary: 'Rises and falls with a period, like day and night, with noise and perhaps a trend.',
  source: 'Classical decomposition: trend, season, remainder (Persons 1919)',
  params,
  describe: (p) => `±${p.amplitude} in ${p.period} steps`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'linear', context),
  examples: [
    { title: 'Day and night', params: {} },
    { title: 'A warming climate', params: { amplitude: 8, period: 60, trend: 0.05, begins: 0.75 } },
  ],
})
