import type { AssertionKind } from '../../../kinds/contracts.ts'
import { bollingerSqueeze } from './bollinger-squeeze.ts'
import { breakout } from './breakout.ts'
import { circuitBreakerLevels } from './circuit-breaker-levels.ts'
import { doubleTop } from './double-top.ts'
import { drawdown } from './drawdown.ts'
import { flatline } from './flatline.ts'
import { levelTouches } from './level-touches.ts'
import { outlierMove } from './outlier-move.ts'
import { priceBand } from './price-band.ts'
import { priceChange } from './price-change.ts'
import { priceCorrelation } from './price-correlation.ts'
import { priceGap } from './price-gap.ts'
import { priceRange } from './price-range.ts'
import { priceRecovery } from './price-recovery.ts'
import { realizedVolatility } from './realized-volatility.ts'
import { spreadBounds } from './spread-bounds.ts'
import { swingTrend } from './swing-trend.ts'
import { trendEfficiency } from './trend-efficiency.ts'
import { velocityHalt } from './velocity-halt.ts'
import { volatilityRegime } from './volatility-regime.ts'

/** Prices and quotes, then movements, then formations, then halts. */
export const tradingAssertions: readonly AssertionKind[] = [
  priceRange,
  priceChange,
  drawdown,
  priceRecovery,
  spreadBounds,
  flatline,
  outlierMove,
  priceGap,
  realizedVolatility,
  volatilityRegime,
  trendEfficiency,
  priceCorrelation,
  levelTouches,
  breakout,
  swingTrend,
  doubleTop,
  bollingerSqueeze,
  priceBand,
  circuitBreakerLevels,
  velocityHalt,
]
