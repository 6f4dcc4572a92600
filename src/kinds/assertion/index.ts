import { eventCount } from './event-count.ts'
import { eventSequence } from './event-sequence.ts'
import { noEvent } from './no-event.ts'
import { script } from './script.ts'
import { valueBound } from './value-bound.ts'

export const assertionKinds = [eventCount, eventSequence, noEvent, valueBound, script] as const
