import type { Spec } from '../../../kinds/contracts.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** A session of US stocks. */
export const SESSION = 6.5 * HOUR

export const BINANCE_HOURS = 'Binance hourly candles, 2017-2023, measured'

/** A market with the texture of real ones: volatility clusters, volume follows it. */
export const market = (basePrice: number, volatility: number, more: object = {}): Spec => ({
  kind: 'market',
  params: { basePrice, volatility, realism: 0.8, volume: true, ...more },
})

/** A composed profile. */
export const phases = (list: readonly object[], after: 'wander' | 'stay' = 'wander'): Spec => ({
  kind: 'phases',
  params: { phases: list, after },
})
