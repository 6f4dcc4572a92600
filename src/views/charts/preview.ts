import { findKind, sourceKinds } from '../../catalog.ts'
import { generateData, type GeneratedData } from '../../domains/generate.ts'
import type { SourceSpec } from '../../document/types.ts'
import type { PhaseSpan } from '../../kinds/contracts.ts'
import { sourceFields } from '../../kinds/source-fields.ts'
import type { ChartPhase } from './chart.ts'

const FEWEST = 60
const MOST = 5_000

/** What a source will publish, or why that cannot be shown. */
export type Preview =
  | {
      readonly ok: true
      readonly data: GeneratedData
      readonly fields: readonly string[]
      readonly count: number
    }
  | { readonly ok: false; readonly message: string }

/** Enough steps to see every phase and a fifth of what follows. */
export function previewCount(phases: readonly PhaseSpan[]): number {
  const finite = phases.reduce((sum, { steps }) => sum + (Number.isFinite(steps) ? steps : 0), 0)
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(finite * 1.2)))
}

/** Generates what the source publishes in a run with this seed. Never throws: parameters may be half typed. */
export function previewOf(source: SourceSpec, seed: string, cycleMs: number): Preview {
  const refuse = (message: string): Preview => ({ ok: false, message })
  const kind = findKind(sourceKinds, source.kind)
  const profile = kind === undefined ? undefined : findKind(kind.profiles, source.profile.kind)
  if (kind === undefined || profile === undefined)
    return refuse('There is no preview of this kind of source.')
  const params = kind.params.safeParse(source.params)
  if (!params.success) return refuse('The curve appears once the source’s parameters are valid.')
  const profileParams = profile.params.safeParse(source.profile.params)
  if (!profileParams.success) return refuse('The curve appears once the profile’s parameters are valid.')
  const count = previewCount(profile.phases(profileParams.data))
  const data = generateData(kind, params.data, profile, profileParams.data, {
    seed,
    id: source.id,
    count,
    stepMs: cycleMs,
  })
  return { ok: true, data, fields: sourceFields(kind, params.data), count }
}

/** Phases of generated data on an axis of steps. */
export const stretchesOf = ({ phases }: GeneratedData): ChartPhase[] =>
  phases.map(({ name, phase, from, to }) => ({ name, phase, from, to }))
