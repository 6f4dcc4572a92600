import type { Millis } from '../../base/time.ts'
import type { StepReport } from '../../log/report.ts'
import type { PlainStep } from './plain-graph.ts'
import type { World } from './plain-parts.ts'

/** What steps go through, written down twice: as marks, and as the report of each step. */
export class PlainBook {
  readonly #world: World
  readonly #reports: Map<string, StepReport>
  /** How many tokens are in a step, or in what it has opened. */
  readonly #inside = new Map<string, number>()
  #enteredAt: Millis = -1
  #enteredNow = 0

  constructor(world: World, steps: readonly PlainStep[]) {
    this.#world = world
    this.#reports = new Map(
      steps.map(({ spec: { id, name, kind } }) => [
        id,
        {
          id,
          name,
          kind,
          outcome: 'not-reached',
          visits: 0,
          enteredMs: null,
          leftMs: null,
          way: null,
          message: '',
        },
      ]),
    )
  }

  reports(): StepReport[] {
    return [...this.#reports.values()]
  }

  outcomeOf(step: string): StepReport['outcome'] | undefined {
    return this.#reports.get(step)?.outcome
  }

  /** Returns the mark. */
  enter(id: string, cause: number): number {
    const enteredMs = this.#world.bus.nowMs
    const visits = (this.#reports.get(id)?.visits ?? 0) + 1
    this.change(id, { outcome: 'running', visits, enteredMs, leftMs: null, message: '' })
    this.#count(id, 1)
    return this.mark('$step.entered', id, {}, cause)
  }

  wait(id: string, message: string): void {
    this.change(id, { outcome: 'waiting', message })
  }

  /** Returns the mark. */
  leave(
    id: string,
    outcome: StepReport['outcome'],
    message: string,
    cause: number,
    more: { readonly way?: string } = {},
  ): number {
    this.change(id, { outcome, leftMs: this.#world.bus.nowMs, message })
    this.#count(id, -1)
    return this.mark('$step.left', id, { outcome, ...more }, cause)
  }

  change(id: string, more: Partial<StepReport>): void {
    const report = this.#reports.get(id)
    if (report !== undefined) this.#reports.set(id, { ...report, ...more })
  }

  mark(topic: string, step: string, more: Readonly<Record<string, string | number>>, cause: number): number {
    return this.#world.bus.mark(topic, `step:${step}`, { step, ...more }, cause)
  }

  #count(id: string, more: number): void {
    const before = this.#inside.get(id) ?? 0
    this.#inside.set(id, before + more)
    if (before === 0 && more > 0) this.#world.onStep(id, true)
    if (before + more === 0) this.#world.onStep(id, false)
  }

  /** Steps entered at one instant have the limit of events delivered at one instant. */
  countEntry(): void {
    const { bus, document } = this.#world
    if (bus.nowMs !== this.#enteredAt) this.#enteredNow = 0
    this.#enteredAt = bus.nowMs
    this.#enteredNow++
    if (this.#enteredNow <= document.limits.maxPerInstant) return
    bus.overrun ??= {
      code: 'run/instant-limit',
      message: `More than ${document.limits.maxPerInstant} steps were entered at ${bus.nowMs} ms without time passing.`,
    }
  }
}
