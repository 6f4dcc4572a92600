import type { JsonObject } from '../base/json.ts'
import { randomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AgentSpec } from '../document/types.ts'
import type { Agent, AgentKind, Attention, BusEvent } from '../kinds/contracts.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Bound } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Listener } from './message.ts'

/** One agent during one run: what the bus tells, and what acts on the bus in its name. */
export class AgentRun implements Listener {
  readonly id: string
  readonly hears: (topic: string) => boolean
  readonly #bus: () => Bus
  readonly #agent: Agent
  /** The record that the agent is handling: what it does now is caused by it. */
  #cause = -1

  /** `bus` is asked for when the agent acts: agents are part of what the bus is made of. */
  constructor(
    { spec, kind }: Bound<AgentSpec, AgentKind>,
    bus: () => Bus,
    seed: string,
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.id = spec.id
    this.#bus = bus
    this.hears = topicsMatcher(kind.subscribes(spec.params))
    this.#agent = kind.start(spec.params, {
      id: spec.id,
      random: randomStream(seed, 'agent', spec.id, 'behaviour'),
      stream: (purpose) => randomStream(seed, 'agent', spec.id, purpose),
      cycleMs,
      ...(script && { script: script(spec.id) }),
      publish: (topic, payload, afterMs = 0, cause = this.#cause) =>
        this.#publish(topic, payload, afterMs, cause),
      setTimer: (name, afterMs) => this.#setTimer(name, afterMs),
      record: (state) => void bus().mark('$agent.state', spec.id, state, this.#cause),
    })
  }

  get attention(): Attention | undefined {
    return this.#agent.attention
  }

  begin(): void {
    this.#agent.begin?.()
  }

  hear(event: BusEvent): void {
    this.#cause = event.seq
    this.#agent.onEvent(event)
  }

  #publish(topic: string, payload: JsonObject, afterMs: Millis, cause: number): void {
    const bus = this.#bus()
    if (afterMs > 0) bus.schedule(afterMs, () => bus.publish(topic, this.id, payload, cause))
    else bus.publish(topic, this.id, payload, cause)
  }

  #setTimer(name: string, afterMs: Millis): void {
    const bus = this.#bus()
    const cause = this.#cause
    bus.schedule(Math.max(1, afterMs), () => {
      this.#cause = cause
      this.#agent.onTimer?.(name, bus.nowMs)
    })
  }
}
