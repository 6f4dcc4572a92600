import { InvariantError, present } from '../base/assert.ts'
import type { JsonObject } from '../base/json.ts'
import { emptySlots } from '../base/slots.ts'
import type { Millis } from '../base/time.ts'
import type { BusEvent, Decision, Stage } from '../kinds/contracts.ts'
import type { Channel, EventLog } from '../log/event-log.ts'
import type { Conservation } from '../log/report.ts'
import type { Limits } from '../document/types.ts'
import { EventQueue } from './event-queue.ts'
import { EventView } from './event-view.ts'
import type { FaultRun } from './fault.ts'
import { Gate } from './gate.ts'
import { MessagePool, type Emitter, type Message, type MessageHit, type Route } from './message.ts'
import { Passage, type Road } from './passage.ts'
import { Ring } from './ring.ts'
import { Routes, type Publisher, type Subscriptions } from './routes.ts'

/**
 * The in-memory bus on virtual time. `publish` only schedules: deliveries of one instant leave in the
 * order they were scheduled, and no subscriber is ever called from inside another.
 */
export class Bus implements Road<Message> {
  nowMs: Millis = 0
  /** Set when a limit is passed; the run ends with it. */
  overrun: { readonly code: string; readonly message: string } | null = null
  /** Called after each delivery, for steps that wait for events. */
  afterDelivery: ((event: BusEvent) => void) | null = null
  /** Called once before anything is published, recorded or scheduled: a stretch writes what it owes. */
  beforeAct: { commit(): void } | null = null
  /** How often something happened that may have changed which events faults act on next. */
  upsets = 0
  readonly #log: EventLog
  readonly #limits: Limits
  /** Held messages, and what is to be done later. */
  readonly #future = new EventQueue<Message | (() => void)>()
  readonly #routes: Routes
  readonly #pool = new MessagePool()
  readonly #ready = new Ring<Message>()
  /** Sources whose datum of this cycle goes straight to its delivery. */
  readonly #direct = emptySlots<Emitter>(8)
  #held = 0
  #thisInstant = 0
  #markValues = new Float64Array(8)
  readonly #publishView: EventView
  readonly #deliveryView: EventView
  readonly #passage = new Passage<Message>(this)
  readonly #counts = { published: 0, injected: 0, duplicated: 0, delivered: 0, dropped: 0 }

  constructor(log: EventLog, faults: readonly FaultRun[], limits: Limits, subscriptions: Subscriptions) {
    this.#log = log
    this.#limits = limits
    this.#routes = new Routes(log, faults, subscriptions)
    this.#publishView = new EventView(log)
    this.#deliveryView = new EventView(log)
  }

  /** When the next delivery or timer is due, or Infinity. */
  get nextMs(): Millis {
    return this.#ready.size > 0 ? this.nowMs : this.#future.nextMs
  }

  /** When the next delayed delivery or timer is due, or Infinity. */
  get dueMs(): Millis {
    return this.#future.nextMs
  }

  /** True when the next cycle may not be calm, whatever is due: something waits, or listens for steps. */
  get busy(): boolean {
    return this.#ready.size > 0 || this.afterDelivery !== null || this.overrun !== null
  }

  /** How many cycles of so many events the limits leave room for. */
  roomFor(perCycle: number): number {
    if (this.#thisInstant + perCycle > this.#limits.maxPerInstant) return 0
    return perCycle === 0 ? Infinity : Math.floor((this.#limits.maxEvents - this.#log.count - 1) / perCycle)
  }

  get conservation(): Conservation {
    return { ...this.#counts, inFlight: this.#ready.size + this.#held }
  }

  advanceTo(atMs: Millis): void {
    if (atMs === this.nowMs) return
    this.nowMs = atMs
    this.#thisInstant = 0
  }

  /** The route of a source, whose payload is always the same numbers. */
  numericRoute(topic: string, source: string, fields: readonly string[]): Route {
    return this.#routes.numeric(topic, source, fields)
  }

  publish(topic: string, source: string, payload: JsonObject, cause: number): void {
    this.publishAs(this.#routes.publisher(source), topic, payload, cause)
  }

  publishAs(publisher: Publisher, topic: string, payload: JsonObject, cause: number): void {
    this.beforeAct?.commit()
    const route = this.#routes.of(topic, publisher, payload)
    const message = this.#pool.take(route, cause)
    route.write(payload, this.#log, message.values)
    this.#send(message)
  }

  /** Publishes a payload that is numbers only, from `values[at]` on, in the order of the route's fields. */
  publishNumbers(route: Route, values: Float64Array, at: number, cause: number): void {
    this.#counts.published++
    this.upsets += route.faults.length
    this.#sendNumbers(route, values, at, cause, Gate.firstAdmitting(route.faults, 0, this.nowMs))
  }

  /**
   * Every source publishes its next datum, in order; then what is due at this instant is delivered.
   *
   * A datum that no fault touches, and before which nothing waits, needs no message: it goes from its
   * source into the log when its turn comes. That is nearly every event of a long run. What happens is
   * the same as if each had been queued: all are published first, then delivered in order.
   */
  publishCycle(sources: readonly Emitter[]): void {
    // A step that goes on after a delivery may have the other data delivered, or ask a source for more.
    const quiet = this.#future.nextMs > this.nowMs && (this.afterDelivery === null || sources.length === 1)
    let direct = 0
    for (let index = 0; index < sources.length; index++) {
      const source = sources[index]!
      if (!source.regular) {
        source.beginCycle()
        continue
      }
      if (source.ready(1) === 0) continue
      this.#counts.published++
      const fault = Gate.firstAdmitting(source.route.faults, 0, this.nowMs)
      if (fault < 0 && quiet && this.#ready.size === 0) this.#direct[direct++] = source
      else {
        this.#sendNumbers(source.route, source.rows, source.at, -1, fault)
        source.take(1)
      }
    }
    for (let index = 0; index < direct; index++) this.deliverDirect(this.#direct[index]!)
  }

  /** Delivers a source's next datum, which is not queued: its turn has come, and no fault touches it. */
  deliverDirect(source: Emitter): void {
    const { route, rows, at } = source
    source.take(1)
    if (this.overrun !== null || this.#tooManyNow(route)) {
      this.#sendNumbers(route, rows, at, -1, -1)
      return
    }
    const seq = this.#log.append(this.nowMs, route.channel.id, route.width, -1, rows, at)
    if (seq + 1 >= this.#limits.maxEvents) this.#tooManyRecords()
    this.#tellDelivered(route, rows, at, seq, -1)
  }

  /** Counts what a stretch published and delivered: `now` of it in the last of its `cycles`, at this instant. */
  tally(published: number, delivered: number, cycles: number, now: number): void {
    this.#counts.published += published
    this.#counts.delivered += delivered
    this.#thisInstant = now + (cycles > 1 ? 0 : this.#thisInstant)
  }

  /** Calls `action` after `afterMs` of virtual time, in its place among the deliveries of that instant. */
  schedule(afterMs: Millis, action: () => void): void {
    this.beforeAct?.commit()
    this.#wait(afterMs, action)
  }

  /** Everything due now, until the instant is quiet: first what was scheduled before it, then what it brings. */
  drain(): void {
    while (this.#future.nextMs <= this.nowMs && this.overrun === null) {
      this.upsets++
      const due = present(this.#future.next(), 'due entry')
      if (typeof due === 'function') due()
      else {
        this.#held--
        this.#deliver(due)
      }
    }
    this.settle()
  }

  /** Delivers what was published at this instant. */
  settle(): void {
    while (this.#ready.size > 0 && this.overrun === null) this.#deliver(this.#ready.take())
  }

  /** Notes what a fault did, at the record that shows it. */
  noteHits(seq: number, hits: readonly MessageHit[]): void {
    for (let index = 0; index < hits.length; index++) this.#log.addHit(seq, hits[index]!)
  }

  /** Writes an engine mark into the log: seen by views and the digest, never by assertions. */
  mark(topic: string, source: string, payload: JsonObject, cause: number): number {
    return this.markAs(this.#routes.publisher(source), topic, payload, cause)
  }

  markAs(publisher: Publisher, topic: string, payload: JsonObject, cause: number): number {
    this.beforeAct?.commit()
    const last = publisher.mark
    const known =
      last !== null && last.topic === topic && this.#log.encodeLike(payload, last.shape, this.#markValues)
    const { id, shape } = known ? last : this.#encodeMark(publisher, topic, payload)
    return this.#log.append(this.nowMs, id, shape.fields.length, cause, this.#markValues, 0)
  }

  // ------------------------------------------------------------------- the way of a message past faults

  gates({ route }: Message): readonly Gate[] {
    return route.faults
  }

  show({ route, values, cause }: Message): BusEvent {
    return this.#publishView.show(route.channel, route.numeric, values, 0, this.nowMs, -1, cause)
  }

  replace(message: Message, payload: JsonObject): void {
    const { topic, source } = message.route.channel
    const route = this.#routes.of(topic, this.#routes.publisher(source), payload)
    message.route = route
    if (message.values.length < route.width) message.values = new Float64Array(route.width)
    this.#log.encode(payload, route.channel.shape, message.values, 0)
  }

  twin(message: Message): Message {
    const twin = this.#pool.take(message.route, message.cause)
    twin.values.set(message.values.subarray(0, message.route.width))
    twin.hits = message.hits === null ? null : [...message.hits]
    this.#counts.duplicated++
    return twin
  }

  inject(trigger: Message, { source }: Gate, topic: string, payload: JsonObject): Message {
    const route = this.#routes.of(topic, this.#routes.publisher(source), payload)
    const message = this.#pool.take(route, -1)
    route.write(payload, this.#log, message.values)
    this.#counts.injected++
    ;(trigger.children ??= []).push(message)
    return message
  }

  arrive(message: Message): void {
    this.#ready.put(message)
  }

  hold(message: Message, afterMs: Millis): void {
    message.cause = this.#recordAt(message, 'held')
    this.send(message, afterMs)
  }

  send(message: Message, afterMs: Millis): void {
    this.#held++
    this.#wait(afterMs, message)
  }

  park(message: Message): void {
    this.#held++
    message.cause = this.#recordAt(message, 'held')
  }

  unpark(): Millis {
    this.#held--
    return this.nowMs
  }

  drop(message: Message): void {
    this.#recordAt(message, 'dropped')
    this.#counts.dropped++
    this.#pool.give(message)
  }

  suffer(_message: Message, { do: what }: Decision): boolean {
    throw new InvariantError(`${what} where there is no subscriber`)
  }

  // ------------------------------------------------------------------------------------------ helpers

  #encodeMark(publisher: Publisher, topic: string, payload: JsonObject): Channel {
    const shape = this.#log.shapeOf(payload)
    const channel = this.#log.channel(topic, publisher.source, 'mark', shape)
    const width = shape.fields.length
    if (this.#markValues.length < width) this.#markValues = new Float64Array(width)
    this.#log.encode(payload, shape, this.#markValues, 0)
    publisher.mark = channel
    return channel
  }

  #send(message: Message): void {
    const { faults } = message.route
    this.#counts.published++
    this.upsets += faults.length
    this.#intercept(message, Gate.firstAdmitting(faults, 0, this.nowMs))
  }

  #sendNumbers(route: Route, values: Float64Array, at: number, cause: number, fault: number): void {
    const message = this.#pool.take(route, cause)
    for (let index = 0; index < route.width; index++) message.values[index] = values[at + index]!
    this.#intercept(message, fault)
  }

  /** What is left of a message after the faults from `first` on, of which that one has admitted it already. */
  #intercept(message: Message, first: number): void {
    if (first < 0) this.#ready.put(message)
    else this.#passage.enter(message, first, 0, this.nowMs)
  }

  #wait(afterMs: Millis, entry: Message | (() => void)): void {
    this.#future.schedule(this.nowMs + afterMs, entry)
    if (this.#future.size <= this.#limits.maxQueued) return
    const { maxQueued } = this.#limits
    this.#overrun('run/queue-limit', `More than ${maxQueued} events were waiting at ${this.nowMs} ms.`)
  }

  #deliver(message: Message): void {
    const { route } = message
    if (this.#tooManyNow(route)) {
      this.#ready.put(message)
      return
    }
    const seq = this.#record(message, route.channel)
    this.#tellDelivered(route, message.values, 0, seq, message.cause)
    this.#pool.give(message)
  }

  #tellDelivered(
    { channel, numeric, arms, listeners }: Route,
    values: Float64Array,
    at: number,
    seq: number,
    cause: number,
  ) {
    this.#counts.delivered++
    for (let index = 0; index < arms.length; index++) arms[index]!.hear(seq)
    this.upsets += arms.length
    if (listeners.length === 0 && this.afterDelivery === null) return
    const view = this.#deliveryView.show(channel, numeric, values, at, this.nowMs, seq, cause)
    for (let index = 0; index < listeners.length; index++) listeners[index]!.hear(view)
    if (this.afterDelivery !== null) this.afterDelivery(view)
  }

  #tooManyNow(route: Route): boolean {
    if (++this.#thisInstant <= this.#limits.maxPerInstant) return false
    this.#overrun(
      'run/instant-limit',
      `More than ${this.#limits.maxPerInstant} events were delivered at ${this.nowMs} ms without time passing; the last one was ${route.channel.topic}.`,
    )
    return true
  }

  #tooManyRecords(): void {
    this.#overrun('run/event-limit', `The log has reached ${this.#limits.maxEvents} records.`)
  }

  /** Records a message that is not delivered. */
  #recordAt(message: Message, stage: Exclude<Stage, 'delivered'>): number {
    const { channel, stages } = message.route
    const { topic, source, shape } = channel
    return this.#record(message, (stages[stage] ??= this.#log.channel(topic, source, stage, shape)))
  }

  #record(message: Message, { id }: Channel): number {
    const { width } = message.route
    const seq = this.#log.append(this.nowMs, id, width, message.cause, message.values, 0)
    if (message.hits !== null) this.noteHits(seq, message.hits)
    if (message.children !== null) message.tellChildren(seq)
    if (seq + 1 >= this.#limits.maxEvents) this.#tooManyRecords()
    return seq
  }

  #overrun(code: string, message: string): void {
    this.overrun ??= { code, message }
  }
}
