import type { ProfileKind } from '../../../kinds/contracts.ts'
import { accumulationBreakout } from './accumulation-breakout.ts'
import { bearCrash } from './bear-crash.ts'
import { bullRun } from './bull-run.ts'
import { deadCatBounce } from './dead-cat-bounce.ts'
import { distributionBreakdown } from './distribution-breakdown.ts'
import { flashCrash } from './flash-crash.ts'
import { gapOpen } from './gap-open.ts'
import { gradualTrend } from './gradual-trend.ts'
import { haltedMarket } from './halted-market.ts'
import { irregularTimestamps } from './irregular-timestamps.ts'
import { liquidityEvent } from './liquidity-event.ts'
import { meanReverting } from './mean-reverting.ts'
import { negativePrice } from './negative-price.ts'
import { phases } from './phases.ts'
import { pumpAndDump } from './pump-and-dump.ts'
import { script } from './script.ts'
import { sidewaysMarket } from './sideways-market.ts'
import { staircase } from './staircase.ts'
import { supportResistance } from './support-resistance.ts'
import { volatileMarket } from './volatile-market.ts'

/** Laws of motion of prices; the first is the default. */
export const marketProfiles: readonly ProfileKind[] = [
  flashCrash,
  bullRun,
  bearCrash,
  sidewaysMarket,
  volatileMarket,
  pumpAndDump,
  gradualTrend,
  phases,
  deadCatBounce,
  accumulationBreakout,
  distributionBreakdown,
  staircase,
  gapOpen,
  supportResistance,
  meanReverting,
  liquidityEvent,
  haltedMarket,
  irregularTimestamps,
  negativePrice,
  script,
]
