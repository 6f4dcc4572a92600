import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned, swing } from '../../motions.ts'
import type { Leg } from '../../phases.ts'
import { pumping, smooth } from '../../shapes.ts'
import { share, steps, stress } from './shared.ts'

/** Parameters of a range that ends in a break, up or down. */
export const rangeBreakParams = (break_: string, preset: number, most: number) =>
  z.object({
    range: steps('Range', 60, [1, 300]),
    halfWidth: share('Half width', 0.015, 'Of the range, relative to the first price; never left.', 0.9),
    breaking: steps(break_, 20),
    broken: share('Size of the break', preset, 'From the first price, exactly.', most),
    retest: steps('Retest', 0),
    retested: share('Taken back', 0.5, 'Share of the break that the retest gives back.', 1),
    after: field(z.number().min(0).max(0.5).default(0.001), {
      label: 'Trend afterwards',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.01],
      help: 'Mean relative change of one step, in the direction of the break.',
    }),
    stress: stress('Stress in the break', 2.5),
  })

export type RangeBreak = z.output<ReturnType<typeof rangeBreakParams>>

const PERIOD = 37

/** `sign` 1 breaks upwards, -1 downwards; `names` of the range and of the break. */
export function rangeBreakLegs(p: RangeBreak, sign: 1 | -1, names: readonly [string, string]): Leg[] {
  const whole = log(1 + sign * p.broken)
  const kept = log(1 + sign * p.broken * (1 - p.retested))
  return [
    {
      name: names[0],
      phase: 'normal',
      steps: p.range,
      motion: (x) => swing(x, log(1 + p.halfWidth), PERIOD, 0.1, 0.5),
    },
    {
      name: names[1],
      phase: 'critical',
      steps: p.breaking,
      stress: p.stress,
      motion: (x, entries) => pinned(x, entries[0]! + whole, p.breaking, pumping),
    },
    {
      name: 'Retest',
      phase: 'transition',
      steps: p.retest,
      motion: (x, entries) => pinned(x, entries[0]! + kept, p.retest, smooth),
    },
    { name: 'Trend', phase: 'stabilization', steps: Infinity, motion: () => drift(sign * p.after, 'log') },
  ]
}
