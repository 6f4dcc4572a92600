import type { Condition } from '../../kinds/condition.ts'
import type { Breakpoint } from '../../run/breakpoints.ts'
import { keepBreakpoints } from './breakpoints-kept.ts'
import { setBreakpoints } from './running.ts'
import { runIdOf, seenDocument } from './inside.ts'
import { notify, studio, useStudio, type StudioState } from './studio.ts'

/** They are kept beside the scenario, and with them the scenario itself: it is found again after a reload. */
function become(breakpoints: readonly Breakpoint[]): void {
  setBreakpoints(breakpoints)
  const { scenarioId, saveState, readOnly } = studio.getState()
  keepBreakpoints(scenarioId, breakpoints)
  if (saveState === 'fresh' && !readOnly) studio.setState({ saveState: 'saving' })
}

export function addBreakpoint(on: Breakpoint['on'], target: string, when: Condition | null = null): void {
  const { breakpoints } = studio.getState()
  const taken = new Set(breakpoints.map(({ id }) => id))
  let nth = breakpoints.length + 1
  while (taken.has(`breakpoint-${nth}`)) nth++
  become([...breakpoints, { id: `breakpoint-${nth}`, enabled: true, on, target, when }])
}

export function removeBreakpoint(id: string): void {
  become(studio.getState().breakpoints.filter((breakpoint) => breakpoint.id !== id))
}

export function changeBreakpoint(id: string, change: Partial<Omit<Breakpoint, 'id'>>): void {
  become(
    studio
      .getState()
      .breakpoints.map((breakpoint) => (breakpoint.id === id ? { ...breakpoint, ...change } : breakpoint)),
  )
}

const at = (breakpoints: readonly Breakpoint[], on: Breakpoint['on'], target: string) =>
  breakpoints.find((breakpoint) => breakpoint.on === on && breakpoint.target === target)

/** A step of the canvas is watched where it stands in the run. */
const targetOf = (
  state: Pick<StudioState, 'document' | 'inside'>,
  on: Breakpoint['on'],
  id: string,
): string => (on === 'step' ? runIdOf(state, id) : id) ?? id

/** Sets a breakpoint there, or takes it away. */
export function toggleBreakpoint(on: Breakpoint['on'], id: string): void {
  const target = targetOf(studio.getState(), on, id)
  const known = at(studio.getState().breakpoints, on, target)
  if (known === undefined) addBreakpoint(on, target)
  else removeBreakpoint(known.id)
  notify(known === undefined ? 'Breakpoint set' : 'Breakpoint removed')
}

/** The breakpoint on a part; undefined when there is none. */
export const useBreakpointOn = (on: Breakpoint['on'], target: string): Breakpoint | undefined =>
  useStudio((state) => at(state.breakpoints, on, targetOf(state, on, target)))

/** The selected step or fault: what a breakpoint can be set on. */
export function breakable(
  state: Pick<StudioState, 'document' | 'inside' | 'selection'>,
): readonly ['step' | 'fault', string] | null {
  const [id] = state.selection.parts
  const document = seenDocument(state)
  if (id === undefined) return null
  if (document.steps.some((step) => step.id === id)) return ['step', id]
  return document.faults.some((fault) => fault.id === id) ? ['fault', id] : null
}
