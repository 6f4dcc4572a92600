import type { JsonObject } from '../../base/json.ts'
import type { Millis } from '../../base/time.ts'
import type { Limits } from '../../document/types.ts'
import type { BusEvent, Stage } from '../../kinds/contracts.ts'

/** The index of a fault, what it decided, and the how manieth of its matches that was. */
export type PlainHit = readonly [fault: number, decision: string, match: number]

/** One record, as plain as can be. Its place in the list is its number. */
export interface Row {
  readonly atMs: Millis
  readonly topic: string
  readonly source: string
  readonly stage: Stage
  readonly payload: JsonObject
  readonly cause: number
  /** What faults did to it. */
  readonly hits: readonly PlainHit[]
}

/** An event on its way. */
export interface Moving {
  readonly topic: string
  readonly source: string
  payload: JsonObject
  cause: number
  hits: PlainHit[]
  /** What faults injected because of it: they learn their cause when it is recorded. */
  injected: Moving[]
}

interface Entry {
  readonly atMs: Millis
  /** Published at the very instant it is delivered at: comes after all that was due at that instant. */
  readonly now: boolean
  readonly event: Moving | null
  readonly act: (() => void) | null
}

export const eventOf = (row: Row, seq: number): BusEvent => ({
  ...row,
  seq,
  number: (field) => {
    const value = Object.hasOwn(row.payload, field) ? row.payload[field] : undefined
    return typeof value === 'number' ? value : Number.NaN
  },
})

/**
 * The bus as one would draw it on a blackboard: one list of what is to come, looked through from the
 * beginning each time; one list of what happened.
 */
export class PlainBus {
  readonly rows: Row[] = []
  readonly counts = { published: 0, injected: 0, duplicated: 0, delivered: 0, dropped: 0 }
  /** Events that faults keep until they let them go. */
  parked = 0
  overrun: { readonly code: string; readonly message: string } | null = null
  /** Leads an event that was just published past the faults. */
  intercept: (event: Moving) => void = (event) => this.send(event, 0)
  /** Told of each delivery. */
  hear: (row: Row, seq: number) => void = () => undefined
  readonly #limits: Limits
  #nowMs: Millis = 0
  #toCome: Entry[] = []
  #deliveredNow = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get nowMs(): Millis {
    return this.#nowMs
  }

  set nowMs(atMs: Millis) {
    if (atMs !== this.#nowMs) this.#deliveredNow = 0
    this.#nowMs = atMs
  }

  /** The earliest time at which something is due. */
  get nextMs(): Millis {
    return Math.min(Infinity, ...this.#toCome.map(({ atMs }) => atMs))
  }

  get inFlight(): number {
    return this.#toCome.filter(({ event }) => event !== null).length + this.parked
  }

  publish(topic: string, source: string, payload: JsonObject, cause: number): void {
    this.counts.published++
    this.intercept({ topic, source, payload, cause, hits: [], injected: [] })
  }

  /** Delivers an event `afterMs` from now. */
  send(event: Moving, afterMs: Millis): void {
    this.#put(afterMs, event, null)
  }

  schedule(afterMs: Millis, act: () => void): void {
    this.#put(afterMs, null, act)
  }

  record(event: Moving, stage: Stage): number {
    const { topic, source, payload, cause, hits } = event
    const seq = this.rows.length
    this.rows.push({ atMs: this.nowMs, topic, source, stage, payload, cause, hits: [...hits] })
    for (const child of event.injected) child.cause = seq
    event.injected = []
    if (this.rows.length >= this.#limits.maxEvents)
      this.overrun ??= {
        code: 'run/event-limit',
        message: `The log has reached ${this.#limits.maxEvents} records.`,
      }
    return seq
  }

  mark(topic: string, source: string, payload: JsonObject, cause: number, hits: Row['hits'] = []): number {
    this.rows.push({ atMs: this.nowMs, topic, source, stage: 'mark', payload, cause, hits: [...hits] })
    return this.rows.length - 1
  }

  /** Everything due now: first what was scheduled before this instant, then what was published in it. */
  drain(): void {
    for (;;) {
      const due = this.overrun === null ? this.#take((entry) => entry.atMs <= this.nowMs && !entry.now) : null
      if (due === null) break
      if (due.act !== null) due.act()
      else this.#deliver(due)
    }
    this.settle()
  }

  /** Everything published at this instant. */
  settle(): void {
    for (;;) {
      const next = this.overrun === null ? this.#take((entry) => entry.now) : null
      if (next === null) return
      this.#deliver(next)
    }
  }

  #put(afterMs: Millis, event: Moving | null, act: (() => void) | null): void {
    this.#toCome.push({ atMs: this.nowMs + afterMs, now: event !== null && afterMs === 0, event, act })
  }

  /** The earliest entry of a sort; of several at one time, the one that was scheduled first. */
  #take(wanted: (entry: Entry) => boolean): Entry | null {
    const [first] = this.#toCome.filter(wanted).toSorted((a, b) => a.atMs - b.atMs)
    if (first === undefined) return null
    this.#toCome = this.#toCome.filter((entry) => entry !== first)
    return first
  }

  #deliver(entry: Entry): void {
    const { event } = entry
    if (event === null) throw new Error('nothing to deliver')
    this.#deliveredNow++
    if (this.#deliveredNow > this.#limits.maxPerInstant) {
      this.overrun ??= {
        code: 'run/instant-limit',
        message: `More than ${this.#limits.maxPerInstant} events were delivered at ${this.nowMs} ms without time passing; the last one was ${event.topic}.`,
      }
      this.#toCome.push(entry)
      return
    }
    const seq = this.record(event, 'delivered')
    this.counts.delivered++
    const row = this.rows[seq]
    if (row !== undefined) this.hear(row, seq)
  }
}
