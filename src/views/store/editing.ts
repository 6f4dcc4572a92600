import type { Problem } from '../../base/problem.ts'
import {
  addPart,
  addStep,
  connect,
  duplicateParts,
  edgeKey,
  findPart,
  moveSteps,
  removeParts,
  reorderPart,
  updatePart,
  type PartList,
} from '../../document/edit.ts'
import type { EdgeOn, EdgeSpec, Position, ScenarioDocument } from '../../document/types.ts'
import { NO_SELECTION, notify, studio, type Selection } from './studio.ts'

const MOST_HISTORY = 200

/**
 * Every change of the document goes through here: one named, undoable command. Edits in a row with
 * the same `mergeKey` are one command, until the selection changes or `endMerge` is called.
 */
export function edit(
  name: string,
  change: (document: ScenarioDocument) => ScenarioDocument,
  mergeKey: string | null = null,
): void {
  if (refusedHere()) return
  const { document, past } = studio.getState()
  const changed = change(document)
  if (changed === document) return
  const merged = mergeKey !== null && past.at(-1)?.mergeKey === mergeKey
  studio.setState({
    document: changed,
    past: merged ? past : [...past.slice(1 - MOST_HISTORY), { name, document, mergeKey }],
    future: [],
    saveState: 'saving',
  })
}

/** While another tab writes the scenario, an edit here would be lost: it is refused, aloud. */
function refusedHere(): boolean {
  const { readOnly } = studio.getState()
  if (readOnly) notify('This scenario is being edited in another tab. Choose “Edit here” first.', 'bad')
  return readOnly
}

/** The next edit is a command of its own, even of the same field. */
export function endMerge(): void {
  const { past } = studio.getState()
  const last = past.at(-1)
  if (last === undefined || last.mergeKey === null) return
  studio.setState({ past: [...past.slice(0, -1), { ...last, mergeKey: null }] })
}

export function undo(): void {
  const { document, past, future } = studio.getState()
  const entry = past.at(-1)
  if (entry === undefined || refusedHere()) return
  studio.setState({
    document: entry.document,
    past: past.slice(0, -1),
    future: [{ ...entry, document, mergeKey: null }, ...future],
    saveState: 'saving',
  })
  keepSelectionValid()
  notify(`Undone: ${entry.name}`)
}

export function redo(): void {
  const { document, past, future } = studio.getState()
  const [entry, ...rest] = future
  if (entry === undefined || refusedHere()) return
  studio.setState({
    document: entry.document,
    past: [...past, { ...entry, document, mergeKey: null }],
    future: rest,
    saveState: 'saving',
  })
  keepSelectionValid()
  notify(`Redone: ${entry.name}`)
}

export function select(selection: Partial<Selection>): void {
  endMerge()
  studio.setState({ selection: { ...NO_SELECTION, ...selection } })
}

export const selectPart = (id: string): void => select({ parts: [id] })

function keepSelectionValid(): void {
  const { document, selection } = studio.getState()
  const edges = new Set(document.edges.map(edgeKey))
  studio.setState({
    selection: {
      parts: selection.parts.filter((id) => findPart(document, id) !== undefined),
      edges: selection.edges.filter((key) => edges.has(key)),
    },
  })
}

// ---------------------------------------------------------------------------------- what people do

export function addPartNamed(list: Exclude<PartList, 'steps'>, kind: string, profile?: string): void {
  const added = addPart(studio.getState().document, list, kind, profile)
  edit(`Add ${kind}`, () => added.document)
  selectPart(added.id)
  notify(`Added ${added.id}`)
}

/** Adds a step at a place, or after the selected step, or before the end. */
export function addStepNamed(kind: string, position?: Position): void {
  const { document, selection } = studio.getState()
  const after = position === undefined ? placeAfter(document, selection) : undefined
  const grown = addStep(document, kind, position ?? freePlace(document, after?.from), after)
  const shifted = after === undefined ? grown.document : makeRoom(grown.document, grown.id, after.from)
  edit(`Add ${kind}`, () => shifted)
  selectPart(grown.id)
  notify(`Added ${grown.id}`)
}

const STEP_GAP = 220

/** After the selected step; with none selected, in front of the end, or after the last of the chain. */
function placeAfter(
  document: ScenarioDocument,
  { parts }: Selection,
): { from: string; on: EdgeOn } | undefined {
  const [selected] = parts
  const chosen = document.steps.find(({ id, kind }) => id === selected && kind !== 'end')
  if (chosen !== undefined) return { from: chosen.id, on: 'next' }
  let last = document.steps.find(({ kind }) => kind === 'start')
  const seen = new Set<string>()
  while (last !== undefined && !seen.has(last.id)) {
    seen.add(last.id)
    const at = last
    const edge = document.edges.find(({ from, on }) => from === at.id && on === 'next')
    const next = document.steps.find(({ id }) => id === edge?.to)
    if (next === undefined || next.kind === 'end') return { from: at.id, on: 'next' }
    last = next
  }
  return undefined
}

function freePlace(document: ScenarioDocument, after: string | undefined): Position {
  const before = document.steps.find(({ id }) => id === after)
  if (before !== undefined) return { x: before.position.x + STEP_GAP, y: before.position.y }
  const right = Math.max(0, ...document.steps.map(({ position }) => position.x))
  return { x: right + STEP_GAP, y: 0 }
}

/** Moves the steps to the right of an inserted one on, where it would cover them. */
function makeRoom(document: ScenarioDocument, id: string, after: string): ScenarioDocument {
  const step = document.steps.find((candidate) => candidate.id === id)
  if (step === undefined) return document
  const covered = document.steps.some(
    (other) =>
      other.id !== id &&
      other.id !== after &&
      Math.abs(other.position.x - step.position.x) < 200 &&
      Math.abs(other.position.y - step.position.y) < 80,
  )
  if (!covered) return document
  const moved = document.steps
    .filter((other) => other.id !== id && other.id !== after && other.position.x >= step.position.x - 100)
    .map((other) => [other.id, { x: other.position.x + STEP_GAP, y: other.position.y }] as const)
  return moveSteps(document, new Map(moved))
}

export function removeSelected(): void {
  const { document, selection } = studio.getState()
  const edges = document.edges.filter((edge) => selection.edges.includes(edgeKey(edge)))
  const count = selection.parts.length + edges.length
  if (count === 0) return
  edit(count === 1 ? `Delete ${selection.parts[0] ?? 'connection'}` : `Delete ${count} items`, (current) =>
    removeParts(current, selection.parts, edges),
  )
  select({})
  notify(count === 1 ? 'Deleted' : `Deleted ${count} items`)
}

export function duplicateSelected(): void {
  const { document, selection } = studio.getState()
  if (selection.parts.length === 0) return
  const copied = duplicateParts(document, selection.parts)
  edit('Duplicate', () => copied.document)
  select({ parts: copied.ids })
}

/** Connects two steps, or says why that cannot be. */
export function connectSteps(edge: EdgeSpec): Problem | null {
  const connected = connect(studio.getState().document, edge)
  if ('code' in connected) {
    notify(connected.message, 'bad')
    return connected
  }
  edit('Connect', () => connected)
  return null
}

export const moveTo = (positions: ReadonlyMap<string, Position>): void =>
  edit('Move', (document) => moveSteps(document, positions))

export const changePart = (id: string, name: string, change: object, mergeKey: string | null = null): void =>
  edit(name, (document) => updatePart(document, id, change), mergeKey)

export const movePart = (id: string, by: -1 | 1): void =>
  edit('Reorder', (document) => reorderPart(document, id, by))
