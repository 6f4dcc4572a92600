import type { Millis } from '../base/time.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Bus } from './bus.ts'
import type { Emitter } from './message.ts'
import { Stretch } from './stretch.ts'

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
  run(cycle: number, until: number, done: () => boolean): number {
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
        if (done() || this.finish(next, done)) return next
      }
      if (bus.overrun !== null) return next
    }
    return until
  }

  /** Delivers what is due before `next` begins, instant by instant; true as soon as `done` says so. */
  finish(next: number, done: () => boolean): boolean {
    const bus = this.#bus
    const nextStartMs = next * this.#cycleMs
    while (bus.nextMs < nextStartMs && bus.overrun === null) {
      bus.advanceTo(bus.nextMs)
      bus.drain()
      if (done()) return true
    }
    return false
  }
}
