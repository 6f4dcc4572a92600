import { present } from '../base/assert.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'
import type { Program } from '../program/program.ts'
import type { Bus } from './bus.ts'
import { StepState, type Token } from './token.ts'

/** Told when a step that was idle is entered, and when it is idle again. */
export type StepListener = (step: number, active: boolean) => void

/** What happens to steps, written down: in the log as marks, in the report, for whoever follows it. */
export class StepBook {
  readonly #program: Program
  readonly #bus: Bus
  readonly #onChange: StepListener | undefined
  readonly #states: readonly StepState[]
  readonly #indexOf: ReadonlyMap<string, number>
  #instantMs = -1
  #entered = 0

  constructor(program: Program, bus: Bus, onChange: StepListener | undefined) {
    this.#program = program
    this.#bus = bus
    this.#onChange = onChange
    this.#states = program.steps.map((step) => new StepState(step))
    this.#indexOf = new Map(program.steps.map(({ spec }, index) => [spec.id, index]))
  }

  report(): StepReport[] {
    return this.#states.map((state) => state.report())
  }

  outcomeOf(id: string): StepOutcome | undefined {
    return this.#states[this.#indexOf.get(id) ?? -1]?.outcome
  }

  begin(token: Token): void {
    const { step } = token
    if (this.state(step).enter(this.#bus.nowMs)) this.#onChange?.(step, true)
    token.mark = this.mark('$step.entered', step, {}, token.mark)
  }

  /** Writes down that a step was left; returns the mark. */
  finish(step: number, outcome: StepOutcome, message: string, cause: number, way?: string): number {
    if (this.state(step).leave(this.#bus.nowMs, outcome, message)) this.#onChange?.(step, false)
    return this.mark('$step.left', step, { outcome, ...(way !== undefined && { way }) }, cause)
  }

  mark(topic: string, step: number, more: Readonly<Record<string, string | number>>, cause: number): number {
    const { id } = present(this.#program.steps[step], 'step').spec
    return this.#bus.mark(topic, `step:${id}`, { step: id, ...more }, cause)
  }

  state(step: number): StepState {
    return present(this.#states[step], 'step state')
  }

  /** Every step entered at one instant counts: what turns in circles without time passing has a limit too. */
  count(): void {
    const { maxPerInstant } = this.#program.document.limits
    if (this.#bus.nowMs !== this.#instantMs) {
      this.#instantMs = this.#bus.nowMs
      this.#entered = 0
    }
    if (++this.#entered <= maxPerInstant) return
    const message = `More than ${maxPerInstant} steps were entered at ${this.#bus.nowMs} ms without time passing.`
    this.#bus.overrun ??= { code: 'run/instant-limit', message }
  }
}
