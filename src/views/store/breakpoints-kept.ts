import type { Breakpoint } from '../../run/breakpoints.ts'

const KEY = 'scenario-studio.breakpoints'
const MOST_SCENARIOS = 100
const ON: readonly unknown[] = ['step', 'topic', 'fault'] satisfies readonly Breakpoint['on'][]

/** The breakpoints that were set in this browser on a scenario. They are no part of its file. */
export const keptBreakpoints = (scenarioId: string): readonly Breakpoint[] =>
  read()[scenarioId]?.filter(isBreakpoint) ?? []

export function keepBreakpoints(scenarioId: string, breakpoints: readonly Breakpoint[]): void {
  const { [scenarioId]: _before, ...others } = read()
  const all = breakpoints.length === 0 ? others : { ...others, [scenarioId]: breakpoints }
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(all).slice(-MOST_SCENARIOS))))
  } catch {
    // A browser without room forgets them with the page, as it did before.
  }
}

function read(): Readonly<Record<string, readonly unknown[]>> {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    const entries = Object.entries(all ?? {}) as [string, unknown][]
    return Object.fromEntries(
      entries.filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1])),
    )
  } catch {
    return {}
  }
}

function isBreakpoint(value: unknown): value is Breakpoint {
  const { id, enabled, on, target, when } = (value ?? {}) as Record<string, unknown>
  return (
    typeof id === 'string' &&
    typeof enabled === 'boolean' &&
    ON.includes(on) &&
    typeof target === 'string' &&
    (when === null || isCondition(when))
  )
}

/** By shape alone: to check each word of it would bring the whole schema into the first visit. */
function isCondition(value: unknown): boolean {
  const { all, any, not, field, is } = (value ?? {}) as Record<string, unknown>
  const parts = all ?? any
  if (parts !== undefined) return Array.isArray(parts) && parts.every(isCondition)
  return not === undefined ? typeof field === 'string' && typeof is === 'string' : isCondition(not)
}
