import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { breakerSavesQueue } from './breaker.ts'
import { retriesAndDuplicates } from './retries.ts'
import { risingLoad } from './rising-load.ts'

/** In the order the library shows them. */
export const loadExamples: readonly ExampleScenario[] = [risingLoad, retriesAndDuplicates, breakerSavesQueue]
