import { findKind, stepKinds } from '../../catalog.ts'
import type { Problem } from '../../base/problem.ts'
import {
  addPart,
  connect,
  edgeKey,
  moveSteps,
  removeParts,
  reorderPart,
  updatePart,
  usedIds,
  type PartList,
} from '../../document/edit.ts'
import { changeInside, findSubscenario, seenFrom } from '../../document/inside.ts'
import { moveAlong } from '../../document/flow-order.ts'
import { insertStep, placeAfter, type Place } from '../../document/insert.ts'
import type { EdgeOn, EdgeSpec, Position, ScenarioDocument } from '../../document/types.ts'
import { reveal } from './canvas.ts'
import { insideOf, openSubscenario, placeOf, seen, stillThere } from './inside.ts'
import type { ProblemTarget } from './found-problems.ts'
import { jump, record, stepBack, stepForward, type History } from './history.ts'
import { NO_SELECTION, notify, studio, type Selection } from './studio.ts'

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
  const before = studio.getState()
  const after = record(before, name, change(before.document), mergeKey)
  if (after !== before) studio.setState({ ...after, saveState: 'saving' })
}

/** The same for what the canvas shows: inside of a sub-scenario its steps are changed, and all else as outside. */
export const editSeen = (
  name: string,
  change: (seen: ScenarioDocument) => ScenarioDocument,
  mergeKey: string | null = null,
): void => edit(name, (document) => changeInside(document, insideOf(studio.getState()), change), mergeKey)

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
  const before = studio.getState()
  goTo(stepBack(before), `Undone: ${before.past.at(-1)?.name ?? ''}`)
}

export function redo(): void {
  const before = studio.getState()
  goTo(stepForward(before), `Redone: ${before.future[0]?.name ?? ''}`)
}

/** To the moment after so many commands. */
export function jumpTo(count: number): void {
  const before = studio.getState()
  const after = jump(before, count)
  if (after !== before) goTo(after, `Back to: ${after.past.at(-1)?.name ?? 'the beginning'}`)
}

function goTo(history: History | null, said: string): void {
  if (history === null || refusedHere()) return
  const { document, past, future } = history
  const before = studio.getState()
  studio.setState({ document, past, future, saveState: 'saving' })
  followChange(before.document, document)
  keepSelectionValid()
  notify(said)
}

export function select(selection: Partial<Selection>): void {
  endMerge()
  studio.setState({ selection: { ...NO_SELECTION, ...selection } })
}

/** Selects a thing by its id in the document or in a run; where it lies elsewhere, the canvas goes there. */
export function selectPart(id: string): void {
  const place = placeOf(studio.getState(), id)
  if (place !== null) studio.setState({ inside: place.inside })
  select({ parts: [place?.id ?? id] })
}

/** Selects what a problem lies in, wherever that is. */
export function goToProblem(target: ProblemTarget): void {
  const { inside } = studio.getState()
  if (target.inside !== null && target.inside !== insideOf({ inside })) openSubscenario(target.inside)
  else if (target.inside === null && 'edge' in target) studio.setState({ inside: [] })
  if ('edge' in target) return select({ edges: [target.edge] })
  if (target.part === null) return select({})
  selectPart(target.part)
  reveal([target.part])
}

/** What was undone or done again is shown, where it lies inside of a sub-scenario or outside of the one at hand. */
function followChange(before: ScenarioDocument, after: ScenarioDocument): void {
  const { inside } = studio.getState()
  const left = stillThere(after, inside)
  if (left !== inside) return studio.setState({ inside: left })
  const differs = (id: string | null) =>
    BODY.some((part) => seenFrom(before, id)[part] !== seenFrom(after, id)[part])
  if (differs(insideOf({ inside }))) return
  if (differs(null)) return studio.setState({ inside: [] })
  const changed = after.subscenarios.find(
    ({ id }) => findSubscenario(before, id) !== undefined && differs(id),
  )
  if (changed !== undefined) openSubscenario(changed.id)
}

const BODY = ['steps', 'edges', 'notes', 'groups'] as const

function keepSelectionValid(): void {
  const document = seen()
  const { selection } = studio.getState()
  const edges = new Set(document.edges.map(edgeKey))
  const ids = usedIds(document)
  studio.setState({
    selection: {
      parts: selection.parts.filter((id) => ids.has(id)),
      edges: selection.edges.filter((key) => edges.has(key)),
    },
  })
}

// ---------------------------------------------------------------------------------- what people do

export function addPartNamed(list: Exclude<PartList, 'steps'>, kind: string, profile?: string): void {
  const added = addPart(seen(), list, kind, profile)
  editSeen(`Add ${kind}`, () => added.document)
  selectPart(added.id)
  notify(`Added ${added.id}`)
}

/** Adds a step at a place; without one into the selected connection, after the selected step, or at the end. */
export function addStepNamed(kind: string, position?: Position): void {
  const document = seen()
  const { selection } = studio.getState()
  const after = position === undefined ? placeFor(document, selection) : undefined
  const added = insertStep(document, kind, position, after)
  editSeen(`Add ${titleOf(kind)}`, () => added.document)
  selectPart(added.id)
  reveal([added.id])
  notify(`Added ${added.id}`)
}

const titleOf = (kind: string): string => findKind(stepKinds, kind)?.title.toLowerCase() ?? kind

/** Adds a step behind a way out of another. */
export function addStepAfter(
  kind: string,
  after: { readonly from: string; readonly on: EdgeOn },
  position?: Position,
): void {
  const added = insertStep(seen(), kind, position, after)
  editSeen(`Add ${titleOf(kind)}`, () => added.document)
  selectPart(added.id)
  notify(`Added ${added.id}`)
}

/** The selected connection, or the way out of the selected step, or the end of the chain. */
function placeFor(document: ScenarioDocument, { parts, edges }: Selection): Place | undefined {
  const edge =
    edges.length === 1 ? document.edges.find((candidate) => edgeKey(candidate) === edges[0]) : undefined
  return edge === undefined ? placeAfter(document, parts[0]) : { from: edge.from, on: edge.on }
}

export function removeSelected(): void {
  const count = removeSelection()
  if (count > 0) notify(count === 1 ? 'Deleted' : `Deleted ${count} items`)
}

/** Removes what is selected, as a command of that name; says how many things that were. */
export function removeSelection(name?: string): number {
  const document = seen()
  const { selection } = studio.getState()
  const edges = document.edges.filter((edge) => selection.edges.includes(edgeKey(edge)))
  const count = selection.parts.length + edges.length
  if (count === 0) return 0
  const said = count === 1 ? `Delete ${selection.parts[0] ?? 'connection'}` : `Delete ${count} items`
  editSeen(name ?? said, (current) => removeParts(current, selection.parts, edges))
  select({})
  return count
}

/** Connects two steps, or says why that cannot be. */
export function connectSteps(edge: EdgeSpec): Problem | null {
  const connected = connect(seen(), edge)
  if ('code' in connected) {
    notify(connected.message, 'bad')
    return connected
  }
  editSeen('Connect', () => connected)
  return null
}

/** One drag is one command; arrow keys in a row are one, too. */
export const moveTo = (positions: ReadonlyMap<string, Position>, mergeKey: string | null = null): void =>
  editSeen('Move', (document) => moveSteps(document, positions), mergeKey)

export const changePart = (id: string, name: string, change: object, mergeKey: string | null = null): void =>
  editSeen(name, (document) => updatePart(document, id, change), mergeKey)

export const movePart = (id: string, by: -1 | 1): void =>
  editSeen('Reorder', (document) => reorderPart(document, id, by))

export const renamePart = (id: string, name: string): void => changePart(id, 'Rename', { name })

/** One place up or down the flow, or the reason why not. */
export function shiftStep(id: string, by: -1 | 1): void {
  const moved = moveAlong(seen(), id, by)
  if ('code' in moved) return notify(moved.message, 'bad')
  editSeen(by < 0 ? 'Move up' : 'Move down', () => moved)
  notify(by < 0 ? 'Moved up the flow' : 'Moved down the flow')
}
