import type { JsonObject } from '../base/json.ts'
import type { Channel, EventLog } from '../log/event-log.ts'
import type { FaultRun } from './fault.ts'
import { Route, type Listener } from './message.ts'

/** Finds the listeners of what a source publishes on a topic, in document order. */
export type Subscriptions = (topic: string, source: string) => readonly Listener[]

/** Finds, once for each channel, whom its events concern; afterwards that is one look. */
export class Routes {
  readonly #log: EventLog
  readonly #faults: readonly FaultRun[]
  readonly #subscriptions: Subscriptions
  readonly #known: (Route | undefined)[] = []
  readonly #lastRoutes = new Map<string, Route>()
  readonly #lastMarks = new Map<string, Channel>()

  constructor(log: EventLog, faults: readonly FaultRun[], subscriptions: Subscriptions) {
    this.#log = log
    this.#faults = faults
    this.#subscriptions = subscriptions
  }

  /** The route of events with this topic, source and payload shape. What a source published last is tried first. */
  of(topic: string, source: string, payload: JsonObject): Route {
    const last = this.#lastRoutes.get(source)
    if (last !== undefined && last.payload === payload && last.channel.topic === topic) return last
    const likely = last?.channel.topic === topic ? last.channel.shape : undefined
    const shape = this.#log.shapeOf(payload, likely)
    if (last !== undefined && shape === likely) return last
    const route = this.#route(this.#log.channel(topic, source, 'delivered', shape))
    this.#lastRoutes.set(source, route)
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

  /** The channel of a mark. What a source marked last is tried first. */
  markChannel(topic: string, source: string, payload: JsonObject): Channel {
    const last = this.#lastMarks.get(source)
    const likely = last?.topic === topic ? last.shape : undefined
    const shape = this.#log.shapeOf(payload, likely)
    if (last !== undefined && shape === likely) return last
    const channel = this.#log.channel(topic, source, 'mark', shape)
    this.#lastMarks.set(source, channel)
    return channel
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
