import { agentState } from './agent-state.ts'
import { causedBy } from './caused-by.ts'
import { conservation } from './conservation.ts'
import { countPerKey } from './count-per-key.ts'
import { countPerWindow } from './count-per-window.ts'
import { deliveryGuarantee } from './delivery-guarantee.ts'
import { eventAge } from './event-age.ts'
import { eventCount } from './event-count.ts'
import { eventDuration } from './event-duration.ts'
import { eventRate } from './event-rate.ts'
import { eventSequence } from './event-sequence.ts'
import { eventsAnyOrder } from './events-any-order.ts'
import { eventsPartialOrder } from './events-partial-order.ts'
import { formula } from './formula.ts'
import { goldenLog } from './golden-log.ts'
import { latencyThreshold } from './latency-threshold.ts'
import { noEvent } from './no-event.ts'
import { noOvertaking } from './no-overtaking.ts'
import { nothingLost } from './nothing-lost.ts'
import { patternChain } from './pattern-chain.ts'
import { patternOccurrence } from './pattern-occurrence.ts'
import { patternOrder } from './pattern-order.ts'
import { script } from './script.ts'
import { payloadMatch } from './payload-match.ts'
import { quietAfter } from './quiet-after.ts'
import { recurrence } from './recurrence.ts'
import { responseTime } from './response-time.ts'
import { sequenceNumbers } from './sequence-numbers.ts'
import { signal } from './signal.ts'
import { staleness } from './staleness.ts'
import { uniqueValues } from './unique-values.ts'
import { valueBound } from './value-bound.ts'
import { valueThreshold } from './value-threshold.ts'

/** In the order of the library: what people need most often first, and groups together. */
export const assertionKinds = [
  eventCount,
  noEvent,
  eventSequence,
  eventsAnyOrder,
  eventsPartialOrder,
  eventRate,
  countPerWindow,
  countPerKey,
  valueBound,
  payloadMatch,
  signal,
  valueThreshold,
  responseTime,
  latencyThreshold,
  recurrence,
  eventDuration,
  quietAfter,
  deliveryGuarantee,
  uniqueValues,
  nothingLost,
  noOvertaking,
  sequenceNumbers,
  conservation,
  eventAge,
  staleness,
  causedBy,
  agentState,
  goldenLog,
  patternOccurrence,
  patternOrder,
  patternChain,
  formula,
  script,
] as const
