import type { JsonObject } from '../base/json.ts'
import { randomStream, type RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AgentSpec } from '../document/types.ts'
import type { Agent, AgentContext, AgentKind, Attention, BusEvent } from '../kinds/contracts.ts'
import type { StartScript } from '../sandbox/script.ts'
import type { Bound } from '../program/program.ts'
import type { BusPlace } from './bus-place.ts'
import type { Listener } from './message.ts'
import { Publisher } from './routes.ts'

/** What faults may do to an agent's timers. */
export interface TimerGuard {
  /** When a timer is set: how long it takes, or null when it is lost. */
  onSet(name: string, afterMs: Millis, cause: number): Millis | null
  /** When a timer is due: now, later or never. */
  onDue(fire: () => void): void
}

/** One agent during one run: what the bus tells, and what acts on the bus in its name. */
export class AgentRun implements Listener, AgentContext {
  readonly id: string
  readonly random: RandomStream
  readonly cycleMs: Millis
  readonly script?: StartScript
  readonly hears: (topic: string) => boolean
  /** Set where faults act on this agent. */
  timers: TimerGuard | null = null
  readonly #place: BusPlace
  readonly #seed: string
  readonly #params: unknown
  readonly #kind: AgentKind
  readonly #publisher: Publisher
  readonly #streams = new Map<string, RandomStream>()
  #agent: Agent
  /** Counts how often it was started: what an earlier life planned does not happen any more. */
  #life = 0
  /** The record that the agent is handling: what it does now is caused by it. */
  #cause = -1

  constructor(
    { spec, kind }: Bound<AgentSpec, AgentKind>,
    place: BusPlace,
    seed: string,
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.id = spec.id
    this.#publisher = new Publisher(spec.id)
    this.cycleMs = cycleMs
    if (script) this.script = script(spec.id)
    this.hears = topicsMatcher(kind.subscribes(spec.params))
    this.#place = place
    this.#seed = seed
    this.#kind = kind
    this.#params = spec.params
    this.random = this.stream('behaviour')
    this.#agent = this.#start()
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
    this.#agent = this.#start()
    this.#agent.begin?.(this.#place.bus.nowMs)
  }

  // --------------------------------------------------------------------------- what the agent may do

  stream(purpose: string): RandomStream {
    const known = this.#streams.get(purpose) ?? randomStream(this.#seed, 'agent', this.id, purpose)
    this.#streams.set(purpose, known)
    return known
  }

  publish(topic: string, payload: JsonObject, afterMs: Millis = 0, cause: number = this.#cause): void {
    const { bus } = this.#place
    if (afterMs > 0) {
      const life = this.#life
      bus.schedule(afterMs, () => {
        if (life === this.#life) bus.publishAs(this.#publisher, topic, payload, cause)
      })
    } else bus.publishAs(this.#publisher, topic, payload, cause)
  }

  record(state: JsonObject): void {
    this.#place.bus.markAs(this.#publisher, '$agent.state', state, this.#cause)
  }

  setTimer(name: string, afterMs: Millis): void {
    const { bus } = this.#place
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

  #start(): Agent {
    return this.#kind.start(this.#params as never, this)
  }
}
