import type { Millis } from '../base/time.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'
import type { ProgramStep } from '../program/program.ts'
import type { Scope } from './scope.ts'

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
  /** False while it is on its way to the step. */
  entered: boolean
  /** False once it has ended, was joined or cancelled. */
  alive: boolean
  /** Why the instruction it goes on with has failed, if it has. */
  failure: string | null
  /** What it lies inside of; null outermost. */
  scope: Scope | null
  wait: Wait | null
  /** Log record of the mark that says the step was entered: cause of what it does. */
  mark: number
}

export const tokenAt = (step: number, scope: Scope | null, mark: number): Token => ({
  step,
  instruction: 0,
  entered: false,
  alive: true,
  failure: null,
  scope,
  wait: null,
  mark,
})

/** What a step has been through, for the report, the canvas and questions about it. */
export class StepState {
  readonly #step: ProgramStep
  /** Tokens in it, or in what it has opened. */
  #active = 0
  outcome: StepOutcome = 'not-reached'
  way: string | null = null
  #visits = 0
  #enteredMs: Millis | null = null
  #leftMs: Millis | null = null
  #message = ''

  constructor(step: ProgramStep) {
    this.#step = step
  }

  /** True when the step was idle before. */
  enter(atMs: Millis): boolean {
    this.outcome = 'running'
    this.#visits++
    this.#enteredMs = atMs
    this.#leftMs = null
    this.#message = ''
    return this.#active++ === 0
  }

  wait(message: string): void {
    this.outcome = 'waiting'
    this.#message = message
  }

  /** True when the step is idle now. */
  leave(atMs: Millis, outcome: StepOutcome, message: string): boolean {
    this.outcome = outcome
    this.#leftMs = atMs
    this.#message = message
    return --this.#active === 0
  }

  report(): StepReport {
    const { id, name, kind } = this.#step.spec
    return {
      id,
      name,
      kind,
      outcome: this.outcome,
      visits: this.#visits,
      enteredMs: this.#enteredMs,
      leftMs: this.#leftMs,
      way: this.way,
      message: this.#message,
    }
  }
}
