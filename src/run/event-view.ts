import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Stage } from '../kinds/contracts.ts'
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
  #offset = 0
  #payload: JsonObject | undefined
  #askedField = ''
  #askedOf: ReadonlyMap<string, number> | undefined
  #askedIndex = -1
  seq = -1
  topic = ''
  source = ''
  atMs: Millis = 0
  stage: Stage = 'delivered'
  cause = -1

  constructor(log: EventLog) {
    this.#log = log
  }

  /** Shows the event whose payload begins at `values[offset]`. */
  show(
    channel: Channel,
    numeric: ReadonlyMap<string, number>,
    values: Float64Array,
    atMs: Millis,
    seq: number,
    cause: number,
    offset = 0,
  ): this {
    this.#channel = channel
    this.#numeric = numeric
    this.#values = values
    this.#offset = offset
    this.#payload = undefined
    this.topic = channel.topic
    this.source = channel.source
    this.atMs = atMs
    this.seq = seq
    this.stage = channel.stage
    this.cause = cause
    return this
  }

  get payload(): JsonObject {
    if (this.#payload === undefined && this.#channel !== undefined) {
      this.#payload = this.#log.decode(this.#channel.shape, this.#values, this.#offset)
    }
    return this.#payload ?? {}
  }

  number(field: string): number {
    // Several listeners ask for the same field of the same kind of event: look it up once.
    if (field !== this.#askedField || this.#numeric !== this.#askedOf) {
      this.#askedField = field
      this.#askedOf = this.#numeric
      this.#askedIndex = this.#numeric.get(field) ?? -1
    }
    return this.#askedIndex < 0 ? Number.NaN : this.#values[this.#offset + this.#askedIndex]!
  }
}
