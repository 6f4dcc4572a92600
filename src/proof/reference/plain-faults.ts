import { randomStream, type RandomStream } from '../../base/random.ts'
import { topicMatcher, topicsMatcher } from '../../base/topic.ts'
import { chaosKinds, findKind } from '../../catalog.ts'
import type { FaultSpec, ScenarioDocument } from '../../document/types.ts'
import type { Decision, Interceptor } from '../../kinds/contracts.ts'
import type { ChaosReport } from '../../log/report.ts'
import { eventOf, type Moving, type PlainBus } from './plain-bus.ts'

/** One fault: for each event the whole envelope is asked anew. */
class PlainFault {
  enabled: boolean
  matched = 0
  hits = 0
  firstHitMs: number | null = null
  lastHitMs: number | null = null
  readonly spec: FaultSpec
  readonly intercept: Interceptor
  readonly #cycleMs: number
  readonly #chance: RandomStream
  readonly #bus: PlainBus

  constructor(spec: FaultSpec, document: ScenarioDocument, seed: string, bus: PlainBus) {
    const kind = findKind(chaosKinds, spec.kind)
    if (kind === undefined) throw new Error(`fault kind ${spec.kind}`)
    this.spec = spec
    this.enabled = spec.enabled
    this.#bus = bus
    this.#cycleMs = document.clock.cycleMs
    this.#chance = randomStream(seed, 'fault', spec.id, 'chance')
    this.intercept = kind.intercept(spec.params, { random: randomStream(seed, 'fault', spec.id, 'decision') })
  }

  /** Whether it acts on this event; counts the match, and the hit. */
  actsOn({ topic, source }: Moving): boolean {
    const { topics, sources, fromCycle, toCycle, afterEvent, probability, trigger, n, limit } = this.spec
    const atMs = this.#bus.nowMs
    const cycle = Math.floor(atMs / this.#cycleMs)
    const seen = () =>
      this.#bus.rows.some((row) => row.stage === 'delivered' && topicMatcher(afterEvent ?? '')(row.topic))
    if (!this.enabled || source.startsWith('fault:')) return false
    if (!topicsMatcher(topics)(topic) || (sources.length > 0 && !sources.includes(source))) return false
    if (cycle < fromCycle || (toCycle !== undefined && cycle > toCycle)) return false
    if (afterEvent !== undefined && !seen()) return false
    this.matched++
    const lucky = probability >= 1 || this.#chance.uniform() < probability
    const picked = {
      always: true,
      nth: this.matched === n,
      every: this.matched % n === 0,
      first: this.matched <= n,
    }[trigger]
    if (!lucky || !picked || (limit > 0 && this.hits >= limit)) return false
    this.hits++
    this.firstHitMs ??= atMs
    this.lastHitMs = atMs
    return true
  }

  report(): ChaosReport {
    const { enabled, matched, hits, firstHitMs, lastHitMs } = this
    const { id, name, kind } = this.spec
    return { id, name, kind, enabled, matched, hits, firstHitMs, lastHitMs }
  }
}

/** All faults of a run, asked one after the other for every event. */
export class PlainFaults {
  readonly #faults: readonly PlainFault[]
  readonly #bus: PlainBus

  constructor(document: ScenarioDocument, seed: string, bus: PlainBus) {
    this.#bus = bus
    this.#faults = document.faults.map((spec) => new PlainFault(spec, document, seed, bus))
  }

  switch(id: string, on: boolean): void {
    for (const fault of this.#faults) if (fault.spec.id === id) fault.enabled = on
  }

  report(): ChaosReport[] {
    return this.#faults.map((fault) => fault.report())
  }

  /** Past all faults from `first` on; what is left goes on its way, `waitedMs` late already. */
  lead(event: Moving, first: number, waitedMs: number): void {
    const bus = this.#bus
    const after: (() => void)[] = []
    let waitMs = waitedMs
    let lost = false
    for (let index = first; index < this.#faults.length && !lost; index++) {
      const fault = this.#faults[index]
      if (fault === undefined || !fault.actsOn(event)) continue
      const shown = eventOf({ ...event, atMs: bus.nowMs, stage: 'delivered' }, -1)
      const decision: Decision = fault.intercept(shown)
      if (decision.do === 'pass') continue
      event.hits.push([index, decision.do])
      if (decision.do === 'drop') {
        bus.record(event, 'dropped')
        bus.counts.dropped++
        lost = true
      } else if (decision.do === 'delay') waitMs += decision.byMs
      else if (decision.do === 'replace') event.payload = decision.payload
      else if (decision.do === 'inject') {
        const { topic, payload, afterMs } = decision
        const source = `fault:${fault.spec.id}`
        const injected: Moving = { topic, source, payload, cause: -1, hits: [], injected: [] }
        bus.counts.injected++
        event.injected.push(injected)
        after.push(() => bus.send(injected, afterMs))
      } else {
        for (let copy = 1; copy <= decision.copies; copy++) {
          bus.counts.duplicated++
          const twin = { ...event, hits: [...event.hits], injected: [] }
          this.lead(twin, index + 1, waitMs + copy * decision.spacingMs)
        }
      }
    }
    if (!lost) {
      if (waitMs > 0) event.cause = bus.record(event, 'held')
      bus.send(event, waitMs)
    }
    for (const send of after) send()
  }
}
