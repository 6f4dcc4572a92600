import { z } from 'zod'
import { present } from '../../base/assert.ts'
import type { RandomStream } from '../../base/random.ts'
import { defineSource, type Noise, type NoiseContext, type SourceContext } from '../../kinds/contracts.ts'
import { field } from '../../kinds/form.ts'
import { specUnion } from '../../kinds/spec-union.ts'
import { ProfileFollower } from '../follower.ts'
import { Arrivals, gaps, hawkes, poisson, type Moments } from './arrivals.ts'
import { candleColumns, depthColumns, volumeColumn, type ExtraContext } from './extras.ts'
import { jumpKinds } from './jumps/index.ts'
import type { JumpKind } from './jumps/contract.ts'
import { analysePrices } from './likeness/analyse.ts'
import { MarketRun, type Extra } from './market-run.ts'
import type { NoiseKind } from './noise/contract.ts'
import { noiseKinds } from './noise/index.ts'
import { marketProfiles } from './profiles/index.ts'
import { QUOTE_FIELDS, Quotes } from './quotes.ts'
import { basePrice, spreadBps, tick, volatility } from './market-fields.ts'
import { Ticks } from './ticks.ts'

const params = z.object({
  basePrice: basePrice(100),
  volatility: volatility(0.002),
  spreadBps: spreadBps(10),
  tick: tick('0.01'),
  realism: field(z.number().min(0).max(1).default(0), {
    label: 'Realism',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help: '0: a clean random walk. 1: volatility clusters, tails are fat, falls bring turbulence.',
    when: { noise: ['market-like'] },
  }),
  noise: field(specUnion(noiseKinds).prefault({ kind: 'market-like' }), {
    label: 'Noise',
    control: 'kind',
    kinds: noiseKinds,
  }),
  jumps: field(specUnion(jumpKinds).prefault({ kind: 'none' }), {
    label: 'Jumps',
    control: 'kind',
    kinds: jumpKinds,
  }),
  candles: field(z.boolean().default(false), {
    label: 'Candles',
    help: 'Adds open, high and low of each step; the price is the close.',
  }),
  volume: field(z.boolean().default(false), {
    label: 'Volume',
    help: 'Adds a volume that follows volatility.',
  }),
  medianVolume: field(z.number().min(1).max(1e12).default(1_000), {
    label: 'Median volume',
    control: 'slider',
    soft: [10, 10_000],
    help: 'In calm.',
    when: { volume: [true] },
  }),
  depth: field(z.boolean().default(false), {
    label: 'Sizes at bid and ask',
    help: 'Adds bidSize and askSize: thin where the spread is wide.',
  }),
  medianDepth: field(z.number().min(1).max(1e12).default(500), {
    label: 'Median size',
    control: 'slider',
    soft: [10, 10_000],
    help: 'In calm.',
    when: { depth: [true] },
  }),
  arrivals: field(z.enum(['regular', 'poisson', 'hawkes', 'gaps']).default('regular'), {
    label: 'Arrivals',
    help: 'Regular: one datum at the start of each cycle. Poisson: at random. Hawkes: in bursts. Gaps: with holes.',
  }),
  rate: field(z.number().min(0.001).max(100).default(1), {
    label: 'Data per cycle',
    unit: 'ratio',
    control: 'slider',
    soft: [0.1, 10],
    help: 'On average. Each datum is one step of the profile.',
    when: { arrivals: ['poisson', 'hawkes'] },
  }),
  branching: field(z.number().min(0).max(0.95).default(0.7), {
    label: 'Self-excitement',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.95],
    help: 'Share of arrivals that others brought: 0.3 in 1998, above 0.7 in modern markets.',
    when: { arrivals: ['hawkes'] },
  }),
  memory: field(z.number().min(0.01).max(1_000).default(2), {
    label: 'Length of a burst',
    unit: 'cycles',
    control: 'slider',
    soft: [0.1, 20],
    when: { arrivals: ['hawkes'] },
  }),
  gapEvery: field(z.int().min(1).max(1_000_000).default(10), {
    label: 'Data between holes',
    control: 'slider',
    soft: [1, 100],
    when: { arrivals: ['gaps'] },
  }),
  gapCycles: field(z.int().min(1).max(1_000_000).default(3), {
    label: 'Length of a hole',
    unit: 'cycles',
    control: 'slider',
    soft: [1, 60],
    when: { arrivals: ['gaps'] },
  }),
})

type Params = z.output<typeof params>

const NOISES: readonly NoiseKind[] = noiseKinds
const JUMPS: readonly JumpKind[] = jumpKinds
const FIELDS = ['price', 'bid', 'ask', 'spread'] as const

/**
 * A quoted market. The profile moves an unrounded mid; what is emitted are whole ticks. The half-spread
 * grows with the square root of the stress and is at least one tick: tick <= bid < price < ask.
 */
export const market = defineSource({
  name: 'market',
  title: 'Market',
  summary: 'A market price with bid, ask and spread, moved by a profile.',
  source:
    'Ticks, spreads, volume and candles: see the parameters; volume follows volatility as in SPY and BTCUSDT',
  params,
  describe: ({ basePrice: price, volatility: sigma }) => `from ${price}, σ ${sigma}`,
  defaultTopic: 'PriceUpdate',
  analyse: analysePrices,
  fields: FIELDS,
  fieldsOf: ({ candles, volume, depth }) => [
    ...FIELDS,
    ...(candles ? ['open', 'high', 'low'] : []),
    ...(volume ? ['volume'] : []),
    ...(depth ? ['bidSize', 'askSize'] : []),
  ],
  profiles: marketProfiles,
  start(p, profile, profileParams, context) {
    const ticks = new Ticks(Number(p.tick))
    const follower = new ProfileFollower(profile, profileParams, {
      stepMs: context.stepMs,
      random: (purpose) => context.random(purpose),
      startValue: p.basePrice,
      resolution: ticks.size,
      volatility: p.volatility,
      script: context.script,
      ...chance(p),
    })
    const extras = extrasOf(p, { context, follower })
    const width = extras.reduce((fields, { columns }) => fields + columns.length, QUOTE_FIELDS)
    const quotes = new Quotes(p.spreadBps, ticks, follower.block.values.length, width)
    const moments = momentsOf(p, context)
    return new MarketRun(
      follower,
      quotes,
      ticks.price(Math.max(1, ticks.count(p.basePrice))),
      extras,
      moments === null ? null : new Arrivals(moments, context.stepMs),
    )
  },
})

interface Chance {
  readonly noise: (context: NoiseContext) => Noise
  readonly jumps?: ReturnType<JumpKind['start']> & object
}

/** What moves the profile beside itself. */
function chance({ noise, jumps, realism }: Params): Chance {
  const core = present(
    NOISES.find(({ name }) => name === noise.kind),
    'noise',
  )
  const sudden = present(
    JUMPS.find(({ name }) => name === jumps.kind),
    'jumps',
  ).start(jumps.params)
  return {
    noise: (context) => core.start(noise.params, context, realism),
    ...(sudden === null ? {} : { jumps: sudden }),
  }
}

function extrasOf(
  p: Params,
  { context, follower }: { readonly context: SourceContext; readonly follower: ProfileFollower },
): Extra[] {
  const shared: ExtraContext = {
    size: follower.block.values.length,
    volatility: p.volatility,
    basePrice: p.basePrice,
    random: (purpose): RandomStream => context.random(purpose),
  }
  return [
    ...(p.candles ? [candleColumns(shared)] : []),
    ...(p.volume ? [volumeColumn(p.medianVolume, shared)] : []),
    ...(p.depth ? [depthColumns(p.medianDepth, shared)] : []),
  ]
}

function momentsOf(p: Params, context: SourceContext): Moments | null {
  switch (p.arrivals) {
    case 'regular':
      return null
    case 'poisson':
      return poisson(p.rate, context.random('arrivals'))
    case 'hawkes':
      return hawkes(p.rate, p.branching, p.memory, context.random('arrivals'))
    case 'gaps':
      return gaps(p.gapEvery, p.gapCycles)
  }
}
