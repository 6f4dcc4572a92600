import type { Millis } from '../base/time.ts'
import type { Attention } from '../kinds/contracts.ts'
import { compareNumbers, type Order } from '../kinds/order.ts'
import type { EventLog } from '../log/event-log.ts'
import type { Bus } from './bus.ts'
import { EventView, type ViewColumns } from './event-view.ts'
import type { Arm } from './fault.ts'
import type { Gate } from './gate.ts'
import type { Emitter, Listener, Route } from './message.ts'

/** Cycles of one stretch at most: their data stay in the processor's cache until they are recorded. */
export const MOST_CYCLES = 128

/** A listener, and what it listens for. */
interface Ear {
  readonly listener: Listener
  readonly attention: Attention | undefined
  readonly order: Order
  /** The number that is compared with `value`, as an index into the payload; -1 when none is. */
  readonly column: number
  readonly value: number
}

function earOf(listener: Listener, route: Route): Ear {
  const { attention } = listener
  const { field = '', order = 'eq', value = NaN } = attention?.when ?? {}
  // A field that is absent is left to the listener to see.
  return { listener, attention, order, column: field === '' ? -1 : route.numeric.indexOf(field), value }
}

function attends({ attention, column, order, value }: Ear, atMs: Millis, values: Float64Array): boolean {
  if (attention === undefined) return true
  return atMs >= attention.fromMs && (column < 0 || compareNumbers(order, values[column]!, value))
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
  readonly #heard: boolean
  readonly #view: EventView
  readonly #columns: ViewColumns = {
    times: new Float64Array(MOST_CYCLES),
    causes: new Int32Array(MOST_CYCLES).fill(-1),
  }
  #from = 0
  /** Cycles whose data are generated, and data that are delivered but not recorded yet. */
  #cycles = 0
  #rows = 0
  readonly #commit = () => this.#record()

  constructor(bus: Bus, log: EventLog, sources: readonly Emitter[], cycleMs: Millis) {
    this.#bus = bus
    this.#log = log
    this.#sources = sources
    this.#cycleMs = cycleMs
    this.#view = new EventView(log)
    this.#ears = sources.map(({ route }) => route.listeners.map((listener) => earOf(listener, route)))
    this.#heard = this.#ears.some((ears) => ears.length > 0)
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
    const length = this.#calmCycles(cycle, Math.min(until - cycle, MOST_CYCLES))
    if (length <= 0) return 0
    const bus = this.#bus
    const sources = this.#sources
    const firstSeq = this.#log.count
    this.#from = cycle
    bus.beforeAct = this.#commit
    for (let index = 0; index < length; index++) {
      for (let at = 0; at < sources.length; at++) sources[at]!.next(index)
      this.#cycles = index + 1
      if (!this.#heard) this.#rows += sources.length
      else if (!this.#tell(index, firstSeq)) return index + 1
    }
    this.#record()
    return length
  }

  /** Tells the agents of a cycle's data; false when one of them acted. */
  #tell(index: number, firstSeq: number): boolean {
    const sources = this.#sources
    const atMs = (this.#from + index) * this.#cycleMs
    for (let at = 0; at < sources.length; at++) {
      const seq = firstSeq + this.#rows++
      const ears = this.#ears[at]!
      if (ears.length === 0) continue
      const values = sources[at]!.rows[index]!
      let shown = false
      for (let nth = 0; nth < ears.length; nth++) {
        const ear = ears[nth]!
        if (!attends(ear, atMs, values)) continue
        if (!shown) this.#show(sources[at]!.route, index, atMs, seq, values)
        shown = true
        ear.listener.hear(this.#view)
      }
      if (this.#rows > 0) continue
      for (let next = at + 1; next < sources.length; next++)
        this.#bus.deliverDirect(sources[next]!.route, sources[next]!.rows[index]!)
      return false
    }
    return true
  }

  #show({ channel, numeric }: Route, index: number, atMs: Millis, seq: number, values: Float64Array): void {
    this.#columns.times[index] = atMs
    this.#view.over(this.#columns, channel, numeric, values)
    this.#view.moveTo(index, 0, seq)
  }

  /** How many of the next cycles are calm, at most `most`. */
  #calmCycles(cycle: number, most: number): number {
    const startMs = cycle * this.#cycleMs
    const { dueMs } = this.#bus
    if (dueMs <= startMs || this.#bus.busy) return 0
    // Where a source publishes when it likes, no cycle is known to be calm.
    for (const source of this.#sources) if (!source.regular) return 0
    for (const arm of this.#arms) if (!arm.settled) return 0
    let calm = Math.min(
      most,
      Math.ceil((dueMs - startMs) / this.#cycleMs),
      this.#bus.roomFor(this.#sources.length),
    )
    for (const { fault, perCycle } of this.#faults)
      calm = Math.min(calm, fault.calmCycles(startMs, this.#cycleMs, perCycle))
    return calm
  }

  /** Writes down what happened so far and ends the stretch. */
  #record(): void {
    const cycles = this.#cycles
    const rows = this.#rows
    this.#cycles = 0
    this.#rows = 0
    this.#bus.beforeAct = null
    const sources = this.#sources
    const startMs = this.#from * this.#cycleMs
    // Not at every cycle: it is only read by who acts.
    this.#bus.nowMs = startMs + (cycles - 1) * this.#cycleMs
    for (const { fault, perCycle } of this.#faults) fault.pass(startMs, cycles * perCycle)
    if (sources.length === 1) {
      const { route, rows: data } = sources[0]!
      this.#log.appendSeries(rows, startMs, this.#cycleMs, route.channel.id, route.width, data)
    } else {
      for (let index = 0, row = 0; row < rows; index++) {
        const atMs = startMs + index * this.#cycleMs
        for (let at = 0; at < sources.length && row < rows; at++, row++) {
          const source = sources[at]!
          this.#log.append(atMs, source.route.channel.id, source.route.width, -1, source.rows[index]!, 0)
        }
      }
    }
    this.#bus.tally(cycles * sources.length, rows, cycles, rows - (cycles - 1) * sources.length)
  }
}
