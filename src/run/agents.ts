import type { JsonObject } from '../base/json.ts'
import { randomStream, type RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AgentSpec } from '../document/types.ts'
import type { Agent, AgentKind, Attention, BusEvent } from '../kinds/contracts.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Bound } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Listener } from './message.ts'

/** What faults may do to an agent's timers. */
export interface TimerGuard {
  /** When a timer is set: how long it takes, or null when it is lost. */
  onSet(name: string, afterMs: Millis, cause: number): Millis | null
  /** When a timer is due: now, later or never. */
  onDue(fire: () => void): void
}

/** One agent during one run: what the bus tells, and what acts on the bus in its name. */
export class AgentRun implements Listener {
  readonly id: string
  readonly hears: (topic: string) => boolean
  /** Set where faults act on this agent. */
  timers: TimerGuard | null = null
  readonly #bus: () => Bus
  readonly #begin: () => Agent
  #agent: Agent
  /** Counts how often it was started: what an earlier life planned does not happen any more. */
  #life = 0
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
    const streams = new Map<string, RandomStream>()
    const stream = (purpose: string) => {
      const known = streams.get(purpose) ?? randomStream(seed, 'agent', spec.id, purpose)
      streams.set(purpose, known)
      return known
    }
    this.#begin = () =>
      kind.start(spec.params, {
        id: spec.id,
        random: stream('behaviour'),
        stream,
        cycleMs,
        ...(script && { script: script(spec.id) }),
        publish: (topic, payload, afterMs = 0, cause = this.#cause) =>
          this.#publish(topic, payload, afterMs, cause),
        setTimer: (name, afterMs) => this.#setTimer(name, afterMs),
        record: (state) => void bus().mark('$agent.state', spec.id, state, this.#cause),
      })
    this.#agent = this.#begin()
  }

  get attention(): Attention | undefined {
    return this.#agent.attention
  }

  begin(): void {
    this.#agent.begin?.(0)
  }

  hear(event: BusEvent): void {
    this.#cause = event.seq
    this.#agent.onEvent(event)
  }

  /** Forgets its timers and what it was about to publish. It hears nothing until it is started anew. */
  stop(): void {
    this.#life++
  }

  /** Begins anew, with the state it had at first. Its streams of chance go on. `cause` is the record that did it. */
  restart(cause: number): void {
    this.#cause = cause
    this.#agent = this.#begin()
    this.#agent.begin?.(this.#bus().nowMs)
  }

  #publish(topic: string, payload: JsonObject, afterMs: Millis, cause: number): void {
    const bus = this.#bus()
    if (afterMs > 0) {
      const life = this.#life
      bus.schedule(afterMs, () => {
        if (life === this.#life) bus.publish(topic, this.id, payload, cause)
      })
    } else bus.publish(topic, this.id, payload, cause)
  }

  #setTimer(name: string, afterMs: Millis): void {
    const bus = this.#bus()
    const cause = this.#cause
    const wanted = Math.max(1, afterMs)
    const takes = this.timers === null ? wanted : this.timers.onSet(name, wanted, cause)
    if (takes === null) return
    const life = this.#life
    const fire = () => {
      if (life !== this.#life) return
      this.#cause = cause
      this.#agent.onTimer?.(name, bus.nowMs)
    }
    bus.schedule(Math.max(1, takes), () => {
      if (this.timers === null) fire()
      else this.timers.onDue(fire)
    })
  }
}
