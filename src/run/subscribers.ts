import type { LinkReport } from '../log/report.ts'
import type { AgentRun } from './agents.ts'
import type { BusPlace } from './bus-place.ts'
import type { FaultRun } from './fault.ts'
import type { Subscriptions } from './routes.ts'
import { Subscriber } from './subscriber.ts'

/** Who hears what: agents themselves, or what stands before those that faults act on. */
export class Subscribers {
  readonly find: Subscriptions
  readonly #guarded = new Map<AgentRun, Subscriber>()

  constructor(agents: readonly AgentRun[], faults: readonly FaultRun[], place: BusPlace) {
    for (const agent of agents) {
      const own = faults.filter((fault) => fault.concerns(agent.id))
      if (own.length > 0) this.#guarded.set(agent, new Subscriber(agent, own, place))
    }
    this.find = (topic, source) =>
      agents
        .filter(({ hears }) => hears(topic))
        .map((agent) => this.#guarded.get(agent)?.link(topic, source) ?? agent)
  }

  /** Every fault is healed: all of them go on. */
  heal(): void {
    for (const subscriber of this.#guarded.values()) subscriber.heal()
  }

  report(): LinkReport[] {
    return [...this.#guarded.values()].map((subscriber) => subscriber.report())
  }
}
