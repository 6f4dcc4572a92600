import { randomStream } from '../base/random.ts'
import type { Millis } from '../base/time.ts'
import type { ProfileKind, ScenarioPhase, SourceKind, Statistic } from '../kinds/contracts.ts'
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
 * Generates `count` data without a run: previews, the gallery, tests. The values are those the source
 * of that id publishes in a run with that seed. `params` must have passed the kinds' schemas.
 */
export function generateData(
  kind: SourceKind,
  params: Readonly<Record<string, unknown>>,
  profile: ProfileKind,
  profileParams: Readonly<Record<string, unknown>>,
  { seed, id, count, stepMs }: GenerateOptions,
): GeneratedData {
  const run = kind.start(params, profile, profileParams as never, {
    stepMs,
    random: (purpose) => randomStream(seed, 'source', id, purpose),
  })
  const columns = kind.fields.map((field) => [field, new Float64Array(count)] as const)
  const datum = new Float64Array(kind.fields.length)
  const phases: PhaseStretch[] = []
  let open: { name: string; phase: ScenarioPhase; from: number } | null = null
  for (let step = 0; step < count; step++) {
    run.next(datum)
    for (const [index, [, column]] of columns.entries()) column[step] = datum[index]!
    const { name, phase } = run.phase()
    if (open === null || open.name !== name) {
      if (open !== null) phases.push({ ...open, to: step })
      open = { name, phase, from: step }
    }
  }
  if (open !== null) phases.push({ ...open, to: count })
  return {
    primaryValue: datum[0] ?? NaN,
    secondaryValues: Object.fromEntries(
      kind.fields.slice(1).map((field, index) => [field, datum[index + 1]!]),
    ),
    metadata: { source: kind.name, profile: profile.name, seed, count },
    timeSeries: Object.fromEntries(columns),
    phases,
    statistics: run.statistics(),
  }
}
