import type { ScenarioDocument, StepSpec } from './types.ts'

/** Whether two documents run alike as far as one can see at once: places, names, notes and groups do not count. */
export function runsAlike(a: ScenarioDocument, b: ScenarioDocument): boolean {
  if (a === b) return true
  const { name: _a, description: _b, notes: _c, groups, steps, ...rest } = a
  return (
    (groups === b.groups || !groups.some(({ id }) => isScope(a, id))) &&
    Object.entries(rest).every(([key, value]) => Object.is(value, b[key as keyof typeof rest])) &&
    steps.length === b.steps.length &&
    steps.every((step, index) => isSameStep(step, b.steps[index]))
  )
}

/** A group that a fault names stands for its steps. */
const isScope = ({ faults }: ScenarioDocument, id: string): boolean =>
  faults.some(({ duringSteps }) => duringSteps.includes(id))

const isSameStep = (a: StepSpec, b: StepSpec | undefined): boolean =>
  a === b ||
  (b !== undefined && a.id === b.id && a.kind === b.kind && a.params === b.params && a.onFail === b.onFail)
