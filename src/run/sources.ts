import { randomStream } from '../base/random.ts'
import { findKind } from '../catalog.ts'
import type { DataAhead, Spec, SourceRun } from '../kinds/contracts.ts'
import { sourceFields } from '../kinds/source-fields.ts'
import { profiles } from '../document/schema.ts'
import type { SourceReport } from '../log/report.ts'
import { present } from '../base/assert.ts'
import type { BoundSource } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Emitter, Route } from './message.ts'
import type { ScriptRun } from './scripts.ts'

/** No irregular source publishes more in a cycle. */
const MOST_PER_CYCLE = 4_096

/** Data of a source that makes them one by one are asked for this many at a time. */
const MOST_AHEAD = 64

/** The data of a source that makes them one by one. No more are made than are going to be published. */
class SingleAhead implements DataAhead {
  readonly rows: Float64Array
  row = 0
  readonly #run: SourceRun
  readonly #outs: readonly Float64Array[]
  #made = 0

  constructor(run: SourceRun, width: number) {
    const rows = new Float64Array(MOST_AHEAD * width)
    this.#run = run
    this.rows = rows
    this.#outs = Array.from({ length: MOST_AHEAD }, (_, row) => rows.subarray(row * width, (row + 1) * width))
  }

  ready(most: number): number {
    if (this.row === this.#made) {
      this.row = 0
      this.#made = Math.min(most, MOST_AHEAD)
      for (let row = 0; row < this.#made; row++) this.#run.next(this.#outs[row]!)
    }
    return this.#made - this.row
  }

  take(count: number): void {
    this.row += count
  }
}

/** What a source has of the run it is in. */
interface SourceWorld {
  readonly seed: string
  readonly cycleMs: number
  /** Null in a scenario without code. */
  readonly scripts: ScriptRun | null
}

/** One data source during one run. */
export class SourceActor implements Emitter {
  readonly #bound: BoundSource
  readonly #run: SourceRun
  readonly #bus: Bus
  readonly route: Route
  readonly #single: DataAhead
  /** Where the data come from; irregular sources have none ahead. */
  #ahead: DataAhead
  #offsets: Float64Array | null = null
  #profile: string
  #generated = 0
  readonly #scripts: ScriptRun | null

  constructor(bound: BoundSource, bus: Bus, { seed, cycleMs, scripts }: SourceWorld) {
    const { spec, kind, profile } = bound
    this.#scripts = scripts
    this.#bound = bound
    this.#bus = bus
    this.#profile = spec.profile.kind
    this.#run = kind.start(spec.params, profile, spec.profile.params as never, {
      stepMs: cycleMs,
      random: (purpose) => randomStream(seed, 'source', spec.id, purpose),
      script: scripts?.starter(spec.id),
    })
    const fields = sourceFields(kind, spec.params)
    this.route = bus.numericRoute(spec.topic, spec.id, fields)
    this.#single = new SingleAhead(this.#run, fields.length)
    this.#ahead = this.#run.ahead ?? this.#single
  }

  /** May change with the profile. */
  get regular(): boolean {
    return this.#run.arrivals === undefined
  }

  get id(): string {
    return this.#bound.spec.id
  }

  /** Of an irregular source: a new cycle begins, with as many data as come in it, each at its moment. */
  beginCycle(): void {
    const offsets = (this.#offsets ??= new Float64Array(MOST_PER_CYCLE))
    const count = this.#run.arrivals?.(offsets) ?? 0
    for (let index = 0; index < count; index++) {
      const afterMs = offsets[index]!
      if (afterMs === 0) this.publish(-1)
      else this.#bus.schedule(afterMs, () => this.publish(-1))
    }
  }

  get rows(): Float64Array {
    return this.#ahead.rows
  }

  get at(): number {
    return this.#ahead.row * this.route.width
  }

  ready(most: number): number {
    const ready = this.#ahead.ready(most)
    // A profile in code that fails has nothing more to give: the run ends here.
    return this.#scripts !== null && this.#scripts.failure !== null ? 0 : ready
  }

  take(count: number): void {
    this.#generated += count
    this.#ahead.take(count)
  }

  /** Publishes a datum, outside of the rhythm of cycles. */
  publish(cause: number): void {
    if (this.ready(1) === 0) return
    this.#bus.publishNumbers(this.route, this.rows, this.at, cause)
    this.take(1)
  }

  switchProfile(spec: Spec): void {
    const kind = present(findKind(this.#bound.kind.profiles, spec.kind), `profile ${spec.kind}`)
    const parsed = profiles([kind]).parse(spec) as Spec
    this.#run.switchProfile(kind, parsed.params as never)
    this.#profile = spec.kind
    this.#ahead = this.#run.ahead ?? this.#single
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
