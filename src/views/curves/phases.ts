import { findKind, sourceKinds } from '../../catalog.ts'
import type { ScenarioDocument, SourceSpec } from '../../document/types.ts'
import type { Spec } from '../../kinds/contracts.ts'
import { findSource } from '../../program/check-references.ts'
import { graphOf, instructionsOf } from '../../program/graph.ts'
import type { ChartPhase } from '../charts/chart.ts'

/** From which cycle on a source follows which profile. */
export interface Followed {
  readonly fromCycle: number
  readonly profile: Spec
}

/** Phases on the axis of virtual time, up to `untilMs`; none where they cannot be known. */
export function phasesInTime(
  document: ScenarioDocument,
  source: SourceSpec,
  switches: readonly Followed[],
  untilMs: number,
): ChartPhase[] {
  // A step that makes the source emit at once moves its phases by as many data.
  if (emitsOutOfTurn(document, source)) return []
  const { cycleMs } = document.clock
  const followed = [{ fromCycle: 0, profile: source.profile }, ...switches]
  return followed.flatMap(({ fromCycle, profile }, index) => {
    const endMs = Math.min(untilMs, (followed[index + 1]?.fromCycle ?? Infinity) * cycleMs)
    return phasesOf(source, profile, fromCycle * cycleMs, endMs, cycleMs)
  })
}

function phasesOf(
  source: SourceSpec,
  profile: Spec,
  fromMs: number,
  endMs: number,
  cycleMs: number,
): ChartPhase[] {
  const kind = findKind(findKind(sourceKinds, source.kind)?.profiles ?? [], profile.kind)
  const params = kind?.params.safeParse(profile.params)
  if (kind === undefined || params?.success !== true) return []
  const phases: ChartPhase[] = []
  let startMs = fromMs
  for (const { name, phase, steps } of kind.phases(params.data)) {
    const to = Math.min(endMs, startMs + steps * cycleMs)
    if (to > startMs) phases.push({ name, phase, from: startMs, to })
    startMs += steps * cycleMs
  }
  return phases
}

const emitsOutOfTurn = (document: ScenarioDocument, source: SourceSpec): boolean =>
  graphOf(document).steps.some(({ instructions }) =>
    instructions.some(
      (instruction) =>
        instruction.op === 'generate' && findSource(document, instruction.source)?.id === source.id,
    ),
  )

/** The profile that a step switches a source to. */
export function profileOfStep(document: ScenarioDocument, step: string): Spec | undefined {
  for (const instruction of instructionsOf(document, step))
    if (instruction.op === 'switch-profile') return instruction.profile
  return undefined
}
