import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { coolingFailure } from './cooling-failure.ts'
import { dayAndNight } from './day-and-night.ts'
import { looseContact } from './loose-contact.ts'
import { stuckProbe } from './stuck-probe.ts'

/** In the order the library shows them: from the first to the more demanding. */
export const sensorExamples: readonly ExampleScenario[] = [
  coolingFailure,
  stuckProbe,
  looseContact,
  dayAndNight,
]
