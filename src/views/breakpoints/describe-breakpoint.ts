import type { ScenarioDocument } from '../../document/types.ts'
import { describeCondition } from '../../kinds/condition.ts'
import { sourceName } from '../log/format.ts'
import type { Breakpoint } from '../../run/breakpoints.ts'

/** A breakpoint as people say it: `when Crash phase begins`, `at PriceUpdate where price < 80`. */
export function describeBreakpoint({ on, target, when }: Breakpoint, document: ScenarioDocument): string {
  const where = when === null ? '' : ` where ${describeCondition(when)}`
  const nameOf = (parts: readonly { readonly id: string; readonly name: string }[]) =>
    parts.find(({ id }) => id === target)?.name || target
  if (on === 'step') return `when ${sourceName(document, `step:${target}`)} begins`
  if (on === 'fault') return `when ${nameOf(document.faults)} acts${where}`
  return `at ${target === '**' ? 'any event' : target}${where}`
}
