import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineProfile } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { drift, pinned, revert, type Motion } from '../../motions.ts'
import { runPhases, spansOf, type Leg } from '../../phases.ts'
import { atOnce, bent, dumping, levelling, pumping, smooth, straight, type Shape } from '../../shapes.ts'
import { stress } from './shared.ts'

const SCENARIO_PHASES = [
  'initialization',
  'normal',
  'transition',
  'critical',
  'recovery',
  'stabilization',
] as const

const SHAPES = ['even', 'smooth', 'accelerating', 'levelling', 'pump', 'dump', 'gap', 'free'] as const

/**
 * One block of a composed profile. It begins at the price where the last one ended, and ends after
 * `steps` steps at exactly that price times (1 + change), whatever the seed; only with the shape
 * `free` it ends there on average.
 */
const block = z.strictObject({
  name: field(z.string().min(1).max(60).default('Phase'), { label: 'Name', control: 'text' }),
  phase: field(z.enum(SCENARIO_PHASES).default('normal'), {
    label: 'Stage',
    help: 'Which part of the story it is: gives the band on the chart its colour.',
  }),
  steps: field(z.int().min(1).max(10_000_000).default(20), {
    label: 'Duration',
    unit: 'steps',
    control: 'slider',
    soft: [1, 200],
  }),
  change: field(z.number().min(-0.999999).max(1_000).default(0), {
    label: 'Change',
    unit: 'ratio',
    control: 'slider',
    soft: [-0.9, 2],
    help: 'From the first to the last price of the phase: −0.3 ends 30 % lower.',
  }),
  shape: field(z.enum(SHAPES).default('smooth'), {
    label: 'Shape',
    help: 'How it gets there. Gap: at the first step. Free: only on average over seeds.',
  }),
  bend: field(z.number().min(1).max(12).default(2), {
    label: 'Bend',
    control: 'slider',
    soft: [1, 12],
    help: '1 is nearly even, 12 does almost everything at one end.',
    when: { shape: ['accelerating', 'levelling'] },
  }),
  stress: stress('Stress', 1),
  rough: field(z.boolean().default(false), {
    label: 'Full volatility',
    help: 'Off: the noise is kept so small that the shape stays visible. On: it may hide the shape.',
  }),
  spread: field(z.number().min(0.1).max(1_000).default(1), {
    label: 'Spread',
    unit: 'x',
    control: 'slider',
    soft: [1, 50],
    help: 'Multiplies the spread, beside what stress does to it.',
  }),
})

/** What one element of `phases` holds. */
export type PhaseBlock = z.output<typeof block>

const DEFAULT_BLOCKS: PhaseBlock[] = [
  blockOf({ name: 'Calm', steps: 30, shape: 'free' }),
  blockOf({ name: 'Slide', phase: 'critical', steps: 20, change: -0.25, shape: 'accelerating', stress: 3 }),
  blockOf({ name: 'Rebound', phase: 'recovery', steps: 30, change: 0.2, shape: 'levelling', stress: 2 }),
]

function blockOf(values: z.input<typeof block>): PhaseBlock {
  return block.parse(values)
}

const params = z.object({
  phases: field(z.array(block).min(1).max(100).default(DEFAULT_BLOCKS), {
    label: 'Phases',
    control: 'list',
    item: 'phase',
    help: 'One after the other, each from where the last one ended.',
  }),
  after: field(z.enum(['wander', 'stay']).default('wander'), {
    label: 'After the last phase',
    help: 'Wander: a random walk. Stay: pulled back to the last price.',
  }),
})

const SHAPE_OF: Readonly<Record<(typeof SHAPES)[number], (bend: number) => Shape>> = {
  even: () => straight,
  smooth: () => smooth,
  accelerating: bent,
  levelling,
  pump: () => pumping,
  dump: () => dumping,
  gap: () => atOnce,
  free: () => straight,
}

const motionOf = ({ shape, bend, change, steps, rough }: PhaseBlock, x: number): Motion =>
  shape === 'free'
    ? drift(log(1 + change) / steps, 'log')
    : pinned(x, x + log(1 + change), steps, SHAPE_OF[shape](bend), rough)

const legsOf = (p: z.output<typeof params>): Leg[] => [
  ...p.phases.map((part): Leg => {
    const { name, phase, steps } = part
    return {
      name,
      phase,
      steps,
      stress: part.stress,
      thinness: part.spread,
      motion: (x) => motionOf(part, x),
    }
  }),
  {
    name: 'Aftermath',
    phase: 'stabilization',
    steps: Infinity,
    motion: (x) => (p.after === 'stay' ? revert(x, 0.1) : drift(0, 'log')),
  },
]

/**
 * A profile composed of blocks: `phases` is a list of `{ name, phase, steps, change, shape, bend, stress,
 * rough, spread }`.
 * `change` is relative to the price at which the block is entered. Every block but a `free` one is a
 * Brownian bridge in log price, so that its end is exact for every seed.
 */
export const phases = defineProfile({
  name: 'phases',
  title: 'Composed phases',
  summary: 'Phases of your own, one after the other, each with its length, change, shape and stress.',
  source: 'Phases pinned by a Brownian bridge (Glasserman 2003, section 3.1)',
  params,
  describe: (p) => `${p.phases.length} ${p.phases.length === 1 ? 'phase' : 'phases'}`,
  phases: (p) => spansOf(legsOf(p)),
  start: (p, context) => runPhases(legsOf(p), 'log', context),
  composition: {
    field: 'phases',
    steps: 'steps',
    change: 'change',
    scale: 'relative',
    isFree: ({ shape }) => shape === 'free',
  },
  examples: [
    { title: 'Calm, a slide, a rebound', params: {} },
    {
      title: 'Up a third at the open, then a slow bleed',
      params: {
        phases: [
          { name: 'Before', steps: 20, shape: 'free' },
          { name: 'Gap', phase: 'transition', steps: 5, change: 0.33, shape: 'gap', stress: 3 },
          { name: 'Bleed', phase: 'critical', steps: 60, change: -0.2, shape: 'even' },
        ],
        after: 'stay',
      },
    },
  ],
})
