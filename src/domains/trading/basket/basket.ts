import { z } from 'zod'
import { defineSource, type NoiseContext, type Noise } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { ProfileFollower } from '../../follower.ts'
import { BLOCK } from '../../phases.ts'
import { analysePrices } from '../likeness/analyse.ts'
import { marketLike } from '../noise/market-like.ts'
import { marketProfiles } from '../profiles/index.ts'
import { negativePrice } from '../profiles/negative-price.ts'
import { basePrice, spreadBps, tick, volatility } from '../shared-fields.ts'
import { Ticks } from '../ticks.ts'
import { BasketRun, type Asset } from './basket-run.ts'
import { CommonShocks, correlatedNoise } from './correlated-noise.ts'

const asset = z.strictObject({
  name: field(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]{0,19}$/, 'must be letters and digits, at most 20')
      .default('ASSET'),
    { label: 'Name', control: 'text', help: 'The field of its price in each datum.' },
  ),
  basePrice: basePrice(100),
  volatility: volatility(0.002),
  beta: field(z.number().min(0.05).max(20).default(1), {
    label: 'Beta',
    unit: 'x',
    control: 'slider',
    soft: [0.1, 3],
    help: 'How strongly it follows the profile: 2 falls by 51 % where the market falls by 30 %.',
  }),
  tick: tick('0.01'),
})

const share = (label: string, preset: number, help: string) =>
  field(z.number().min(0).max(0.9999).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.99],
    help,
  })

const params = z.object({
  assets: field(
    z
      .array(asset)
      .min(1)
      .max(50)
      .refine((assets) => new Set(assets.map(({ name }) => name)).size === assets.length, {
        message: 'every asset needs a name of its own',
      })
      .default([
        asset.parse({ name: 'INDEX' }),
        asset.parse({ name: 'TECH', beta: 1.5, volatility: 0.003 }),
        asset.parse({ name: 'BANK', beta: 1.2, volatility: 0.0025, basePrice: 40 }),
      ]),
    { label: 'Assets', control: 'list', item: 'asset' },
  ),
  correlation: share('Correlation', 0.5, 'Of the moves of any two assets in calm.'),
  stressCorrelation: share('Correlation under stress', 0.9, 'Approached as the profile’s stress grows.'),
  tails: field(z.enum(['normal', '4', '6', '8', '20']).default('normal'), {
    label: 'Joint tails',
    help: 'Student’s t: the fewer degrees of freedom, the more often all assets move far at once.',
    texts: {
      normal: 'Normal',
      '4': 't, 4 degrees',
      '6': 't, 6 degrees',
      '8': 't, 8 degrees',
      '20': 't, 20 degrees',
    },
  }),
  realism: field(z.number().min(0).max(1).default(0), {
    label: 'Realism',
    unit: 'ratio',
    control: 'slider',
    soft: [0, 1],
    help: 'Clustering of the volatility, common to all.',
  }),
  quotes: field(z.boolean().default(false), {
    label: 'Bid and ask',
    help: 'Adds a bid and an ask for each asset.',
  }),
  spreadBps: spreadBps(10),
})

type Params = z.output<typeof params>

const fieldsOf = ({ assets, quotes }: Params): readonly string[] => [
  ...assets.map(({ name }) => name),
  ...(quotes ? assets.flatMap(({ name }) => [`${name}Bid`, `${name}Ask`]) : []),
]

/**
 * Assets that move together. All follow one profile, each by its beta, so that a crash is common and an asset
 * with beta b falls to exactly (1 - severity)^b; their noise is correlated by one common factor.
 */
export const basket = defineSource({
  name: 'basket',
  title: 'Basket of assets',
  summary: 'Several correlated prices in one datum: a common profile, followed by each with its beta.',
  source: 'One-factor Gaussian and t copulas (Demarta and McNeil 2005); betas as in Sharpe (1963)',
  params,
  describe: ({ assets, correlation }) => `${assets.length} assets, correlation ${correlation}`,
  defaultTopic: 'BasketUpdate',
  fields: fieldsOf(params.parse({})),
  fieldsOf,
  profiles: marketProfiles.filter((profile) => profile !== negativePrice),
  start(p, profile, profileParams, context) {
    let common: CommonShocks | null = null
    const degrees = p.tails === 'normal' ? null : Number(p.tails)
    const noise = (own: NoiseContext): Noise => {
      common ??= new CommonShocks(
        marketLike.start({}, { volatility: own.volatility, random: (purpose) => shared(purpose) }, p.realism),
        shared('tails'),
        degrees,
        BLOCK,
      )
      return correlatedNoise(common, own.random('noise'), p)
    }
    let turn = 0
    const shared = (purpose: string) =>
      context.random(turn === 0 ? `common/${purpose}` : `common/${purpose}/${turn}`)
    const assets = p.assets.map(({ name, basePrice: price, volatility: sigma, beta, tick: size }): Asset => ({
      name,
      basePrice: price,
      beta,
      ticks: new Ticks(Number(size)),
      follower: new ProfileFollower(profile, profileParams, {
        stepMs: context.stepMs,
        startValue: 1,
        resolution: 1e-9,
        volatility: sigma / beta,
        power: beta,
        random: (purpose) => context.random(`${name}/${purpose}`),
        noise,
      }),
    }))
    return new BasketRun(assets, p.spreadBps, p.quotes, () => {
      turn++
      common = null
    })
  },
  analyse: (series, analysis) => {
    const [price = new Float64Array(0)] = Object.values(series)
    return analysePrices({ price }, analysis)
  },
})
