import { useMemo } from 'react'
import type { StepOutcome, StepReport } from '../../log/report.ts'
import { runIdOf } from './inside.ts'
import { historyOf, shownReport, shownSteps } from './moment.ts'
import { useStudio, type StudioState } from './studio.ts'

const indexes = new WeakMap<readonly StepReport[], ReadonlyMap<string, StepReport>>()

/** The reports of a progress message by step id; built once for each message. */
export function stepsById(steps: readonly StepReport[]): ReadonlyMap<string, StepReport> {
  let index = indexes.get(steps)
  if (index === undefined) {
    index = new Map(steps.map((step) => [step.id, step]))
    indexes.set(steps, index)
  }
  return index
}

/**
 * How a step stands in the run at hand; null while it has no part in it. A step that waits is what
 * runs, as people see it; only when the run is over does it count that it still waited.
 */
export const useOutcome = (id: string): StepOutcome | null => useStudio((state) => outcomeOf(state, id))

/** How often a step had been entered at the moment that is shown. */
export const useVisits = (id: string): number =>
  useStudio((state) => {
    const steps = shownSteps(state)
    return steps === null ? 0 : (stepsById(steps).get(runIdOf(state, id) ?? '')?.visits ?? 0)
  })

/** When a step was entered last, when it was left, and what faults did meanwhile, at the moment that is shown. */
export interface StepTimes {
  readonly enteredMs: number
  /** Null while it goes on. */
  readonly leftMs: number | null
  /** Records that faults acted on while it went on. */
  readonly touched: number
}

/** Null for a step that was not entered. As a text, so that a run redraws only the steps it changes. */
export function useStepTimes(id: string): StepTimes | null {
  const text = useStudio((state) => {
    const steps = shownSteps(state)
    const runId = runIdOf(state, id)
    const step = steps === null || runId === null ? undefined : stepsById(steps).get(runId)
    if (step === undefined || step.enteredMs === null) return ''
    return `${step.enteredMs} ${step.leftMs ?? ''} ${touchedOf(state).get(step.id) ?? 0}`
  })
  return useMemo(() => {
    if (text === '') return null
    const [entered, left, touched] = text.split(' ')
    return {
      enteredMs: Number(entered),
      leftMs: left === '' ? null : Number(left),
      touched: Number(touched),
    }
  }, [text])
}

const touchedBy = new WeakMap<object, ReadonlyMap<string, number>>()

/** By step; worked out once for each state of the run and each moment. */
function touchedOf({ run, moment }: StudioState): ReadonlyMap<string, number> {
  const key = moment ?? run
  const known = touchedBy.get(key)
  if (known !== undefined) return known
  const steps = historyOf(run)?.steps
  steps?.catchUp()
  const made = steps?.touchedAt(moment?.rows ?? run.log.count) ?? new Map<string, number>()
  touchedBy.set(key, made)
  return made
}

function outcomeOf(state: StudioState, id: string): StepOutcome | null {
  const steps = shownSteps(state)
  const runId = runIdOf(state, id)
  const step = steps === null || runId === null ? undefined : stepsById(steps).get(runId)
  // The start of a sub-scenario is passed when its call begins.
  const begun = runId === state.inside.at(-1)?.call && (step?.visits ?? 0) > 0
  const outcome = begun ? 'passed' : step?.outcome
  if (outcome === undefined) return null
  if (shownReport(state) !== null) return outcome
  return outcome === 'not-reached' ? null : outcome === 'waiting' ? 'running' : outcome
}

/** How several steps stand together: what failed counts most, then what still runs; passed once all are done. */
export const useGroupOutcome = (ids: readonly string[]): StepOutcome | null =>
  useStudio((state) => groupOutcome(ids.map((id) => outcomeOf(state, id))))

export function groupOutcome(outcomes: readonly (StepOutcome | null)[]): StepOutcome | null {
  for (const worst of ['failed', 'running', 'waiting'] as const) if (outcomes.includes(worst)) return worst
  if (outcomes.every((outcome) => outcome === null)) return null
  // Not all were reached: while the run goes on the rest may still come.
  if (outcomes.includes(null)) return 'running'
  return outcomes.includes('passed') ? 'passed' : 'not-reached'
}
