import type { JsonObject } from '../base/json.ts'
import type { Attention, BusEvent, Stage } from '../kinds/contracts.ts'
import type { Channel, Hit } from '../log/event-log.ts'
import type { PayloadCodec } from '../log/payload-codec.ts'
import { numericFields, type EventShape } from './event-view.ts'
import type { Arm } from './fault.ts'
import type { Gate } from './gate.ts'

/** What a route has published before it publishes anything. */
const NOTHING: JsonObject = {}

/** Who hears a channel's deliveries. Found once per channel, then followed without asking again. */
export class Route {
  readonly channel: Channel
  readonly width: number
  readonly numeric: EventShape
  /** The faults that may act on them when they are published. */
  readonly faults: readonly Gate[]
  readonly arms: readonly Arm[]
  readonly listeners: readonly Listener[]
  /** Channels of the same events at other stages; made when first needed. */
  readonly stages: Partial<Record<Stage, Channel>> = {}
  /** What was published last, and its values once it has come twice: many agents always say the same. */
  payload = NOTHING
  #values: Float64Array | null = null

  constructor(
    channel: Channel,
    faults: readonly Gate[],
    arms: readonly Arm[],
    listeners: readonly Listener[],
  ) {
    this.channel = channel
    this.width = channel.shape.fields.length
    this.numeric = numericFields(channel)
    this.faults = faults
    this.arms = arms
    this.listeners = listeners
  }

  /** Encodes a payload of its shape. Payloads never change: what is published again and again is encoded once. */
  write(payload: JsonObject, codec: PayloadCodec, out: Float64Array): void {
    if (this.payload !== payload) {
      codec.encode(payload, this.channel.shape, out, 0)
      this.payload = payload
      this.#values = null
      return
    }
    if (this.#values === null) {
      this.#values = new Float64Array(this.width)
      codec.encode(payload, this.channel.shape, this.#values, 0)
    }
    const values = this.#values
    for (let index = 0; index < values.length; index++) out[index] = values[index]!
  }
}

/** Something that is told of deliveries. */
export interface Listener {
  readonly attention: Attention | undefined
  hear(event: BusEvent): void
}

/** What publishes data cycle by cycle: all numbers, in the order of the route's fields. */
export interface Emitter {
  /** True when it publishes one datum at the start of every cycle; else `beginCycle` publishes what comes. */
  readonly regular: boolean
  readonly route: Route
  /** The data to come, one after the other; the next one begins at `rows[at]`. */
  readonly rows: Float64Array
  readonly at: number
  /**
   * How many data are there from `at` on: makes more when there are none, at most `most`. None only where the code
   * that makes them has failed.
   */
  ready(most: number): number
  /** So many of them are published. */
  take(count: number): void
  beginCycle(): void
}

/** A fault did this to an event on its way. */
export type MessageHit = Omit<Hit, 'seq'>

/** An event on its way. Pooled: a run makes about as many as are in flight at one time. */
export class Message {
  route: Route
  values: Float64Array
  cause: number
  hits: MessageHit[] | null = null
  /** Injected by a fault that this message triggered: they learn their cause when it is recorded. */
  children: Message[] | null = null
  /** In the pool: the next one there. */
  next: Message | null = null

  constructor(route: Route, cause: number) {
    this.route = route
    this.cause = cause
    this.values = new Float64Array(Math.max(4, route.width))
  }

  /** It is recorded under this number: the cause of what it triggered. */
  tellChildren(seq: number): void {
    this.children?.forEach((child) => (child.cause = seq))
    this.children = null
  }
}

const MOST_KEPT = 1_024

/** Messages that have been delivered, for use again: a long run allocates none. */
export class MessagePool {
  #first: Message | null = null
  #count = 0

  take(route: Route, cause: number): Message {
    const message = this.#first
    if (message === null) return new Message(route, cause)
    this.#first = message.next
    this.#count--
    message.next = null
    message.route = route
    message.cause = cause
    if (message.values.length < route.width) message.values = new Float64Array(route.width)
    return message
  }

  give(message: Message): void {
    message.hits = null
    message.children = null
    if (this.#count === MOST_KEPT) return
    this.#count++
    message.next = this.#first
    this.#first = message
  }
}
