import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { doubleFill } from './double-fill.ts'
import { flashCrash } from './flash-crash.ts'
import { haltedMarket } from './halted-market.ts'
import { lossyFeed } from './lossy-feed.ts'
import { patientClient } from './patient-client.ts'
import { regimeChange } from './regime-change.ts'
import { scriptedGuard } from './scripted-guard.ts'
import { sideBySide } from './side-by-side.ts'
import { staleFill } from './stale-fill.ts'
import { stopLoss } from './stop-loss.ts'
import { surveillance } from './surveillance.ts'

/** In the order the library shows them: from the first to the more demanding. */
export const tradingExamples: readonly ExampleScenario[] = [
  flashCrash,
  stopLoss,
  staleFill,
  lossyFeed,
  surveillance,
  regimeChange,
  patientClient,
  sideBySide,
  haltedMarket,
  doubleFill,
  scriptedGuard,
]
