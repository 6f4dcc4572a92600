import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Stage } from '../kinds/contracts.ts'
import type { Channel, EventLog } from '../log/event-log.ts'

/** The names of a channel's fields in order; empty where the field is not a number. */
export type EventShape = readonly string[]

/** What `EventView` needs to find numeric fields without allocating or hashing anything. */
export const numericFields = ({ shape: { fields, types } }: Channel): EventShape =>
  fields.map((name, index) => (types[index] === 'number' ? name : ''))

const NOTHING = new Float64Array(0)

/** The reused view that faults, monitors and agents are lent. */
export class EventView implements BusEvent {
  readonly #log: EventLog
  #channel: Channel | undefined
  #fields: EventShape = []
  #values: Float64Array = NOTHING
  #offset = 0
  #payload: JsonObject | undefined
  #askedField = ''
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

  /** Shows an event of this channel, whose payload begins at `values[offset]`. */
  show(
    channel: Channel,
    fields: EventShape,
    values: Float64Array,
    offset: number,
    atMs: Millis,
    seq: number,
    cause: number,
  ): this {
    if (channel !== this.#channel) {
      this.#channel = channel
      this.topic = channel.topic
      this.source = channel.source
      this.stage = channel.stage
      this.#fields = fields
      this.#askedField = ''
      this.#askedIndex = -1
    }
    this.#values = values
    this.#offset = offset
    this.#payload = undefined
    this.atMs = atMs
    this.seq = seq
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
    if (field !== this.#askedField) {
      this.#askedField = field
      this.#askedIndex = field === '' ? -1 : this.#fields.indexOf(field)
    }
    const index = this.#askedIndex
    return index < 0 ? Number.NaN : this.#values[this.#offset + index]!
  }
}
