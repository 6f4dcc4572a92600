import { moveSteps } from './edit.ts'
import { GRID } from './geometry.ts'
import type { Position, ScenarioDocument, StepSpec } from './types.ts'

export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'
export type Axis = 'x' | 'y'

const chosen = (document: ScenarioDocument, ids: readonly string[]): StepSpec[] => {
  const wanted = new Set(ids)
  return document.steps.filter(({ id }) => wanted.has(id))
}

const AXIS: Readonly<Record<Alignment, Axis>> = {
  left: 'x',
  centre: 'x',
  right: 'x',
  top: 'y',
  middle: 'y',
  bottom: 'y',
}

/** Brings steps onto one line. All have the same size: what holds for their corners holds for their edges. */
export function alignSteps(
  document: ScenarioDocument,
  ids: readonly string[],
  to: Alignment,
): ScenarioDocument {
  const steps = chosen(document, ids)
  if (steps.length < 2) return document
  const axis = AXIS[to]
  const places = steps.map(({ position }) => position[axis])
  const [least, most] = [Math.min(...places), Math.max(...places)]
  const target = {
    left: least,
    top: least,
    right: most,
    bottom: most,
    centre: (least + most) / 2,
    middle: (least + most) / 2,
  }[to]
  return moveSteps(document, new Map(steps.map(({ id, position }) => [id, { ...position, [axis]: target }])))
}

/** Spaces steps evenly between the first and the last of them. */
export function distributeSteps(
  document: ScenarioDocument,
  ids: readonly string[],
  axis: Axis,
): ScenarioDocument {
  const steps = chosen(document, ids).toSorted((a, b) => a.position[axis] - b.position[axis])
  const [first, last] = [steps[0], steps.at(-1)]
  if (steps.length < 3 || first === undefined || last === undefined) return document
  const gap = (last.position[axis] - first.position[axis]) / (steps.length - 1)
  const places = steps.map(({ id, position }, index): [string, Position] => [
    id,
    { ...position, [axis]: first.position[axis] + gap * index },
  ])
  return moveSteps(document, new Map(places))
}

/** Puts steps on the grid. */
export function snapSteps(document: ScenarioDocument, ids: readonly string[]): ScenarioDocument {
  const onGrid = (value: number) => Math.round(value / GRID) * GRID
  return moveSteps(
    document,
    new Map(chosen(document, ids).map(({ id, position: { x, y } }) => [id, { x: onGrid(x), y: onGrid(y) }])),
  )
}
