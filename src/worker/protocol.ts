import type { Problem } from '../base/problem.ts'
import type { Breakpoint, StepBy, Stop } from '../run/breakpoints.ts'
import type { LogBatch } from '../log/event-log.ts'
import type { ChaosReport, LiveAssertion, RunReport, StepReport } from '../log/report.ts'

export interface RunRequest {
  /** A scenario document, not yet trusted: the engine's side parses it. */
  readonly document: unknown
  /** Replaces the document's seed. */
  readonly seed?: string
  /** Virtual milliseconds per real millisecond; 0 means as fast as possible. */
  readonly speed: number
  /** Start paused before the first cycle. */
  readonly paused?: boolean
  /** Whether the document's own code may run, in the sandbox. Without it, a document with code is refused. */
  readonly allowScripts?: boolean
  readonly breakpoints?: readonly Breakpoint[]
}

/** From the page to the engine. */
export type Command =
  | { readonly type: 'start'; readonly request: RunRequest }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Runs one more cycle, then pauses. */
  | { readonly type: 'step-cycle' }
  /** Runs on to the next record of that sort, then pauses. */
  | { readonly type: 'step'; readonly by: StepBy }
  /** Replaces the breakpoints; those of the next records count. */
  | { readonly type: 'breakpoints'; readonly breakpoints: readonly Breakpoint[] }
  | { readonly type: 'speed'; readonly speed: number }
  /** Ends the run here; a `finished` message with verdict `stopped` follows. */
  | { readonly type: 'stop' }
  /** Asks for a sign of life: an `alive` message. */
  | { readonly type: 'ping' }
  /** Reads the code of a document and, where that is allowed, starts it for trial; `checked` follows. */
  | {
      readonly type: 'check'
      readonly id: number
      readonly document: unknown
      readonly allowScripts: boolean
    }

/** The run's state at a moment; sent at most every 33 ms. */
export interface Progress {
  readonly paused: boolean
  /** The record at which a breakpoint, or one step, paused or met it. Further records of that instant may follow. */
  readonly stop: Stop | null
  readonly atMs: number
  readonly cycle: number
  /** Cycles the longest path through the graph needs; null when it depends on events. */
  readonly expectedCycles: number | null
  readonly events: number
  readonly steps: readonly StepReport[]
  readonly assertions: readonly LiveAssertion[]
  readonly chaos: readonly ChaosReport[]
}

/** What a run tells. Every batch continues the one before; nothing is lost between them. */
export type RunMessage =
  | { readonly type: 'progress'; readonly progress: Progress; readonly batch: LogBatch }
  | {
      readonly type: 'finished'
      readonly report: RunReport
      readonly progress: Progress
      readonly batch: LogBatch
    }
  /** The engine gave no sign of life and was ended: a limit of the machine, not a result of the run. */
  | { readonly type: 'silent' }
  /** The document has errors; nothing ran. */
  | { readonly type: 'refused'; readonly problems: readonly Problem[] }
  /** A bug in the engine: the message is for a bug report. */
  | { readonly type: 'crashed'; readonly message: string }

/** From the engine to the page. */
export type Message =
  | RunMessage
  | { readonly type: 'alive' }
  | { readonly type: 'checked'; readonly id: number; readonly problems: readonly Problem[] }

export interface RunHandle {
  send(command: Exclude<Command, { type: 'start' | 'ping' | 'check' }>): void
  /** Kills the run at once, without a report. */
  dispose(): void
}

/** Runs a document somewhere: in a worker, or in this thread. */
export type RunHost = (request: RunRequest, listen: (message: RunMessage) => void) => RunHandle
