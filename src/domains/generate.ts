import { randomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { ProfileKind, SourceKind, SourceRun, Statistic } from '../kinds/contracts.ts'
import type { PhaseStretch } from '../kinds/series-contracts.ts'
import { sourceFields } from '../kinds/source-fields.ts'
import type { StartScripts } from './script-starter.ts'

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
  /** When each datum is published, in ms since the run began: multiples of the step unless arrivals are irregular. */
  readonly timesMs: Float64Array
  readonly phases: readonly PhaseStretch[]
  readonly statistics: readonly Statistic[]
}

export interface GenerateOptions {
  readonly seed: string
  /** The source's id: part of its streams' names, so that a preview equals the run. */
  readonly id: string
  readonly count: number
  readonly stepMs: Millis
  /** For a profile in code: what `loadScripts` gives. */
  readonly scripts?: StartScripts | undefined
}

/**
 * Data made without a run, a part at a time, so that whoever makes many can stop in between. The values
 * are those the source of that id publishes in a run with that seed; while publishing is suspended, what
 * stands still is shown instead. `params` must have passed the kinds' schemas.
 */
export class Generation {
  readonly #kind: SourceKind
  readonly #profile: ProfileKind
  readonly #options: GenerateOptions
  readonly #run: SourceRun
  readonly #fields: readonly string[]
  readonly #columns: readonly Float64Array[]
  readonly #timesMs: Float64Array
  readonly #moments: Moments
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
    const { seed, id, count, stepMs, scripts } = options
    this.#kind = kind
    this.#profile = profile
    this.#options = options
    this.#run = kind.start(params, profile, profileParams as never, {
      stepMs,
      random: (purpose) => randomStream(seed, 'source', id, purpose),
      script: scripts?.(seed, id),
    })
    this.#fields = sourceFields(kind, params)
    this.#columns = this.#fields.map(() => new Float64Array(count))
    this.#datum = new Float64Array(this.#fields.length)
    this.#timesMs = new Float64Array(count)
    this.#moments = new Moments(this.#run, stepMs)
  }

  /** Makes up to `most` more data; true while there are others to make. */
  advance(most: number): boolean {
    const columns = this.#columns
    const datum = this.#datum
    const end = Math.min(this.#options.count, this.#made + most)
    for (let step = this.#made; step < end; step++) {
      this.#timesMs[step] = this.#moments.next()
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
    const { name } = this.#kind
    const fields = this.#fields
    const { seed } = this.#options
    return {
      primaryValue: this.#datum[0] ?? NaN,
      secondaryValues: Object.fromEntries(
        fields.slice(1).map((field, index) => [field, this.#datum[index + 1]!]),
      ),
      metadata: { source: name, profile: this.#profile.name, seed, count: this.#made },
      timeSeries: Object.fromEntries(fields.map((field, index) => [field, this.#columns[index]!])),
      timesMs: this.#timesMs,
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

/** Cycles without a datum are passed over, but not for ever: a source may have nothing more to publish. */
const MOST_EMPTY_CYCLES = 100_000
const MOST_PER_CYCLE = 4_096

/** The moments of a source's data, one after the other. Each must be followed by `next` of the source. */
export class Moments {
  readonly #run: SourceRun
  readonly #stepMs: Millis
  #offsets: Float64Array | null = null
  #cycle = -1
  #count = 0
  #given = 0

  constructor(run: SourceRun, stepMs: Millis) {
    this.#run = run
    this.#stepMs = stepMs
  }

  next(): number {
    if (this.#run.arrivals === undefined) return ++this.#cycle * this.#stepMs
    const offsets = (this.#offsets ??= new Float64Array(MOST_PER_CYCLE))
    for (let empty = 0; this.#given >= this.#count && empty < MOST_EMPTY_CYCLES; empty++) {
      this.#count = this.#run.arrivals(offsets)
      this.#given = 0
      this.#cycle++
      if (this.#count === 0 && this.#run.halted?.() === true) {
        offsets[0] = 0
        this.#count = 1
      }
    }
    return this.#cycle * this.#stepMs + offsets[this.#given++]!
  }
}

/**
 * 16 hexadecimal digits over every bit of every column and moment: equal in every JavaScript engine for the
 * same source, parameters and seed.
 */
export function seriesDigest({ timeSeries, timesMs }: GeneratedData): string {
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  for (const column of [...Object.values(timeSeries), timesMs]) {
    for (const word of new Int32Array(column.buffer, column.byteOffset, 2 * column.length)) {
      low = Math.imul(low ^ word, 0x01000193)
      high = Math.imul(high ^ word ^ (low >>> 15), 0x85ebca6b)
    }
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
