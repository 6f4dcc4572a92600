import { randomStream } from '../base/random.ts'
import { findKind } from '../catalog.ts'
import type { Spec, SourceRun } from '../kinds/contracts.ts'
import { profiles } from '../document/schema.ts'
import type { SourceReport } from '../log/report.ts'
import { present } from '../base/assert.ts'
import type { BoundSource } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Emitter, Route } from './message.ts'
import { MOST_CYCLES } from './stretch.ts'

/** One data source during one run. */
export class SourceActor implements Emitter {
  readonly #bound: BoundSource
  readonly #run: SourceRun
  readonly #bus: Bus
  readonly route: Route
  readonly rows: readonly Float64Array[]
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
    this.route = bus.numericRoute(spec.topic, spec.id, kind.fields)
    this.rows = Array.from({ length: MOST_CYCLES }, () => new Float64Array(kind.fields.length))
  }

  get id(): string {
    return this.#bound.spec.id
  }

  next(row: number): void {
    this.#generated++
    this.#run.next(this.rows[row]!)
  }

  /** Generates a datum and publishes it, outside of the rhythm of cycles. */
  publish(cause: number): void {
    this.next(0)
    this.#bus.publishNumbers(this.route, present(this.rows[0], 'row'), cause)
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
