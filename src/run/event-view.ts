import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Stage } from '../kinds/contracts.ts'
import type { Channel, EventLog } from '../log/event-log.ts'

/** The names of a channel's fields in order; empty where the field is not a number. */
export type EventShape = readonly string[]

/** What `EventView` needs to find numeric fields without allocating or hashing anything. */
export const numericFields = ({ shape: { fields, types } }: Channel): EventShape =>
  fields.map((name, index) => (types[index] === 'number' ? name : ''))

/** What a view is laid over: the times and causes of some records, by row. */
interface ViewColumns {
  readonly times: Float64Array
  readonly causes: Int32Array
}

/**
 * The reused view that faults, monitors and agents are lent. It points at columns and copies nothing:
 * to move it to the next record is two stores, and no number is put on the heap.
 */
export class EventView implements BusEvent {
  readonly #log: EventLog
  /** Columns of one row, for events that are in no column yet. */
  readonly #ownTime = new Float64Array(1)
  readonly #ownCause = new Int32Array(1)
  #times: Float64Array = this.#ownTime
  #causes: Int32Array = this.#ownCause
  #row = 0
  #channel: Channel | undefined
  #fields: EventShape = []
  #values: Float64Array = this.#ownTime
  #offset = 0
  #payload: JsonObject | undefined
  #askedField = ''
  #askedIndex = -1
  seq = -1
  topic = ''
  source = ''
  stage: Stage = 'delivered'

  constructor(log: EventLog) {
    this.#log = log
  }

  get atMs(): Millis {
    return this.#times[this.#row]!
  }

  get cause(): number {
    return this.#causes[this.#row]!
  }

  /** Shows an event by itself, whose payload begins at `values[offset]`. */
  show(
    channel: Channel,
    fields: EventShape,
    values: Float64Array,
    offset: number,
    atMs: Millis,
    seq: number,
    cause: number,
  ): this {
    this.#ownTime[0] = atMs
    this.#ownCause[0] = cause
    this.#over(this.#ownTime, this.#ownCause, channel, fields, values)
    return this.moveTo(0, offset, seq)
  }

  /** Lays the view over records of one channel, whose payloads are in `values`. */
  over({ times, causes }: ViewColumns, channel: Channel, fields: EventShape, values: Float64Array): void {
    this.#over(times, causes, channel, fields, values)
  }

  /** Moves to the record in this row, whose payload begins at `values[offset]`. */
  moveTo(row: number, offset: number, seq: number): this {
    this.#row = row
    this.#offset = offset
    this.#payload = undefined
    this.seq = seq
    return this
  }

  #over(
    times: Float64Array,
    causes: Int32Array,
    channel: Channel,
    fields: EventShape,
    values: Float64Array,
  ): void {
    this.#times = times
    this.#causes = causes
    this.#values = values
    if (channel === this.#channel) return
    this.#channel = channel
    this.topic = channel.topic
    this.source = channel.source
    this.stage = channel.stage
    this.#fields = fields
    this.#askedField = ''
    this.#askedIndex = -1
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
