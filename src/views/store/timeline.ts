import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** What lanes of the timeline stand for. */
export const GROUPING_NAMES = ['topic', 'source', 'agent', 'step', 'fault'] as const
export type Grouping = (typeof GROUPING_NAMES)[number]

/** What a person did to the lanes: ids, in order. */
export interface Arrangement {
  /** Stay at the top while the others scroll. */
  readonly pinned: readonly string[]
  readonly hidden: readonly string[]
  /** Every lane that was there when they were put in order; empty for the order they come in. */
  readonly order: readonly string[]
}

export const AS_THEY_COME: Arrangement = { pinned: [], hidden: [], order: [] }

/** What the timeline does when a command asks it to; it is there while the timeline is. */
export interface TimelineActions {
  go(move: 'previous' | 'next' | 'up' | 'down' | 'first' | 'last'): void
  zoom(closer: boolean): void
  pan(onwards: boolean): void
  fit(): void
  focusEvent(): void
  pin(): void
  hide(): void
  move(by: -1 | 1): void
  measure(): void
  rangeEnd(end: 'from' | 'to'): void
  clear(): void
}

interface TimelineState {
  readonly grouping: Grouping
  /** By grouping and scenario, see `arrangementKey`; the one that was changed last comes last. */
  readonly arrangements: Readonly<Record<string, Arrangement>>
  readonly actions: (() => TimelineActions) | null
}

const KEY = 'scenario-studio.timeline'
const MOST_KEPT = 100

export const timeline = createStore<TimelineState>(() => ({ ...keptState(), actions: null }))

export const useTimeline = <T>(selector: (state: TimelineState) => T): T => useStore(timeline, selector)

/** Lanes are arranged for a scenario of that name: the same topics are elsewhere something else. */
export const arrangementKey = (grouping: Grouping, scenario: string): string => `${grouping} ${scenario}`

export function groupLanesBy(grouping: Grouping): void {
  timeline.setState({ grouping })
  keep()
}

export function arrangeLanes(key: string, change: Partial<Arrangement>): void {
  const { [key]: before = AS_THEY_COME, ...others } = timeline.getState().arrangements
  const all = Object.entries({ ...others, [key]: { ...before, ...change } })
  timeline.setState({ arrangements: Object.fromEntries(all.slice(-MOST_KEPT)) })
  keep()
}

// ------------------------------------------------------------------------------------------- keeping

function keep(): void {
  const { grouping, arrangements } = timeline.getState()
  try {
    localStorage.setItem(KEY, JSON.stringify({ grouping, arrangements }))
  } catch {
    // A browser without room forgets how the lanes stood; nothing else depends on it.
  }
}

function keptState(): Pick<TimelineState, 'grouping' | 'arrangements'> {
  const text = (globalThis as { readonly localStorage?: Storage }).localStorage?.getItem(KEY) ?? '{}'
  try {
    const { grouping, arrangements } = JSON.parse(text) as Record<string, unknown>
    return {
      grouping: GROUPING_NAMES.find((name) => name === grouping) ?? 'topic',
      arrangements: Object.fromEntries(Object.entries(arrangements ?? {}).filter(isArrangement)),
    }
  } catch {
    return { grouping: 'topic', arrangements: {} }
  }
}

function isArrangement(entry: [string, unknown]): entry is [string, Arrangement] {
  const { pinned, hidden, order } = (entry[1] ?? {}) as Record<string, unknown>
  return [pinned, hidden, order].every(
    (list) => Array.isArray(list) && list.every((id) => typeof id === 'string'),
  )
}
