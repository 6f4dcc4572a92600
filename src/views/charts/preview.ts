import { findKind, sourceKinds } from '../../catalog.ts'
import type { GeneratedData } from '../../domains/generate.ts'
import { codeOfJob, type SeriesJob } from '../gallery/model/job.ts'
import type { SourceSpec } from '../../document/types.ts'
import type { PhaseSpan } from '../../kinds/contracts.ts'
import { sourceFields } from '../../kinds/source-fields.ts'
import type { ChartPhase } from './chart.ts'

const FEWEST = 60
const MOST = 5_000

/** A series to be made of a source as it stands, and the code in it: null where it has none. */
export interface PreviewJob {
  readonly job: SeriesJob
  readonly code: string | null
  readonly fields: readonly string[]
}

/** Enough steps to see every phase and a fifth of what follows. */
export function previewCount(phases: readonly PhaseSpan[]): number {
  const finite = phases.reduce((sum, { steps }) => sum + (Number.isFinite(steps) ? steps : 0), 0)
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(finite * 1.2)))
}

/** What has to be made to show the source, or why it cannot be. Never throws: parameters may be half typed. */
export function previewJobOf(source: SourceSpec, seed: string, cycleMs: number): PreviewJob | string {
  const kind = findKind(sourceKinds, source.kind)
  const profile = kind === undefined ? undefined : findKind(kind.profiles, source.profile.kind)
  if (kind === undefined || profile === undefined) return 'There is no preview of this kind of source.'
  const params = kind.params.safeParse(source.params)
  if (!params.success) return 'The curve appears once the source’s parameters are valid.'
  const profileParams = profile.params.safeParse(source.profile.params)
  if (!profileParams.success) return 'The curve appears once the profile’s parameters are valid.'
  const job: SeriesJob = {
    source: kind.name,
    sourceParams: params.data,
    profile: profile.name,
    profileParams: profileParams.data,
    seed,
    streamId: source.id,
    count: previewCount(profile.phases(profileParams.data)),
    stepMs: cycleMs,
  }
  return { job, code: codeOfJob(job), fields: sourceFields(kind, params.data) }
}

/** Phases of generated data on an axis of steps. */
export const stretchesOf = ({ phases }: GeneratedData): ChartPhase[] =>
  phases.map(({ name, phase, from, to }) => ({ name, phase, from, to }))
