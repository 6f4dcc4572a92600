import type { JsonObject } from '../base/json.ts'
import type { Channel, EventLog } from '../log/event-log.ts'
import type { FaultRun } from './fault.ts'
import { Route, type Listener } from './message.ts'

/** Finds the listeners of what a source publishes on a topic, in document order. */
export type Subscriptions = (topic: string, source: string) => readonly Listener[]

/** Who publishes and marks under one name. What it said last is tried first: many always say the same. */
export class Publisher {
  readonly source: string
  route: Route | null = null
  mark: Channel | null = null

  constructor(source: string) {
    this.source = source
  }
}

/** Finds, once for each channel, whom its events concern; afterwards that is one look. */
export class Routes {
  readonly #log: EventLog
  readonly #faults: readonly FaultRun[]
  readonly #subscriptions: Subscriptions
  readonly #known: (Route | undefined)[] = []
  readonly #publishers = new Map<string, Publisher>()

  constructor(log: EventLog, faults: readonly FaultRun[], subscriptions: Subscriptions) {
    this.#log = log
    this.#faults = faults
    this.#subscriptions = subscriptions
  }

  /** For those who publish rarely and keep none of their own. */
  publisher(source: string): Publisher {
    const known = this.#publishers.get(source)
    if (known !== undefined) return known
    const publisher = new Publisher(source)
    this.#publishers.set(source, publisher)
    return publisher
  }

  /** The route of events with this topic, publisher and payload shape. */
  of(topic: string, publisher: Publisher, payload: JsonObject): Route {
    const last = publisher.route
    if (last !== null && last.payload === payload && last.channel.topic === topic) return last
    const likely = last?.channel.topic === topic ? last.channel.shape : undefined
    const shape = this.#log.shapeOf(payload, likely)
    if (last !== null && shape === likely) return last
    const route = this.#route(this.#log.channel(topic, publisher.source, 'delivered', shape))
    publisher.route = route
    return route
  }

  /** The route of a source, whose payload is always the same numbers. */
  numeric(topic: string, source: string, fields: readonly string[]): Route {
    const shape = this.#log.shape(
      fields,
      fields.map(() => 'number'),
    )
    return this.#route(this.#log.channel(topic, source, 'delivered', shape))
  }

  #route(channel: Channel): Route {
    const known = this.#known[channel.id]
    if (known !== undefined) return known
    const byFault = channel.source.startsWith('fault:')
    // No fault touches what a fault injected: a chain of injections could never end.
    const faults = byFault
      ? []
      : this.#faults
          .filter(({ hook, targets }) => hook === 'publish' && targets(channel.topic, channel.source))
          .map((fault) => fault.gateAt())
    const arms = this.#faults.map((fault) => fault.armOf(channel.topic)).filter((arm) => arm !== null)
    const route = new Route(channel, faults, arms, this.#subscriptions(channel.topic, channel.source))
    this.#known[channel.id] = route
    return route
  }
}
