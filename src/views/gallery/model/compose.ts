import type { Composition } from '../../../kinds/series-contracts.ts'
import type { Values } from './entries.ts'

/** Pure edits of the phases of a composed profile. Each gives the whole list. */
type Phases = readonly Values[]

export const phasesOf = (composition: Composition, params: Values): Phases => {
  const list = params[composition.field]
  return Array.isArray(list) ? (list as Phases) : []
}

export const stepsOf = (composition: Composition, phase: Values): number => Number(phase[composition.steps])

const MOST_STEPS = 1_000_000

/** Moves the end of a phase; what follows moves along. */
export const resize = (composition: Composition, phases: Phases, at: number, steps: number): Values[] =>
  changeAt(phases, at, { [composition.steps]: Math.min(MOST_STEPS, Math.max(1, Math.round(steps))) })

export const changeAt = (phases: Phases, at: number, fields: Values): Values[] =>
  phases.map((phase, index) => (index === at ? { ...phase, ...fields } : phase))

export const removeAt = (phases: Phases, at: number): Values[] => phases.filter((_, index) => index !== at)

export function move(phases: Phases, at: number, by: -1 | 1): Values[] {
  const to = at + by
  const moved = [...phases]
  if (to < 0 || to >= moved.length) return moved
  moved.splice(to, 0, ...moved.splice(at, 1))
  return moved
}

/** The step after the last of each phase. */
export function endsOf(composition: Composition, phases: Phases): number[] {
  let end = 0
  return phases.map((phase) => (end += stepsOf(composition, phase)))
}

const MOST_DIGITS = 4

/** The change that ends a phase at `value` when it begins at `start`: with as many digits as people drag to. */
export function changeTo({ scale }: Composition, start: number, value: number): number {
  const raw = scale === 'relative' ? value / start - 1 : value - start
  const digits = 10 ** MOST_DIGITS
  const rounded = Math.round(raw * digits) / digits
  return rounded === 0 || !Number.isFinite(rounded) ? 0 : rounded
}

export const insertAfter = (phases: Phases, at: number, phase: Values): Values[] =>
  phases.toSpliced(at + 1, 0, phase)
