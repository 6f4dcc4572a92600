import type { Millis } from '../base/time.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'
import type { ProgramStep } from '../program/program.ts'

/** What a token waits for: a cycle, or events with a deadline. */
export type Wait =
  | { readonly for: 'cycle'; readonly cycle: number }
  | {
      readonly for: 'event'
      readonly topic: string
      readonly matches: (topic: string) => boolean
      left: number
      readonly deadlineCycle: number
    }

/** A place in the graph where execution stands, as in BPMN. */
export interface Token {
  step: number
  instruction: number
  failed: boolean
  wait: Wait | null
  /** Log record of the mark that says the step was entered: cause of what it does. */
  mark: number
}

/** What a step has been through, for the report and the canvas. */
export class StepState {
  readonly #step: ProgramStep
  #outcome: StepOutcome = 'not-reached'
  #visits = 0
  #enteredMs: Millis | null = null
  #leftMs: Millis | null = null
  #message = ''

  constructor(step: ProgramStep) {
    this.#step = step
  }

  enter(atMs: Millis): void {
    this.#outcome = 'running'
    this.#visits++
    this.#enteredMs = atMs
    this.#leftMs = null
    this.#message = ''
  }

  wait(message: string): void {
    this.#outcome = 'waiting'
    this.#message = message
  }

  leave(atMs: Millis, failed: boolean, message: string): void {
    this.#outcome = failed ? 'failed' : 'passed'
    this.#leftMs = atMs
    this.#message = message
  }

  report(): StepReport {
    const { id, name, kind } = this.#step.spec
    return {
      id,
      name,
      kind,
      outcome: this.#outcome,
      visits: this.#visits,
      enteredMs: this.#enteredMs,
      leftMs: this.#leftMs,
      message: this.#message,
    }
  }
}
