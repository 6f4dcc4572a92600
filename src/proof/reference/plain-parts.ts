import type { JsonObject } from '../../base/json.ts'
import { randomStream, type RandomStream } from '../../base/random.ts'
import type { Millis } from '../../base/time.ts'
import { topicMatcher, topicsMatcher } from '../../base/topic.ts'
import { agentKinds, assertionKinds, findKind, sourceKinds } from '../../catalog.ts'
import { profiles } from '../../document/schema.ts'
import type { AgentSpec, AssertionSpec, ScenarioDocument, SourceSpec } from '../../document/types.ts'
import type { Agent, BusEvent, SourceRun, Spec, Verdict } from '../../kinds/contracts.ts'
import { sourceFields } from '../../kinds/source-fields.ts'
import type { AssertionReport } from '../../log/report.ts'
import { eventOf, type PlainBus } from './plain-bus.ts'
import type { PlainScripts } from './plain-scripts.ts'

export interface World {
  readonly document: ScenarioDocument
  readonly seed: string
  readonly bus: PlainBus
  readonly scripts: PlainScripts
  /** Told when a step that was idle is entered, and when it is idle again. */
  onStep(id: string, active: boolean): void
}

function known<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`no ${what}`)
  return found
}

/** A source: one datum at a time. */
export class PlainSource {
  readonly spec: SourceSpec
  generated = 0
  readonly #world: World
  readonly #run: SourceRun
  readonly #fields: readonly string[]

  constructor(spec: SourceSpec, world: World) {
    const kind = known(findKind(sourceKinds, spec.kind), spec.kind)
    const profile = known(findKind(kind.profiles, spec.profile.kind), spec.profile.kind)
    this.spec = spec
    this.#world = world
    this.#fields = sourceFields(kind, spec.params)
    this.#run = kind.start(spec.params, profile, spec.profile.params as never, {
      stepMs: world.document.clock.cycleMs,
      random: (purpose) => randomStream(world.seed, 'source', spec.id, purpose),
      script: world.scripts.starter(spec.id),
    })
  }

  /** One datum at the beginning of a cycle; or, of an irregular source, several within it. */
  beginCycle(): void {
    const { arrivals } = this.#run
    if (arrivals === undefined) return this.publish(-1)
    const offsets = new Float64Array(4_096)
    const count = arrivals.call(this.#run, offsets)
    for (const afterMs of offsets.subarray(0, count)) {
      if (afterMs === 0) this.publish(-1)
      else this.#world.bus.schedule(afterMs, () => this.publish(-1))
    }
  }

  publish(cause: number): void {
    const values = new Float64Array(this.#fields.length)
    this.generated++
    this.#run.next(values)
    const payload = Object.fromEntries(this.#fields.map((name, index) => [name, values[index] ?? 0]))
    this.#world.bus.publish(this.spec.topic, this.spec.id, payload, cause)
  }

  switchProfile(spec: Spec): void {
    const kind = known(
      findKind(known(findKind(sourceKinds, this.spec.kind), 'source').profiles, spec.kind),
      spec.kind,
    )
    this.#run.switchProfile(kind, (profiles([kind]).parse(spec) as Spec).params as never)
  }
}

/** What faults may do to an agent's timers. */
export interface TimerFaults {
  /** How long a timer takes, or null when it is lost. */
  onSet(name: string, afterMs: Millis, cause: number): Millis | null
  onDue(fire: () => void): void
}

/** An agent: told of every delivery on its topics, whatever it says it attends to. */
export class PlainAgent {
  readonly id: string
  readonly hears: (topic: string) => boolean
  timers: TimerFaults | null = null
  readonly #bus: PlainBus
  readonly #begin: () => Agent
  #agent: Agent
  /** Which of its lives this is: what an earlier one planned does not happen. */
  #life = 0
  #cause = -1

  constructor(spec: AgentSpec, { document, seed, bus, scripts }: World) {
    const kind = known(findKind(agentKinds, spec.kind), spec.kind)
    const streams = new Map<string, RandomStream>()
    const stream = (purpose: string) => {
      const found = streams.get(purpose) ?? randomStream(seed, 'agent', spec.id, purpose)
      streams.set(purpose, found)
      return found
    }
    this.id = spec.id
    this.#bus = bus
    this.hears = topicsMatcher(kind.subscribes(spec.params))
    this.#begin = () =>
      kind.start(spec.params, {
        id: spec.id,
        cycleMs: document.clock.cycleMs,
        script: scripts.starter(spec.id),
        random: stream('behaviour'),
        stream,
        publish: (topic, payload, afterMs = 0, cause = this.#cause) => {
          if (afterMs === 0) bus.publish(topic, spec.id, payload, cause)
          else
            bus.schedule(
              afterMs,
              this.#inThisLife(() => bus.publish(topic, spec.id, payload, cause)),
            )
        },
        setTimer: (name, afterMs) => this.#setTimer(name, Math.max(1, afterMs)),
        record: (state) => void bus.mark('$agent.state', spec.id, state, this.#cause),
      })
    this.#agent = this.#begin()
  }

  /** The run begins. */
  begin(): void {
    this.#agent.begin?.(0)
  }

  take(event: BusEvent): void {
    this.#cause = event.seq
    this.#agent.onEvent(event)
  }

  stop(): void {
    this.#life++
  }

  restart(cause: number): void {
    this.#cause = cause
    this.#agent = this.#begin()
    this.#agent.begin?.(this.#bus.nowMs)
  }

  #setTimer(name: string, wantedMs: Millis): void {
    const cause = this.#cause
    const takes = this.timers === null ? wantedMs : this.timers.onSet(name, wantedMs, cause)
    if (takes === null) return
    const fire = this.#inThisLife(() => {
      this.#cause = cause
      this.#agent.onTimer?.(name, this.#bus.nowMs)
    })
    this.#bus.schedule(Math.max(1, takes), () => {
      if (this.timers === null) fire()
      else this.timers.onDue(fire)
    })
  }

  #inThisLife(act: () => void): () => void {
    const life = this.#life
    return () => {
      if (life === this.#life) act()
    }
  }
}

/** A new monitor that has been shown all rows from the first on, and what it said last. */
function observed(spec: AssertionSpec, { document, bus, scripts }: World) {
  const kind = known(findKind(assertionKinds, spec.kind), spec.kind)
  const monitor = kind.monitor(spec.params, {
    cycleMs: document.clock.cycleMs,
    script: scripts.starter(spec.id),
  })
  const stages = kind.stages?.(spec.params) ?? ['delivered']
  const topics = kind.topics(spec.params)
  const said: Verdict[] = []
  bus.rows.forEach((row, seq) => {
    if (stages.includes(row.stage) && topicsMatcher(topics)(row.topic))
      said.push(monitor.observe(eventOf(row, seq)))
  })
  return { monitor, live: said.at(-1) ?? 'open' }
}

/** True when a monitor that is shown all rows says that nothing can mend the assertion. */
export function isBroken(spec: AssertionSpec, world: World): boolean {
  return spec.enabled && observed(spec, world).live === 'violated'
}

/** The verdict on one assertion if the run ended now: a new monitor is shown all rows from the first on. */
export function judge(spec: AssertionSpec, world: World, judgedBy: string | null): AssertionReport {
  const { bus } = world
  const found = observed(spec, world).monitor.conclude(bus.nowMs)
  const told = spec.message !== '' && found.verdict === 'violated'
  const conclusion = told
    ? { ...found, message: `${spec.message.replace(/[.:\s]+$/, '')}: ${found.message}` }
    : found
  const ways = {
    holds: found.vacuous ? 'vacuous' : 'holds',
    violated: found.pending ? 'pending' : 'violated',
  }
  const outcome = found.error === true ? 'error' : (ways[found.verdict] as AssertionReport['outcome'])
  const { id, name, kind: kindName, soft, weight } = spec
  return { id, name, kind: kindName, ...conclusion, outcome, soft, weight, judgedBy, atMs: bus.nowMs }
}

/** The payload of the last event delivered on a topic. */
export function latestOn(bus: PlainBus, pattern: string): JsonObject | undefined {
  return bus.rows.findLast(({ topic, stage }) => stage === 'delivered' && topicMatcher(pattern)(topic))
    ?.payload
}

/** The latest delivery on a topic as scripts see it, or null. */
export function latestRow(bus: PlainBus, wanted: string): JsonObject | null {
  const seq = bus.rows.findLastIndex(({ topic, stage }) => stage === 'delivered' && topic === wanted)
  const row = bus.rows[seq]
  if (row === undefined) return null
  const { topic, source, atMs, payload } = row
  return { seq, topic, source, atMs, payload }
}
