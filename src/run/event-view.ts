import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent } from '../kinds/contracts.ts'
import type { Channel, EventLog } from '../log/event-log.ts'

/** Indices of a channel's numeric fields, so that reading one allocates and searches nothing. */
export function numericFields(channel: Channel): ReadonlyMap<string, number> {
  const { fields, types } = channel.shape
  return new Map(fields.flatMap((name, index) => (types[index] === 'number' ? [[name, index] as const] : [])))
}

/** The reused view that faults, monitors and agents are lent. */
export class EventView implements BusEvent {
  readonly #log: EventLog
  #channel: Channel | undefined
  #numeric: ReadonlyMap<string, number> = new Map()
  #values: Float64Array = new Float64Array(0)
  #payload: JsonObject | undefined
  seq = -1
  topic = ''
  source = ''
  atMs: Millis = 0

  constructor(log: EventLog) {
    this.#log = log
  }

  show(channel: Channel, numeric: ReadonlyMap<string, number>, values: Float64Array, atMs: Millis, seq: number): this {
    this.#channel = channel
    this.#numeric = numeric
    this.#values = values
    this.#payload = undefined
    this.topic = channel.topic
    this.source = channel.source
    this.atMs = atMs
    this.seq = seq
    return this
  }

  get payload(): JsonObject {
    if (this.#payload === undefined && this.#channel !== undefined) {
      this.#payload = this.#log.decode(this.#channel.shape, this.#values, 0)
    }
    return this.#payload ?? {}
  }

  number(field: string): number {
    const index = this.#numeric.get(field)
    return index === undefined ? Number.NaN : this.#values[index]!
  }
}
