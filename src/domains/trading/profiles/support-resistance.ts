import { z } from 'zod'
import { log } from '../../../base/math.ts'
import type { RandomStream } from '../../../base/random.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import type { Motion } from '../../motions.ts'
import { runPhases } from '../../phases.ts'
import { percent, share } from './shared.ts'

const params = z.object({
  support: share('Support below', 0.02, 'Relative to the price at which the profile begins.'),
  resistance: share('Resistance above', 0.02, 'Relative to the price at which the profile begins.', 1_000),
  strength: field(z.number().min(0).max(1).default(0.9), {
    label: 'Strength',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help: 'Chance that a level holds when it is touched.',
  }),
  mostTouches: field(z.int().min(1).max(1_000).default(6), {
    label: 'Touches',
    control: 'slider',
    soft: [1, 20],
    help: 'At this touch the level breaks for certain.',
  }),
  swaps: field(z.boolean().default(true), {
    label: 'Swaps its role',
    help: 'A broken support becomes resistance, and the other way round.',
  }),
  thrust: field(z.number().min(0).max(0.5).default(0.001), {
    label: 'Thrust of a break',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.02],
    help: 'Mean relative change of a step after a break, in its direction.',
  }),
  thrustSteps: field(z.int().min(0).max(10_000_000).default(20), {
    label: 'Length of the thrust',
    unit: 'steps',
    control: 'slider',
    soft: [0, 100],
  }),
})

type Params = z.output<typeof params>

const SPANS = [{ name: 'Levels', phase: 'normal', steps: Infinity }] as const

/** A price that is not crossed while it holds: from above for a support, from below for a resistance. */
interface Level {
  readonly x: number
  /** 1 holds the price above itself, -1 below. */
  side: 1 | -1
  touches: number
}

/** A walk between levels. One uniform a step, whatever happens. */
function walk(p: Params, start: number, chances: RandomStream): Motion {
  const levels: Level[] = [
    { x: start + log(1 - p.support), side: 1, touches: 0 },
    { x: start + log(1 + p.resistance), side: -1, touches: 0 },
  ]
  let thrust = 0
  let thrustLeft = 0
  const breaks = (level: Level, chance: number): boolean =>
    ++level.touches >= p.mostTouches || chance >= p.strength
  const broken = (level: Level) => {
    thrust = -level.side * p.thrust
    thrustLeft = p.thrustSteps
    if (p.swaps) Object.assign(level, { side: -level.side, touches: 0 })
    else levels.splice(levels.indexOf(level), 1)
  }
  /** Where a step that would lead to `wanted` ends: reflected by the levels that hold. */
  const settle = (wanted: number, chance: number): number => {
    let x = wanted
    // Between two levels a step may be thrown back twice; then it stays at the level.
    for (let turn = 0; turn < 2; turn++) {
      const level = levels.find(({ x: at, side }) => (x - at) * side < 0)
      if (level === undefined) return x
      if (breaks(level, chance)) {
        broken(level)
        return x
      }
      x = 2 * level.x - x
    }
    const level = levels.find(({ x: at, side }) => (x - at) * side < 0)
    return level === undefined ? x : level.x
  }
  return {
    run({ move, sigma, x: out }, from, to, begin) {
      let x = begin
      for (let k = from; k < to; k++) {
        const push = thrustLeft > 0 ? thrust : 0
        if (thrustLeft > 0) thrustLeft--
        x = settle(x + push + move[k]! - 0.5 * sigma[k]! * sigma[k]!, chances.uniform())
        out[k] = x
      }
      return x
    },
  }
}

/** A walk that two levels throw back, until one breaks and swaps its role. */
export const supportResistance = defineProfile({
  name: 'support-resistance',
  title: 'Support and resistance',
  summary: 'Levels throw the price back until one breaks, and then hold it from the other side.',
  source: 'Reflected Brownian motion; role reversal after Osler (2000), FRBNY Economic Policy Review',
  params,
  describe: (p) => `−${percent(p.support)} and +${percent(p.resistance)}`,
  phases: () => SPANS,
  start: (p, context) => {
    const chances = context.random('levels')
    return runPhases([{ ...SPANS[0], motion: (x) => walk(p, x, chances) }], 'log', context)
  },
  examples: [
    { title: 'Levels two per cent away', params: {} },
    { title: 'Never broken', params: { strength: 1, mostTouches: 1_000 } },
  ],
})
