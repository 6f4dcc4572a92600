import type { Millis } from '../base/time.ts'
import type { Attention } from '../kinds/contracts.ts'
import { compareNumbers, firstThat, type Order } from '../kinds/order.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Bus } from './bus.ts'
import { EventView } from './event-view.ts'
import type { Arm } from './fault.ts'
import type { Gate } from './gate.ts'
import type { Emitter, Listener, Route } from './message.ts'

/** A listener, and what it listens for. */
class Ear {
  readonly listener: Listener
  readonly #attention: Attention | undefined
  readonly #order: Order
  /** The number that is compared with `value`, as an index into the payload; -1 when none is. */
  readonly #column: number
  readonly #value: number
  readonly #width: number
  /** Cycles of the stretch before this one are known to mean nothing to it. */
  #deaf = 0

  constructor(listener: Listener, { numeric, width }: Route) {
    const { attention } = listener
    const { field = '', order = 'eq', value = NaN } = attention?.when ?? {}
    this.listener = listener
    this.#attention = attention
    this.#order = order
    // A field that is absent is left to the listener to see.
    this.#column = field === '' ? -1 : numeric.indexOf(field)
    this.#value = value
    this.#width = width
  }

  /** A new stretch begins, or the listener has heard something. */
  listen(index: number): void {
    this.#deaf = index
  }

  /** Whether it wants this datum, of a moment. */
  attends(atMs: Millis, rows: Float64Array, at: number): boolean {
    if (this.#attention === undefined) return true
    if (atMs < this.#attention.fromMs) return false
    return this.#column < 0 || compareNumbers(this.#order, rows[at + this.#column]!, this.#value)
  }

  /** The first cycle in [index, until) whose datum it wants, or `until`; the stretch begins at `startMs`. */
  next(
    index: number,
    until: number,
    startMs: Millis,
    cycleMs: Millis,
    rows: Float64Array,
    at: number,
  ): number {
    if (this.#attention === undefined) return index
    const { fromMs } = this.#attention
    const awake = fromMs <= startMs ? 0 : Math.ceil((fromMs - startMs) / cycleMs)
    const from = Math.max(index, this.#deaf, awake)
    if (from >= until) return until
    if (this.#column < 0) return from
    const found = firstThat(this.#order, this.#value, rows, at + this.#column, this.#width, from, until)
    this.#deaf = found
    return found
  }
}

/**
 * A stretch of calm cycles: nothing happens in them but that sources publish and agents hear it. No fault
 * acts, nothing is due, no step goes on. Nearly all cycles of a long run are calm.
 *
 * What faults count and what the log records is then known for the whole stretch, and is written at its
 * end in one go. As soon as an agent acts, the stretch ends there: what came before is written first. So
 * the log is the same as if each cycle had been run by itself.
 */
export class Stretch {
  readonly #bus: Bus
  readonly #log: EventLog
  readonly #sources: readonly Emitter[]
  readonly #cycleMs: Millis
  /** Faults that may act on what the sources publish, with the number of sources each is for. */
  readonly #faults: readonly { readonly fault: Gate; readonly perCycle: number }[]
  readonly #arms: readonly Arm[]
  /** Who listens to each source. */
  readonly #ears: readonly (readonly Ear[])[]
  readonly #allEars: readonly Ear[]
  readonly #heard: boolean
  readonly #view: EventView
  #from = 0
  /**
   * Cycles before this one are known to be calm, as long as the bus has met no more upsets than these. No step goes on
   * before it, and no window of a fault begins or ends.
   */
  #calmUntil = 0
  #upsets = 0
  /** Cycles whose data are published, and data that are delivered but not recorded yet. */
  #cycles = 0
  #rows = 0

  constructor(bus: Bus, log: EventLog, sources: readonly Emitter[], cycleMs: Millis) {
    this.#bus = bus
    this.#log = log
    this.#sources = sources
    this.#cycleMs = cycleMs
    this.#view = new EventView(log)
    this.#ears = sources.map(({ route }) => route.listeners.map((listener) => new Ear(listener, route)))
    this.#allEars = this.#ears.flat()
    this.#heard = this.#allEars.length > 0
    this.#arms = [...new Set(sources.flatMap(({ route }) => route.arms))]
    const all = sources.flatMap(({ route }) => route.faults)
    this.#faults = [...new Set(all)].map((fault) => ({
      fault,
      perCycle: all.filter((other) => other === fault).length,
    }))
  }

  /**
   * Runs calm cycles from `cycle` on, at most up to `until`; returns how many. The last of them may have
   * left something to deliver. 0 means that the next cycle is not calm.
   */
  run(cycle: number, until: number): number {
    // A new instant: what was delivered at the one before does not count towards its limit.
    this.#bus.advanceTo(cycle * this.#cycleMs)
    const quiet = this.#quietCycles(cycle, until - cycle)
    const length = quiet <= 0 ? 0 : Math.min(quiet, this.#knownCalm(cycle, until - cycle))
    if (length <= 0) return 0
    this.#from = cycle
    if (this.#heard) {
      this.#bus.beforeAct = this
      for (let at = 0; at < this.#allEars.length; at++) this.#allEars[at]!.listen(0)
      for (let index = this.#nextHeard(0, length); index < length; index = this.#nextHeard(index + 1, length))
        if (!this.#tell(index)) return index + 1
    }
    this.#cycles = length
    this.#rows = length * this.#sources.length
    this.commit()
    return length
  }

  /** The first cycle in [index, until) of which somebody wants to hear, or `until`. */
  #nextHeard(index: number, until: number): number {
    const startMs = this.#from * this.#cycleMs
    let first = until
    for (let at = 0; at < this.#sources.length; at++) {
      const source = this.#sources[at]!
      const ears = this.#ears[at]!
      for (let nth = 0; nth < ears.length && first > index; nth++)
        first = ears[nth]!.next(index, first, startMs, this.#cycleMs, source.rows, source.at)
    }
    return first
  }

  /** Tells the agents of a cycle's data; false when one of them acted. */
  #tell(index: number): boolean {
    const sources = this.#sources
    const atMs = (this.#from + index) * this.#cycleMs
    const firstSeq = this.#log.count + index * sources.length
    this.#cycles = index + 1
    for (let at = 0; at < sources.length; at++) {
      this.#rows = index * sources.length + at + 1
      const ears = this.#ears[at]!
      if (ears.length === 0) continue
      const { route, rows, at: first } = sources[at]!
      const offset = first + index * route.width
      for (let nth = 0; nth < ears.length; nth++) {
        const ear = ears[nth]!
        if (!ear.attends(atMs, rows, offset)) continue
        ear.listen(index + 1)
        ear.listener.hear(
          this.#view.show(route.channel, route.numeric, rows, offset, atMs, firstSeq + at, -1),
        )
      }
      if (this.#rows > 0) continue
      for (let next = at + 1; next < sources.length; next++) this.#bus.deliverDirect(sources[next]!)
      return false
    }
    return true
  }

  /** For how many of the next cycles nothing is due and there is room, at most `most`. */
  #quietCycles(cycle: number, most: number): number {
    const startMs = cycle * this.#cycleMs
    const { dueMs } = this.#bus
    if (dueMs <= startMs || this.#bus.busy) return 0
    return Math.min(
      most,
      Math.ceil((dueMs - startMs) / this.#cycleMs),
      this.#bus.roomFor(this.#sources.length),
    )
  }

  /** How many of the next cycles are calm: as it was found when it was last asked, if nothing has changed since. */
  #knownCalm(cycle: number, most: number): number {
    if (cycle < this.#calmUntil && this.#bus.upsets === this.#upsets) return this.#calmUntil - cycle
    const calm = this.#calmCycles(cycle, most)
    this.#calmUntil = cycle + calm
    this.#upsets = this.#bus.upsets
    return calm
  }

  /** In how many of the next cycles no fault acts, and there are data for all of them; at most `most`. */
  #calmCycles(cycle: number, most: number): number {
    const startMs = cycle * this.#cycleMs
    // Where a source publishes when it likes, no cycle is known to be calm.
    const sources = this.#sources
    for (let at = 0; at < sources.length; at++) if (!sources[at]!.regular) return 0
    for (let at = 0; at < this.#arms.length; at++) if (!this.#arms[at]!.settled) return 0
    let calm = most
    for (let at = 0; at < this.#faults.length; at++) {
      const { fault, perCycle } = this.#faults[at]!
      calm = Math.min(calm, fault.calmCycles(startMs, this.#cycleMs, perCycle))
    }
    if (calm <= 0) return 0
    // An agent that acts cuts a stretch short; without one, all of it is published.
    const wanted = this.#heard ? 1 : calm
    for (let at = 0; at < sources.length; at++) calm = Math.min(calm, sources[at]!.ready(wanted))
    return calm
  }

  /** Writes down what happened so far and ends the stretch: somebody acts. */
  commit(): void {
    const cycles = this.#cycles
    const rows = this.#rows
    this.#cycles = 0
    this.#rows = 0
    this.#bus.beforeAct = null
    const sources = this.#sources
    const startMs = this.#from * this.#cycleMs
    // Not at every cycle: it is only read by who acts.
    this.#bus.nowMs = startMs + (cycles - 1) * this.#cycleMs
    for (let at = 0; at < this.#faults.length; at++) {
      const { fault, perCycle } = this.#faults[at]!
      fault.pass(startMs, cycles * perCycle)
    }
    if (sources.length === 1) {
      const { route, rows: data, at } = sources[0]!
      this.#log.appendSeries(rows, startMs, this.#cycleMs, route.channel.id, route.width, data, at)
      sources[0]!.take(rows)
    } else this.#recordAll(cycles, rows)
    this.#bus.tally(cycles * sources.length, rows, cycles, rows - (cycles - 1) * sources.length)
  }

  /** Data of several sources, cycle by cycle. */
  #recordAll(cycles: number, rows: number): void {
    const sources = this.#sources
    for (let index = 0, row = 0; index < cycles; index++) {
      const atMs = (this.#from + index) * this.#cycleMs
      for (let nth = 0; nth < sources.length && row < rows; nth++, row++) {
        const { route, rows: data, at } = sources[nth]!
        this.#log.append(atMs, route.channel.id, route.width, -1, data, at + index * route.width)
      }
    }
    const last = rows - (cycles - 1) * sources.length
    for (let nth = 0; nth < sources.length; nth++) sources[nth]!.take(nth < last ? cycles : cycles - 1)
  }
}
