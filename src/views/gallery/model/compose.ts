import type { ComposedPhase, Composition } from '../../../kinds/series-contracts.ts'

/** Pure edits of the phases of a composed profile. Each gives the whole list. */
type Phases = readonly ComposedPhase[]

export const MOST_STEPS = 1_000_000

export const change = (phases: Phases, at: number, fields: Partial<ComposedPhase>): ComposedPhase[] =>
  phases.map((phase, index) => (index === at ? { ...phase, ...fields } : phase))

/** Moves the end of a phase by steps; what follows moves along. */
export const resize = (phases: Phases, at: number, steps: number): ComposedPhase[] =>
  change(phases, at, { steps: Math.min(MOST_STEPS, Math.max(1, Math.round(steps))) })

export const remove = (phases: Phases, at: number): ComposedPhase[] =>
  phases.filter((_, index) => index !== at)

export function move(phases: Phases, at: number, by: -1 | 1): ComposedPhase[] {
  const to = at + by
  const moved = [...phases]
  if (to < 0 || to >= moved.length) return moved
  moved.splice(to, 0, ...moved.splice(at, 1))
  return moved
}

/** A calm phase after the one at `at`, as long as that one, ending where it begins. */
export function addAfter(
  phases: Phases,
  at: number,
  composition: Pick<Composition<never>, 'shapes'>,
): ComposedPhase[] {
  const names = new Set(phases.map(({ name }) => name))
  let number = phases.length + 1
  while (names.has(`Phase ${number}`)) number++
  const added: ComposedPhase = {
    name: `Phase ${number}`,
    phase: 'normal',
    steps: Math.max(1, phases[at]?.steps ?? 20),
    change: 0,
    shape: composition.shapes[0]?.name ?? '',
    stress: 1,
  }
  return [...phases.slice(0, at + 1), added, ...phases.slice(at + 1)]
}

/** The step after the last of each phase. */
export function endsOf(phases: Phases): number[] {
  let end = 0
  return phases.map(({ steps }) => (end += steps))
}

const MOST_DIGITS = 4

/** The change that ends a phase at `value`, when it begins at `start`; as many digits as people drag to. */
export function changeTo(kind: Composition<never>['change'], start: number, value: number): number {
  const raw = kind === 'relative' ? value / start - 1 : value - start
  const digits = 10 ** MOST_DIGITS
  const rounded = Math.round(raw * digits) / digits
  return Object.is(rounded, -0) || !Number.isFinite(rounded) ? 0 : rounded
}

/** Where a phase ends when it begins at `start`; NaN when that is left to chance. */
export function endValue(kind: Composition<never>['change'], start: number, phase: ComposedPhase): number {
  if (phase.change === null) return NaN
  return kind === 'relative' ? start * (1 + phase.change) : start + phase.change
}
