import { present } from '../../base/assert.ts'
import type { Spec } from '../../kinds/contracts.ts'
import { generateData, seriesDigest } from '../generate.ts'
import type { StartScripts } from '../script-starter.ts'
import { trading } from './index.ts'

/** One series whose every bit must be the same in every JavaScript engine. */
export interface GoldenSeries {
  readonly name: string
  readonly source: Spec
  readonly profile: Spec
  readonly stepMs: number
}

const COUNT = 2_000

/** All options of a market at once. */
const EVERYTHING = { realism: 1, candles: true, volume: true, depth: true, arrivals: 'hawkes' }

/** Every profile, plain and with all the texture there is; every core; every preset. */
export function goldenSeries(): readonly GoldenSeries[] {
  const one = (name: string, source: Spec, profile: Spec, stepMs = 1_000): GoldenSeries => ({
    name,
    source,
    profile,
    stepMs,
  })
  const profiles = trading.sources.flatMap((source) =>
    source.profiles.flatMap(({ name, examples }) =>
      examples.map(({ title, params }) =>
        one(`${source.name} ${name}: ${title}`, { kind: source.name, params: {} }, { kind: name, params }),
      ),
    ),
  )
  const trend = { kind: 'gradual-trend', params: {} }
  const cores = [
    ['everything', EVERYTHING],
    ['heston', { noise: { kind: 'heston' } }],
    ['garch', { noise: { kind: 'garch' } }],
    ['regimes', { noise: { kind: 'regimes' } }],
    ['merton', { jumps: { kind: 'merton' }, arrivals: 'poisson' }],
    ['kou', { jumps: { kind: 'kou' }, arrivals: 'gaps' }],
  ] as const
  return [
    ...profiles,
    ...cores.map(([name, params]) => one(`core ${name}`, { kind: 'market', params }, trend)),
    one(
      'basket with joint tails',
      { kind: 'basket', params: { tails: '4', realism: 1, quotes: true } },
      trend,
    ),
    one(
      'basket with pairs',
      {
        kind: 'basket',
        params: { realism: 1, pairs: [{ first: 'INDEX', second: 'BANK', correlation: -0.2 }] },
      },
      { kind: 'flash-crash', params: {} },
    ),
    ...(trading.presets ?? []).map(({ name, source, profile, stepMs }) =>
      one(`preset ${name}`, source, profile, stepMs),
    ),
  ]
}

/** The digest of a golden series, as this engine makes it. */
export function goldenDigest({ source, profile, stepMs }: GoldenSeries, scripts: StartScripts): string {
  const kind = present(
    trading.sources.find(({ name }) => name === source.kind),
    'source',
  )
  const law = present(
    kind.profiles.find(({ name }) => name === profile.kind),
    'profile',
  )
  const data = generateData(kind, kind.params.parse(source.params), law, law.params.parse(profile.params), {
    seed: 'golden',
    id: 'golden',
    count: COUNT,
    stepMs,
    scripts,
  })
  return seriesDigest(data)
}
