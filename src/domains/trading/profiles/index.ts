import type { ProfileKind } from '../../../kinds/contracts.ts'
import { bearCrash } from './bear-crash.ts'
import { bullRun } from './bull-run.ts'
import { flashCrash } from './flash-crash.ts'
import { gradualTrend } from './gradual-trend.ts'
import { phases } from './phases.ts'
import { pumpAndDump } from './pump-and-dump.ts'
import { sidewaysMarket } from './sideways-market.ts'
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
]
