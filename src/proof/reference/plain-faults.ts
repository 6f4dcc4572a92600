import { randomStream } from '../../base/random.ts'
import type { Millis } from '../../base/time.ts'
import { topicMatcher, topicsMatcher } from '../../base/topic.ts'
import { chaosKinds, findKind } from '../../catalog.ts'
import type { AssertionSpec, FaultSpec } from '../../document/types.ts'
import { hookOf, type ChaosKind, type FaultHook } from '../../kinds/contracts.ts'
import { selectTargets } from '../../kinds/select.ts'
import type { ChaosReport } from '../../log/report.ts'
import { eventOf, type Moving, type Row } from './plain-bus.ts'
import { PlainGate, type Fault } from './plain-gate.ts'
import type { World } from './plain-parts.ts'
import { lead, type Way } from './plain-way.ts'

/** One fault: when it is active, its places, and what the log says of it. */
export class PlainFault implements Fault {
  readonly index: number
  readonly spec: FaultSpec
  readonly kind: ChaosKind
  readonly hook: FaultHook
  readonly fromMs: Millis
  readonly untilMs: Millis
  enabled: boolean
  /** Of a fault that chooses among others. */
  chosen = { pool: 0, on: 0 }
  readonly gates = new Map<string, PlainGate>()
  readonly #world: World
  /** The agents whose copies or timers it acts on. */
  readonly targets: readonly string[]
  #armed: boolean
  #healed = false
  #halted = false
  #steps = 0
  #inWindow: boolean
  #shown = false

  constructor(spec: FaultSpec, index: number, world: World) {
    const kind = findKind(chaosKinds, spec.kind)
    if (kind === undefined) throw new Error(`fault kind ${spec.kind}`)
    const { cycleMs } = world.document.clock
    this.index = index
    this.spec = spec
    this.kind = kind
    this.hook = hookOf(kind, spec.hook)
    this.enabled = spec.enabled
    this.fromMs = Math.max(spec.fromCycle * cycleMs, spec.fromMs ?? 0)
    this.untilMs = Math.min(
      spec.toCycle === undefined ? Infinity : (spec.toCycle + 1) * cycleMs,
      spec.toMs ?? Infinity,
    )
    this.#world = world
    const { seed, document } = world
    this.targets = selectTargets(
      spec,
      document.agents
        .map(({ id }) => id)
        .filter((id) => spec.subscribers.length === 0 || spec.subscribers.includes(id)),
      randomStream(seed, 'fault', spec.id, 'select'),
    )
    this.#armed = spec.afterEvent === undefined
    this.#inWindow = this.fromMs === 0 && this.untilMs === Infinity
  }

  get active(): boolean {
    const steps = this.spec.duringSteps.length === 0 || this.#steps > 0
    return this.enabled && this.#armed && !this.#healed && steps
  }

  /** Acts at certain times only. */
  get bounded(): boolean {
    const { afterEvent, untilEvent, duringSteps } = this.spec
    const timed = this.fromMs > 0 || this.untilMs < Infinity
    return timed || duringSteps.length > 0 || afterEvent !== undefined || untilEvent !== undefined
  }

  isFor({ topic, source }: { readonly topic: string; readonly source: string }): boolean {
    const { topics, sources } = this.spec
    // No fault touches what a fault injected.
    if (source.startsWith('fault:')) return false
    return topicsMatcher(topics)(topic) && (sources.length === 0 || sources.includes(source))
  }

  gateAt(subscriber: string): PlainGate {
    const gate = this.gates.get(subscriber) ?? new PlainGate(this, subscriber, this.#world)
    this.gates.set(subscriber, gate)
    return gate
  }

  switch(on: boolean): void {
    this.enabled = on
    this.#refresh(-1)
  }

  window(on: boolean): void {
    this.#inWindow = on
    this.#refresh(-1)
  }

  step(id: string, on: boolean): void {
    if (!this.spec.duringSteps.includes(id)) return
    this.#steps += on ? 1 : -1
    this.#refresh(-1)
  }

  /** An event was delivered. What both begins and ends the fault begins nothing. */
  hear({ topic }: Row, seq: number): void {
    const { afterEvent, untilEvent, countFrom } = this.spec
    const begins = afterEvent !== undefined && topicMatcher(afterEvent)(topic)
    const ends = untilEvent !== undefined && topicMatcher(untilEvent)(topic)
    if (!begins && !ends) return
    if (begins && !ends && countFrom === 'last') for (const gate of this.gates.values()) gate.recount()
    if (this.#armed === !ends) return
    this.#armed = !ends
    this.#refresh(seq)
  }

  /** Once what it watches is violated for good, it is healed. */
  haltIf(isBroken: (spec: AssertionSpec) => boolean): void {
    const watched = this.#world.document.assertions.find(({ id }) => id === this.spec.haltOn)
    if (watched === undefined || this.#halted || !isBroken(watched)) return
    this.#halted = true
    this.#world.bus.mark('$fault.halted', 'run', { fault: this.spec.id, assertion: watched.id }, -1)
    this.heal()
  }

  heal(): void {
    this.#healed = true
    this.#refresh(-1)
    for (const gate of this.gates.values()) gate.releaseAll()
  }

  report(): ChaosReport {
    const { id, name, kind } = this.spec
    const gates = [...this.gates.values()]
    const times = gates
      .flatMap(({ firstHitMs, lastHitMs }) => [firstHitMs, lastHitMs])
      .filter((at) => at !== null)
    const { pool, on } = this.chosen
    return {
      id,
      name,
      kind,
      enabled: this.enabled,
      matched: gates.reduce((sum, { matched }) => sum + matched, pool),
      hits: gates.reduce((sum, { hits }) => sum + hits, pool - on),
      firstHitMs: times.length === 0 ? null : Math.min(...times),
      lastHitMs: times.length === 0 ? null : Math.max(...times),
    }
  }

  #refresh(cause: number): void {
    const shown = this.active && this.#inWindow
    if (!this.bounded || shown === this.#shown) return
    this.#shown = shown
    this.#world.bus.mark('$fault.active', 'run', { fault: this.spec.id, on: shown }, cause)
  }
}

/** All faults of a run, and the way of published events past them. */
export class PlainFaults {
  readonly list: readonly PlainFault[]
  readonly #world: World
  readonly #way: Way<Moving>

  constructor(world: World) {
    this.#world = world
    this.list = world.document.faults.map((spec, index) => new PlainFault(spec, index, world))
    this.#way = this.#publishing()
  }

  /** Before anything happens: some faults choose among the others, and windows of time are planned. */
  begin(): void {
    const { seed, bus, document } = this.#world
    for (const chooser of this.list) {
      if (chooser.kind.choose === undefined || !chooser.enabled) continue
      const { id, params } = chooser.spec
      const pool = this.list.filter(({ enabled, kind }) => enabled && kind.choose === undefined)
      const names = pool.map(({ spec }) => spec.id)
      const on = chooser.kind.choose(params, names, randomStream(seed, 'fault', id, 'choice'))
      chooser.chosen = { pool: pool.length, on: on.length }
      for (const fault of pool) {
        const stays = on.includes(fault.spec.id)
        if (!stays) fault.switch(false)
        bus.mark('$fault.switched', `fault:${id}`, { fault: fault.spec.id, on: stays }, -1)
      }
    }
    for (const { hook, spec, targets } of this.list)
      if (hook !== 'publish' && spec.select !== 'all')
        bus.mark('$fault.selected', 'run', { fault: spec.id, agents: targets }, -1)
    for (const { atMs, fault, on } of this.#edges())
      if (atMs % document.clock.cycleMs !== 0) bus.schedule(atMs, () => fault.window(on))
  }

  /** What begins or ends at the start of this cycle, before anything else happens in it. */
  beginCycle(cycle: number): void {
    for (const { atMs, fault, on } of this.#edges())
      if (atMs === cycle * this.#world.document.clock.cycleMs) fault.window(on)
  }

  publish(event: Moving): void {
    lead(this.#way, event, 0, 0)
  }

  switch(id: string, on: boolean): void {
    this.list.find(({ spec }) => spec.id === id)?.switch(on)
  }

  #edges() {
    return this.list
      .filter(({ bounded, fromMs, untilMs }) => bounded && fromMs < untilMs)
      .flatMap((fault) => [
        { atMs: fault.fromMs, fault, on: true },
        { atMs: fault.untilMs, fault, on: false },
      ])
      .filter(({ atMs }) => atMs < Infinity)
      .toSorted((a, b) => a.atMs - b.atMs)
  }

  #publishing(): Way<Moving> {
    const { bus } = this.#world
    return {
      gates: (event) =>
        this.list
          .filter((fault) => fault.hook === 'publish' && fault.isFor(event))
          .map((fault) => fault.gateAt('')),
      show: (event) => eventOf({ ...event, atMs: bus.nowMs, stage: 'delivered' }, -1),
      noteHit: (event, hit) => void event.hits.push(hit),
      replace: (event, payload) => void (event.payload = payload),
      twin: (event) => {
        bus.counts.duplicated++
        return { ...event, hits: [...event.hits], injected: [] }
      },
      inject: (trigger, source, topic, payload) => {
        const injected: Moving = { topic, source, payload, cause: -1, hits: [], injected: [] }
        bus.counts.injected++
        trigger.injected.push(injected)
        return injected
      },
      arrive: (event) => bus.send(event, 0),
      hold: (event, afterMs) => {
        event.cause = bus.record(event, 'held')
        bus.send(event, afterMs)
      },
      send: (event, afterMs) => bus.send(event, afterMs),
      park: (event) => {
        event.cause = bus.record(event, 'held')
        bus.parked++
      },
      unpark: () => void bus.parked--,
      drop: (event) => {
        bus.record(event, 'dropped')
        bus.counts.dropped++
      },
      suffer: (_event, { do: what }) => {
        throw new Error(`${what} where there is no subscriber`)
      },
    }
  }
}
