import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Stage } from '../kinds/contracts.ts'
import type { Gate } from './gate.ts'
import type { MessageHit } from './message.ts'

/** One subscriber's own copy of an event, from the moment that a fault concerns itself with it. */
export class Copy implements BusEvent {
  readonly topic: string
  readonly source: string
  readonly stage: Stage = 'delivered'
  readonly cause: number
  readonly gates: readonly Gate[]
  atMs: Millis
  /** The event's record; then the mark that says what became of this copy. */
  seq: number
  hits: MessageHit[] | null = null
  isChanged = false
  isLate = false
  isTwin = false
  isInjected = false
  /** What its handler throws once it has handled it. */
  failure: string | null = null
  #payload: JsonObject

  constructor(
    topic: string,
    source: string,
    atMs: Millis,
    payload: JsonObject,
    seq: number,
    cause: number,
    gates: readonly Gate[],
  ) {
    this.topic = topic
    this.source = source
    this.atMs = atMs
    this.#payload = payload
    this.seq = seq
    this.cause = cause
    this.gates = gates
  }

  get payload(): JsonObject {
    return this.#payload
  }

  /** True when it does not arrive as it was delivered to everybody else. */
  get isTouched(): boolean {
    return this.hits !== null || this.isChanged || this.isLate || this.isTwin || this.isInjected
  }

  number(field: string): number {
    const value = Object.hasOwn(this.#payload, field) ? this.#payload[field] : undefined
    return typeof value === 'number' ? value : Number.NaN
  }

  replace(payload: JsonObject): void {
    this.#payload = payload
    this.isChanged = true
  }

  twin(): Copy {
    const { topic, source, atMs, payload, seq, cause, gates } = this
    const twin = new Copy(topic, source, atMs, payload, seq, cause, gates)
    twin.hits = this.hits === null ? null : [...this.hits]
    twin.isChanged = this.isChanged
    twin.isTwin = true
    return twin
  }
}
