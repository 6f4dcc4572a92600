import { freshId, usedIds, withoutMembers, type Added } from './edit.ts'
import { NOTE_BOUNDS, NOTE_SIZE, type GroupSpec, type NoteSpec } from './decoration.ts'
import { boxAround, boxOfStep, type Box } from './geometry.ts'
import type { Position, ScenarioDocument } from './types.ts'

/** Sticks a note onto the canvas. */
export function addNote(document: ScenarioDocument, position: Position, text = ''): Added {
  const id = freshId(usedIds(document), 'note')
  const note: NoteSpec = {
    id,
    text,
    position: { x: Math.round(position.x), y: Math.round(position.y) },
    size: NOTE_SIZE,
    colour: 'amber',
  }
  return { document: { ...document, notes: [...document.notes, note] }, id }
}

export const updateNote = (
  document: ScenarioDocument,
  id: string,
  change: Partial<Omit<NoteSpec, 'id'>>,
): ScenarioDocument => ({
  ...document,
  notes: document.notes.map((note) => (note.id === id ? { ...note, ...change } : note)),
})

/** Where a note is and how large, kept within its bounds. */
export function reshapeNote(
  document: ScenarioDocument,
  id: string,
  { x, y, width, height }: Box,
): ScenarioDocument {
  const { min, max } = NOTE_BOUNDS
  return updateNote(document, id, {
    position: { x: Math.round(x), y: Math.round(y) },
    size: {
      width: Math.round(Math.min(max.width, Math.max(min.width, width))),
      height: Math.round(Math.min(max.height, Math.max(min.height, height))),
    },
  })
}

/** Puts steps into a new group; a step that was in another leaves it. Without steps there is no group. */
export function groupSteps(document: ScenarioDocument, ids: readonly string[]): Added | null {
  const chosen = new Set(ids)
  const steps = document.steps.filter(({ id }) => chosen.has(id)).map(({ id }) => id)
  if (steps.length === 0) return null
  const id = freshId(usedIds(document), 'group')
  const number = id.slice('group-'.length)
  const group: GroupSpec = {
    id,
    name: number === '' ? 'Group' : `Group ${number}`,
    steps,
    colour: 'blue',
    collapsed: false,
  }
  return { document: { ...document, groups: [...withoutMembers(document.groups, chosen), group] }, id }
}

export const updateGroup = (
  document: ScenarioDocument,
  id: string,
  change: Partial<Omit<GroupSpec, 'id'>>,
): ScenarioDocument => ({
  ...document,
  groups: document.groups.map((group) => (group.id === id ? { ...group, ...change } : group)),
})

/** Room around a group's steps, and for its name above them: multiples of the grid, that a frame snaps as they do. */
const PADDING = { side: 20, top: 50 }

/** The box around a group’s steps, with room for its name. */
export function boxOfGroup(document: ScenarioDocument, group: GroupSpec): Box | null {
  const members = new Set(group.steps)
  return boxOfMembers(document.steps.filter(({ id }) => members.has(id)))
}

export function boxOfMembers(steps: readonly { readonly position: Position }[]): Box | null {
  const box = boxAround(steps.map(boxOfStep))
  if (box === null) return null
  const { side, top } = PADDING
  return { x: box.x - side, y: box.y - top, width: box.width + 2 * side, height: box.height + top + side }
}
