import { eventCount } from './event-count.ts'
import { eventSequence } from './event-sequence.ts'
import { noEvent } from './no-event.ts'
import { patternChain } from './pattern-chain.ts'
import { patternOccurrence } from './pattern-occurrence.ts'
import { patternOrder } from './pattern-order.ts'
import { valueBound } from './value-bound.ts'

export const assertionKinds = [
  eventCount,
  eventSequence,
  noEvent,
  valueBound,
  patternOccurrence,
  patternOrder,
  patternChain,
] as const
