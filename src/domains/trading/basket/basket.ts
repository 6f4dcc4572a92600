import { z } from 'zod'
import type { StartScript } from '../../../sandbox/script.ts'
import { defineSource } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { ProfileFollower } from '../../follower.ts'
import { analysePrices } from '../likeness/analyse.ts'
import { marketProfiles } from '../profiles/index.ts'
import { negativePrice } from '../profiles/negative-price.ts'
import { basePrice, spreadBps, tick, volatility } from '../market-fields.ts'
import { Ticks } from '../ticks.ts'
import { BasketRun, type Asset } from './basket-run.ts'
import { BasketChance } from './chance.ts'
import { sharesOf } from './matrix.ts'

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
  beta: field(
    z
      .number()
      .min(-20)
      .max(20)
      .refine((beta) => Math.abs(beta) >= 0.05, { message: 'must be 0.05 or more, or -0.05 or less' })
      .default(1),
    {
      label: 'Beta',
      unit: 'x',
      control: 'slider',
      soft: [-2, 3],
      help: 'How strongly it follows the profile: 2 falls by 51 % where the market falls by 30 %, -1 rises by 43 %.',
    },
  ),
  tick: tick('0.01'),
})

const pair = z.strictObject({
  first: field(z.string().default('INDEX'), { label: 'One', control: 'text', help: 'The name of an asset.' }),
  second: field(z.string().default('BANK'), {
    label: 'Other',
    control: 'text',
    help: 'The name of another.',
  }),
  correlation: field(z.number().min(-0.9999).max(0.9999).default(-0.3), {
    label: 'Correlation',
    unit: 'ratio',
    control: 'slider',
    soft: [-0.99, 0.99],
    help: 'Of the moves of their prices in calm, whatever their betas; below 0 they move against each other.',
  }),
})

const share = (label: string, preset: number, help: string) =>
  field(z.number().min(0).max(0.9999).default(preset), {
    label,
    unit: 'ratio',
    control: 'slider',
    soft: [0, 0.99],
    help,
  })

const params = z
  .object({
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
    correlation: share(
      'Correlation',
      0.5,
      'Of the moves of any two assets in calm. One with a beta below 0 moves against the others.',
    ),
    pairs: field(z.array(pair).max(200).default([]), {
      label: 'Pairs of their own',
      control: 'list',
      item: 'pair',
      help: 'Where two assets have another correlation than all. An asset added below the others changes none of them; one without a pair changes none wherever it stands, as long as the pairs leave room for what all have in common.',
    }),
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
  .superRefine(({ assets, correlation, pairs }, context) => {
    const complain = (index: number, message: string) =>
      context.addIssue({ code: 'custom', path: ['pairs', index], message })
    const names = assets.map(({ name }) => name)
    const known = new Set<string>()
    pairs.forEach(({ first, second }, index) => {
      const stranger = [first, second].find((name) => !names.includes(name))
      const key = [first, second].toSorted().join(' ')
      if (stranger !== undefined) complain(index, `there is no asset ${stranger}`)
      else if (first === second) complain(index, 'a pair needs two assets')
      else if (known.has(key)) complain(index, `${first} and ${second} have a correlation already`)
      known.add(key)
    })
    // What is wrong by itself is said already.
    if (pairs.length === 0 || known.size < pairs.length || !(correlation >= 0 && correlation < 1)) return
    const shares = sharesOf(assets, correlation, pairs)
    if ('pair' in shares)
      complain(
        pairs.indexOf(shares.pair),
        `no assets can move like that: ${shares.pair.first} and ${shares.pair.second} contradict what the other correlations say of them. ${shares.share} % of the way from the common ${correlation} to those of the pairs would do`,
      )
  })

/** Each asset follows its own run of the code, with random numbers of its own. */
const namedScript = (start: StartScript | undefined, name: string): StartScript | undefined =>
  start && ((code, shape, settings) => start(code, shape, settings, name))

type Params = z.output<typeof params>

const fieldsOf = ({ assets, quotes }: Params): readonly string[] => [
  ...assets.map(({ name }) => name),
  ...(quotes ? assets.flatMap(({ name }) => [`${name}Bid`, `${name}Ask`]) : []),
]

/**
 * Assets that move together. All follow one profile, each by its beta, so that a crash is common and an asset
 * with beta b falls to exactly (1 - severity)^b; their noise is correlated by one common factor, and where pairs
 * have correlations of their own by what the lower takes of the upper one's shocks.
 */
export const basket = defineSource({
  name: 'basket',
  title: 'Basket of assets',
  summary: 'Several correlated prices in one datum: a common profile, followed by each with its beta.',
  source:
    'One-factor Gaussian and t copulas (Demarta and McNeil 2005), the factor of Cholesky (1910); betas as in Sharpe (1963)',
  params,
  describe: ({ assets, correlation }) => `${assets.length} assets, correlation ${correlation}`,
  defaultTopic: 'BasketUpdate',
  fields: fieldsOf(params.parse({})),
  fieldsOf,
  profiles: marketProfiles.filter((profile) => profile !== negativePrice),
  start(p, profile, profileParams, context) {
    const chance = new BasketChance(p, context)
    const assets = p.assets.map(
      ({ name, basePrice: price, volatility: sigma, beta, tick: size }, index): Asset => ({
        name,
        basePrice: price,
        beta,
        ticks: new Ticks(Number(size)),
        follower: new ProfileFollower(profile, profileParams, {
          stepMs: context.stepMs,
          startValue: 1,
          resolution: 1e-9,
          volatility: sigma / Math.abs(beta),
          power: beta,
          random: (purpose) => context.random(`${name}/${purpose}`),
          noise: chance.noiseOf(index),
          script: namedScript(context.script, name),
        }),
      }),
    )
    return new BasketRun(assets, p.spreadBps, p.quotes, () => chance.renew())
  },
  analyse: (series, analysis) => {
    const [price = new Float64Array(0)] = Object.values(series)
    return analysePrices({ price }, analysis)
  },
})
