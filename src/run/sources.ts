import { randomStream } from '../base/random.ts'
import { findKind } from '../catalog.ts'
import type { Spec, SourceRun } from '../kinds/contracts.ts'
import { profiles } from '../document/schema.ts'
import type { SourceReport } from '../log/report.ts'
import { present } from '../base/assert.ts'
import type { BoundSource } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Route } from './message.ts'

/** One data source during one run. */
export class SourceActor {
  readonly #bound: BoundSource
  readonly #run: SourceRun
  readonly #bus: Bus
  readonly route: Route
  /** What the source generated last, in the order of its fields. */
  readonly datum: Float64Array
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
    this.datum = new Float64Array(kind.fields.length)
  }

  get id(): string {
    return this.#bound.spec.id
  }

  /** Generates the next datum. */
  next(): void {
    this.#generated++
    this.#run.next(this.datum)
  }

  /** Generates a datum and publishes it, outside of the rhythm of cycles. */
  publish(cause: number): void {
    this.next()
    this.#bus.publishNumbers(this.route, this.datum, cause)
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
