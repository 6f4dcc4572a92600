import type { ScenarioDocument } from '../../document/types.ts'
import type { HistoryEntry } from './studio.ts'

export const MOST_HISTORY = 200

/** The document at hand between the commands that led to it and those that were taken back. */
export interface History {
  readonly document: ScenarioDocument
  /** Each with the document before it; the last command comes last. */
  readonly past: readonly HistoryEntry[]
  /** Each with the document after it; the next to be redone comes first. */
  readonly future: readonly HistoryEntry[]
}

/** A command more. In a row with the same `mergeKey`, commands are one. What was taken back is forgotten. */
export function record(
  history: History,
  name: string,
  document: ScenarioDocument,
  mergeKey: string | null,
): History {
  if (document === history.document) return history
  const merged = mergeKey !== null && history.past.at(-1)?.mergeKey === mergeKey
  const past = merged
    ? history.past
    : [...history.past.slice(1 - MOST_HISTORY), { name, document: history.document, mergeKey }]
  return { document, past, future: [] }
}

export function stepBack({ document, past, future }: History): History | null {
  const entry = past.at(-1)
  if (entry === undefined) return null
  return {
    document: entry.document,
    past: past.slice(0, -1),
    future: [{ ...entry, document, mergeKey: null }, ...future],
  }
}

export function stepForward({ document, past, future }: History): History | null {
  const [entry, ...rest] = future
  if (entry === undefined) return null
  return { document: entry.document, past: [...past, { ...entry, document, mergeKey: null }], future: rest }
}

/** To the moment after so many commands: 0 is where the history begins. */
export function jump(history: History, count: number): History {
  let at = history
  while (at.past.length > count) at = stepBack(at) ?? at
  while (at.past.length < count && at.future.length > 0) at = stepForward(at) ?? at
  return at
}
