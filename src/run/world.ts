import type { EventLog } from '../log/event-log.ts'
import type { Bus } from './bus.ts'
import type { FaultRun } from './fault.ts'
import type { Monitors } from './monitors.ts'
import type { ScriptActions } from './script-actions.ts'
import type { SourceActor } from './sources.ts'
import type { StepListener } from './step-book.ts'

/** What steps act on: the other parts of the run. */
export interface World {
  readonly bus: Bus
  readonly log: EventLog
  readonly seed: string
  readonly monitors: Monitors
  readonly faults: readonly FaultRun[]
  readonly sources: readonly SourceActor[]
  /** Null in a scenario without code. */
  readonly scripts: ScriptActions | null
  /** Cycles begun so far. */
  readonly cycle: number
  readonly onStepChange?: StepListener
  /** True once the run has ended: nothing more is executed. */
  over(): boolean
}
