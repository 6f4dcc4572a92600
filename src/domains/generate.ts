import { randomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { ProfileKind, SourceKind, SourceRun, Statistic } from '../kinds/contracts.ts'
import type { PhaseStretch } from '../kinds/series-contracts.ts'

/** What a data generator gives for a number of steps. */
export interface GeneratedData {
  /** The last primary value. */
  readonly primaryValue: number
  /** The last value of each further field. */
  readonly secondaryValues: Readonly<Record<string, number>>
  readonly metadata: {
    readonly source: string
    readonly profile: string
    readonly seed: string
    readonly count: number
  }
  readonly timeSeries: Readonly<Record<string, Float64Array>>
  readonly phases: readonly PhaseStretch[]
  readonly statistics: readonly Statistic[]
}

export interface GenerateOptions {
  readonly seed: string
  /** The source's id: part of its streams' names, so that a preview equals the run. */
  readonly id: string
  readonly count: number
  readonly stepMs: Millis
}

/**
 * Data made without a run, a part at a time, so that whoever makes many can stop in between. The values
 * are those the source of that id publishes in a run with that seed. `params` must have passed the
 * kinds' schemas.
 */
export class Generation {
  readonly #kind: SourceKind
  readonly #profile: ProfileKind
  readonly #options: GenerateOptions
  readonly #run: SourceRun
  readonly #columns: readonly Float64Array[]
  readonly #datum: Float64Array
  readonly #phases: PhaseStretch[] = []
  #open: string | null = null
  #made = 0

  constructor(
    kind: SourceKind,
    params: Readonly<Record<string, unknown>>,
    profile: ProfileKind,
    profileParams: Readonly<Record<string, unknown>>,
    options: GenerateOptions,
  ) {
    const { seed, id, count, stepMs } = options
    this.#kind = kind
    this.#profile = profile
    this.#options = options
    this.#run = kind.start(params, profile, profileParams as never, {
      stepMs,
      random: (purpose) => randomStream(seed, 'source', id, purpose),
    })
    this.#columns = kind.fields.map(() => new Float64Array(count))
    this.#datum = new Float64Array(kind.fields.length)
  }

  /** Makes up to `most` more data; true while there are others to make. */
  advance(most: number): boolean {
    const columns = this.#columns
    const datum = this.#datum
    const end = Math.min(this.#options.count, this.#made + most)
    for (let step = this.#made; step < end; step++) {
      this.#run.next(datum)
      for (let field = 0; field < columns.length; field++) columns[field]![step] = datum[field]!
      const { name, phase } = this.#run.phase()
      if (name !== this.#open) this.#enter(name, phase, step)
    }
    this.#made = end
    const last = this.#phases.pop()
    if (last !== undefined) this.#phases.push({ ...last, to: end })
    return end < this.#options.count
  }

  #enter(name: string, phase: PhaseStretch['phase'], step: number): void {
    const last = this.#phases.pop()
    if (last !== undefined) this.#phases.push({ ...last, to: step })
    this.#phases.push({ name, phase, from: step, to: step })
    this.#open = name
  }

  result(): GeneratedData {
    const { fields, name } = this.#kind
    const { seed } = this.#options
    return {
      primaryValue: this.#datum[0] ?? NaN,
      secondaryValues: Object.fromEntries(
        fields.slice(1).map((field, index) => [field, this.#datum[index + 1]!]),
      ),
      metadata: { source: name, profile: this.#profile.name, seed, count: this.#made },
      timeSeries: Object.fromEntries(fields.map((field, index) => [field, this.#columns[index]!])),
      phases: this.#phases,
      statistics: this.#run.statistics(),
    }
  }
}

/** Generates `count` data at once: previews, tests. See {@link Generation}. */
export function generateData(
  kind: SourceKind,
  params: Readonly<Record<string, unknown>>,
  profile: ProfileKind,
  profileParams: Readonly<Record<string, unknown>>,
  options: GenerateOptions,
): GeneratedData {
  const generation = new Generation(kind, params, profile, profileParams, options)
  generation.advance(options.count)
  return generation.result()
}
