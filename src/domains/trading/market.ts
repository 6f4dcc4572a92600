import { z } from 'zod'
import { defineSource, type ProfileKind, type SourceContext, type SourceRun } from '../../kinds/contracts.ts'
import { field } from '../../kinds/form.ts'
import { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import { bearCrash } from './profiles/bear-crash.ts'
import { bullRun } from './profiles/bull-run.ts'
import { flashCrash } from './profiles/flash-crash.ts'
import { gradualTrend } from './profiles/gradual-trend.ts'
import { phases } from './profiles/phases.ts'
import { pumpAndDump } from './profiles/pump-and-dump.ts'
import { sidewaysMarket } from './profiles/sideways-market.ts'
import { volatileMarket } from './profiles/volatile-market.ts'

const TICKS = ['0.0001', '0.001', '0.01', '0.05', '0.1', '0.25', '0.5', '1', '5'] as const

const params = z.object({
  basePrice: field(z.number().min(0.01).max(1e9).default(100), {
    label: 'Base price',
    unit: 'price',
    control: 'slider',
    soft: [1, 1_000],
  }),
  volatility: field(z.number().min(0).max(0.5).default(0.002), {
    label: 'Volatility',
    unit: 'σ/step',
    control: 'slider',
    soft: [0, 0.05],
    help: 'Standard deviation of one step’s relative change in a calm phase.',
  }),
  spreadBps: field(z.number().min(0).max(5_000).default(10), {
    label: 'Spread',
    unit: 'bps',
    control: 'slider',
    soft: [1, 200],
    help: 'Ask minus bid in a calm market, in hundredths of a percent; widens with stress.',
  }),
  tick: field(z.enum(TICKS).default('0.01'), {
    label: 'Tick size',
    unit: 'price',
    help: 'Prices are whole multiples of it.',
  }),
})

/**
 * A quoted market. The profile moves an unrounded mid; what is emitted are whole ticks. The half-spread
 * grows with the square root of the phase's stress and is at least one tick: tick <= bid < price < ask.
 */
export const market = defineSource({
  name: 'market',
  title: 'Market',
  summary: 'A market price with bid, ask and spread, moved by a profile.',
  params,
  describe: ({ basePrice, volatility }) => `from ${basePrice}, σ ${volatility}`,
  defaultTopic: 'PriceUpdate',
  fields: ['price', 'bid', 'ask', 'spread'],
  profiles: [
    flashCrash,
    bullRun,
    bearCrash,
    sidewaysMarket,
    volatileMarket,
    pumpAndDump,
    gradualTrend,
    phases,
  ],
  start: ({ basePrice, volatility, spreadBps, tick }, profile, profileParams, context) =>
    startMarket({ basePrice, volatility, spreadBps, tick: Number(tick) }, profile, profileParams, context),
})

interface MarketParams {
  readonly basePrice: number
  readonly volatility: number
  readonly spreadBps: number
  readonly tick: number
}

function startMarket(
  params: MarketParams,
  profile: ProfileKind,
  profileParams: never,
  context: SourceContext,
): SourceRun {
  const { basePrice, tick, volatility } = params
  const follower = new ProfileFollower(profile, profileParams, {
    ...context,
    startValue: basePrice,
    resolution: tick,
    volatility,
  })
  // Division by a whole number gives the decimal nearest to the price; multiplying by 0.01 does not.
  const [up, down] = tick < 1 ? [1, Math.round(1 / tick)] : [tick, 1]
  const halfSpread = (0.5e-4 * params.spreadBps) / tick
  const perTick = 1 / tick
  const series = new SeriesStatistics({ returns: true })
  return {
    next(out) {
      const mid = follower.next()
      const half = Math.max(1, Math.round(halfSpread * mid * Math.sqrt(follower.stress())))
      const ticks = Math.max(1 + half, Math.round(mid * perTick))
      const value = (ticks * up) / down
      series.add(value)
      out[0] = value
      out[1] = ((ticks - half) * up) / down
      out[2] = ((ticks + half) * up) / down
      out[3] = (2 * half * up) / down
    },
    switchProfile: (kind, kindParams) => follower.switchTo(kind, kindParams),
    phase: () => follower.phase(),
    statistics() {
      const percent = (value: number | null) => (value === null ? null : value * 100)
      return [
        { name: 'changePercent', label: 'Change', value: percent(series.change()), unit: '%' },
        ...series.common(),
        { name: 'volatility', label: 'Volatility', value: percent(series.deviation()), unit: '%/step' },
        { name: 'maxDrawdown', label: 'Max drawdown', value: percent(series.drawdown()), unit: '%' },
      ]
    },
  }
}
