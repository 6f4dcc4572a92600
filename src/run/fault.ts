import { randomStream, type RandomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import { topicMatcher, topicsMatcher } from '../base/topic.ts'
import type { FaultSpec } from '../document/types.ts'
import { hookOf, type ChaosKind, type FaultHook } from '../kinds/contracts.ts'
import type { ChaosReport } from '../log/report.ts'
import { selectTargets } from '../kinds/select.ts'
import type { Bound } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { BusPlace } from './bus-place.ts'
import { Gate } from './gate.ts'

/** What a delivered event does to the faults that wait for it. */
export interface Arm {
  /** True when no further event changes anything. */
  readonly settled: boolean
  /** An event of the topic was delivered, with this record. */
  hear(seq: number): void
}

export interface FaultWorld {
  readonly seed: string
  readonly cycleMs: Millis
  readonly participants: readonly string[]
  readonly agents: readonly string[]
  readonly place: BusPlace
}

/** One fault during one run: whether it is active, and a gate at each place where it acts. */
export class FaultRun {
  readonly index: number
  readonly id: string
  readonly kind: ChaosKind
  readonly hook: FaultHook
  /** Of cycles and of virtual time, together. */
  readonly fromMs: Millis
  readonly untilMs: Millis
  /** True for events of this topic and source; asked once per channel. */
  readonly targets: (topic: string, source: string) => boolean
  readonly #spec: FaultSpec
  readonly #world: FaultWorld
  readonly #gates = new Map<string, Gate>()
  readonly #begins: (topic: string) => boolean
  readonly #ends: (topic: string) => boolean
  readonly #steps: ReadonlySet<string>
  #enabled: boolean
  #armed: boolean
  #activeSteps = 0
  #inWindow: boolean
  #healed = false
  /** The agents whose copies or timers it acts on. */
  readonly #targets: readonly string[]
  /** Of a chooser: how many faults it had before it, and how many it left on. */
  #chosen = { pool: 0, on: 0 }
  /** As the last mark in the log has it. */
  #marked = false

  constructor({ spec, kind }: Bound<FaultSpec, ChaosKind>, index: number, world: FaultWorld) {
    const { cycleMs } = world
    const { id, sources, afterEvent, untilEvent, fromCycle, toCycle, fromMs = 0, toMs = Infinity } = spec
    this.index = index
    this.id = id
    this.kind = kind
    this.hook = hookOf(kind, spec.hook)
    this.#spec = spec
    this.#world = world
    this.fromMs = Math.max(fromCycle * cycleMs, fromMs)
    this.untilMs = Math.min(toCycle === undefined ? Infinity : (toCycle + 1) * cycleMs, toMs)
    this.#enabled = spec.enabled
    this.#armed = afterEvent === undefined
    this.#steps = new Set(spec.duringSteps)
    this.#inWindow = this.fromMs === 0 && this.untilMs === Infinity
    const asked = world.agents.filter(
      (agent) => spec.subscribers.length === 0 || spec.subscribers.includes(agent),
    )
    this.#targets = selectTargets(spec, asked, randomStream(world.seed, 'fault', id, 'select'))
    const topic = topicsMatcher(spec.topics)
    this.targets = (name, source) => topic(name) && (sources.length === 0 || sources.includes(source))
    this.#begins = afterEvent === undefined ? () => false : topicMatcher(afterEvent)
    this.#ends = untilEvent === undefined ? () => false : topicMatcher(untilEvent)
  }

  /** True when it acts at certain times only: then the log says when they begin and end. */
  get isBounded(): boolean {
    const { afterEvent, untilEvent } = this.#spec
    return (
      this.fromMs > 0 ||
      this.untilMs < Infinity ||
      this.#steps.size > 0 ||
      afterEvent !== undefined ||
      untilEvent !== undefined
    )
  }

  get enabled(): boolean {
    return this.#enabled
  }

  /** True when it acts on other faults, and on no event. */
  get isChooser(): boolean {
    return this.kind.choose !== undefined
  }

  /** Of a chooser: which of the faults it was asked about, and which of those stay on. */
  choose(pool: readonly string[], random: RandomStream): readonly string[] {
    const chosen = this.kind.choose?.(this.#spec.params, pool, random) ?? pool
    this.#chosen = { pool: pool.length, on: chosen.length }
    return chosen
  }

  /** True when it acts on this agent's copies or timers. */
  concerns(subscriber: string): boolean {
    return this.hook !== 'publish' && this.#targets.includes(subscriber)
  }

  /** Its gate at one subscriber, or, without one, at the publishing of events. */
  gateAt(subscriber = ''): Gate {
    const known = this.#gates.get(subscriber)
    if (known !== undefined) return known
    const { seed, cycleMs, participants } = this.#world
    const stream = (purpose: string) =>
      subscriber === ''
        ? randomStream(seed, 'fault', this.id, purpose)
        : randomStream(seed, 'fault', this.id, purpose, subscriber)
    const gate = new Gate(this.#spec, this.index, {
      fromMs: this.fromMs,
      untilMs: this.untilMs,
      active: this.#active,
      stream,
      context: {
        stream,
        common: (purpose) => randomStream(seed, 'fault', this.id, purpose),
        subscriber,
        participants,
        cycleMs,
      },
      schedule: (afterMs, action) => this.#world.place.bus.schedule(afterMs, action),
      nowMs: () => this.#world.place.bus.nowMs,
      intercept: (context) => this.kind.intercept(this.#spec.params, context),
    })
    this.#gates.set(subscriber, gate)
    return gate
  }

  /** What a delivery on this topic does to it; null when nothing. Asked once per channel. */
  armOf(topic: string): Arm | null {
    const [begins, ends] = [this.#begins(topic), this.#ends(topic)]
    if (!begins && !ends) return null
    const settled = () => this.#armed && !ends && this.#spec.countFrom === 'first'
    return {
      get settled() {
        return settled()
      },
      hear: (seq) => this.#heard(begins, ends, seq),
    }
  }

  switch(on: boolean): void {
    this.#enabled = on
    this.#refresh(-1)
  }

  /** A step was entered or left. */
  stepChanged(step: string, on: boolean): void {
    if (!this.#steps.has(step)) return
    this.#activeSteps += on ? 1 : -1
    this.#refresh(-1)
  }

  /** Its window of time begins or ends. */
  windowChanged(on: boolean): void {
    this.#inWindow = on
    this.#refresh(-1)
  }

  /** The assertion that halts it once it is violated. */
  get haltOn(): string | undefined {
    return this.#spec.haltOn
  }

  /** What it watches is violated: it never acts again. */
  halt(): void {
    const payload = { fault: this.id, assertion: this.#spec.haltOn ?? '' }
    this.#world.place.bus.mark('$fault.halted', 'run', payload, -1)
    this.heal()
  }

  /** Says in the log whom it acts on, where that was drawn. */
  noteTargets(): void {
    if (this.hook === 'publish' || this.#spec.select === 'all') return
    this.#world.place.bus.mark('$fault.selected', 'run', { fault: this.id, agents: this.#targets }, -1)
  }

  /** It never acts again, and lets go what it holds. */
  heal(): void {
    this.#healed = true
    this.#refresh(-1)
    for (const gate of this.#gates.values()) gate.releaseAll()
  }

  report(): ChaosReport {
    const { id, name, kind } = this.#spec
    const gates = [...this.#gates.values()]
    const sum = (count: (gate: Gate) => number) => gates.reduce((total, gate) => total + count(gate), 0)
    const times = gates.flatMap(({ firstHitMs, lastHitMs }) =>
      firstHitMs === null || lastHitMs === null ? [] : [firstHitMs, lastHitMs],
    )
    return {
      id,
      name,
      kind,
      enabled: this.#enabled,
      matched: sum(({ matched }) => matched) + this.#chosen.pool,
      hits: sum(({ hits }) => hits) + this.#chosen.pool - this.#chosen.on,
      firstHitMs: times.length === 0 ? null : Math.min(...times),
      lastHitMs: times.length === 0 ? null : Math.max(...times),
    }
  }

  get #active(): boolean {
    return this.#enabled && this.#armed && !this.#healed && (this.#steps.size === 0 || this.#activeSteps > 0)
  }

  /** An event that both begins and ends begins nothing. */
  #heard(begins: boolean, ends: boolean, seq: number): void {
    const opens = begins && !ends
    if (opens && this.#spec.countFrom === 'last') for (const gate of this.#gates.values()) gate.recount()
    if (this.#armed === opens) return
    this.#armed = opens
    this.#refresh(seq)
  }

  #refresh(cause: number): void {
    const active = this.#active
    for (const gate of this.#gates.values()) gate.active = active
    const shown = active && this.#inWindow
    if (!this.isBounded || shown === this.#marked) return
    this.#marked = shown
    this.#world.place.bus.mark('$fault.active', 'run', { fault: this.id, on: shown }, cause)
  }
}

/** Faults that choose among the others say which of those stay on in this run; the log has the choice. */
export function chooseFaults(faults: readonly FaultRun[], seed: string, bus: Bus): void {
  for (const chooser of faults) {
    if (!chooser.isChooser || !chooser.enabled) continue
    const pool = faults.filter((fault) => !fault.isChooser && fault.enabled).map(({ id }) => id)
    const chosen = new Set(chooser.choose(pool, randomStream(seed, 'fault', chooser.id, 'choice')))
    for (const fault of faults) {
      if (!pool.includes(fault.id)) continue
      const on = chosen.has(fault.id)
      if (!on) fault.switch(false)
      bus.mark('$fault.switched', `fault:${chooser.id}`, { fault: fault.id, on }, -1)
    }
  }
}
