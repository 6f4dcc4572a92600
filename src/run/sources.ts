import { randomStream } from '../base/random.ts'
import { findKind } from '../catalog.ts'
import type { Spec, SourceRun } from '../kinds/contracts.ts'
import { sourceFields } from '../kinds/source-fields.ts'
import { profiles } from '../document/schema.ts'
import type { SourceReport } from '../log/report.ts'
import { present } from '../base/assert.ts'
import type { BoundSource } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Route } from './message.ts'

/** No irregular source publishes more in a cycle. */
const MOST_PER_CYCLE = 4_096

/** One data source during one run. */
export class SourceActor {
  readonly #bound: BoundSource
  readonly #run: SourceRun
  readonly #bus: Bus
  readonly #route: Route
  readonly #write: (out: Float64Array) => void
  #offsets: Float64Array | null = null
  #profile: string
  #generated = 0

  constructor(bound: BoundSource, bus: Bus, seed: string, cycleMs: number) {
    const { spec, kind, profile } = bound
    this.#bound = bound
    this.#bus = bus
    this.#profile = spec.profile.kind
    this.#run = kind.start(spec.params, profile, spec.profile.params as never, {
      stepMs: cycleMs,
      random: (purpose) => randomStream(seed, 'source', spec.id, purpose),
    })
    this.#route = bus.numericRoute(spec.topic, spec.id, sourceFields(kind, spec.params))
    this.#write = (out) => this.#run.next(out)
  }

  get id(): string {
    return this.#bound.spec.id
  }

  /** A new cycle begins: one datum now, or as many as come in it, each at its moment. */
  beginCycle(): void {
    if (this.#run.arrivals === undefined) {
      this.publish(-1)
      return
    }
    this.#offsets ??= new Float64Array(MOST_PER_CYCLE)
    const count = this.#run.arrivals(this.#offsets)
    for (let index = 0; index < count; index++) {
      const afterMs = this.#offsets[index]!
      if (afterMs === 0) this.publish(-1)
      else this.#bus.schedule(afterMs, () => this.publish(-1))
    }
  }

  publish(cause: number): void {
    this.#generated++
    this.#bus.publishNumbers(this.#route, this.#write, cause)
  }

  switchProfile(spec: Spec): void {
    const kind = present(findKind(this.#bound.kind.profiles, spec.kind), `profile ${spec.kind}`)
    const parsed = profiles([kind]).parse(spec) as Spec
    this.#run.switchProfile(kind, parsed.params as never)
    this.#profile = spec.kind
  }

  report(): SourceReport {
    const { id, name, kind } = this.#bound.spec
    return {
      id,
      name,
      kind,
      profile: this.#profile,
      generated: this.#generated,
      statistics: this.#run.statistics(),
    }
  }
}
