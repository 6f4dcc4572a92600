import type { Millis } from '../base/time.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Bus } from './bus.ts'
import type { Emitter } from './message.ts'
import { Stretch } from './stretch.ts'

/** Says, after an event, whether the run has come to its end. */
export interface Goal {
  readonly done: boolean
}

const ENDLESS: Goal = { done: false }

/** Runs cycles in which no step goes on: sources publish, and what is due is delivered. */
export class Cycles {
  readonly #bus: Bus
  readonly #sources: readonly Emitter[]
  readonly #cycleMs: Millis
  readonly #stretch: Stretch

  constructor(bus: Bus, log: EventLog, sources: readonly Emitter[], cycleMs: Millis) {
    this.#bus = bus
    this.#sources = sources
    this.#cycleMs = cycleMs
    this.#stretch = new Stretch(bus, log, sources, cycleMs)
  }

  /**
   * Runs from `cycle` on, up to but not including `until`. Returns the cycle it came to: earlier than
   * `until` when `done` says so after an event, or a limit was passed.
   */
  run(cycle: number, until: number, goal: Goal): number {
    const bus = this.#bus
    for (let next = cycle; next < until;) {
      const calm = this.#stretch.run(next, until)
      next += calm
      if (calm === 0) {
        bus.advanceTo(next++ * this.#cycleMs)
        bus.publishCycle(this.#sources)
      }
      if (bus.nextMs < next * this.#cycleMs) {
        bus.drain()
        if (goal.done || this.finish(next, goal)) return next
      }
      if (bus.overrun !== null) return next
    }
    return until
  }

  /**
   * Delivers what is left of the cycle before this one, when `run` left off in the middle. True where the
   * goal was met again, after an instant.
   */
  finish(cycle: number, goal: Goal = ENDLESS): boolean {
    const bus = this.#bus
    const untilMs = cycle * this.#cycleMs
    while (bus.nextMs < untilMs && bus.overrun === null) {
      bus.advanceTo(bus.nextMs)
      bus.drain()
      if (goal.done) return true
    }
    return false
  }
}
