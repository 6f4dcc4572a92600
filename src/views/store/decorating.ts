import { addNote, groupSteps, reshapeNote, updateGroup, updateNote } from '../../document/decorate.ts'
import type { GroupSpec, NoteSpec } from '../../document/decoration.ts'
import type { Box } from '../../document/geometry.ts'
import { boxAround, boxOfStep } from '../../document/geometry.ts'
import type { Position } from '../../document/types.ts'
import { selectedSteps } from './arranging.ts'
import { reveal } from './canvas.ts'
import { editSeen, select, selectPart } from './editing.ts'
import { seen } from './inside.ts'
import { notify, studio } from './studio.ts'

/** Sticks a note beside what is there, or at a place. */
export function addNoteNamed(position?: Position): void {
  const document = seen()
  const around = boxAround(document.steps.map(boxOfStep))
  const above = around === null ? { x: 0, y: 0 } : { x: around.x, y: around.y - 160 }
  const added = addNote(document, position ?? above)
  editSeen('Add note', () => added.document)
  selectPart(added.id)
  reveal([added.id])
  notify('Added a note')
}

export const changeNote = (
  id: string,
  change: Partial<Omit<NoteSpec, 'id'>>,
  mergeKey: string | null = null,
): void => editSeen('Change note', (document) => updateNote(document, id, change), mergeKey)

export const resizeNote = (id: string, box: Box): void =>
  editSeen('Resize note', (document) => reshapeNote(document, id, box))

export function groupSelected(): void {
  const grouped = groupSteps(seen(), selectedSteps())
  if (grouped === null) return
  editSeen('Group steps', () => grouped.document)
  selectPart(grouped.id)
  notify('Grouped')
}

/** The groups that are selected, or that hold a selected step. */
export function selectedGroups(): readonly GroupSpec[] {
  const document = seen()
  const { selection } = studio.getState()
  const chosen = new Set(selection.parts)
  return document.groups.filter(({ id, steps }) => chosen.has(id) || steps.some((step) => chosen.has(step)))
}

/** Takes the frames away and leaves the steps, selected. */
export function ungroupSelected(): void {
  const groups = selectedGroups()
  if (groups.length === 0) return
  const gone = new Set(groups.map(({ id }) => id))
  editSeen('Ungroup', (document) => ({
    ...document,
    groups: document.groups.filter(({ id }) => !gone.has(id)),
  }))
  select({ parts: groups.flatMap(({ steps }) => steps) })
  notify('Ungrouped')
}

/** Folds groups up, or unfolds them when all of them are. */
export function toggleCollapsed(): void {
  const groups = selectedGroups()
  if (groups.length === 0) return
  const collapsed = groups.some((group) => !group.collapsed)
  const ids = new Set(groups.map(({ id }) => id))
  editSeen(collapsed ? 'Collapse' : 'Expand', (document) => ({
    ...document,
    groups: document.groups.map((group) => (ids.has(group.id) ? { ...group, collapsed } : group)),
  }))
  select({ parts: [...ids] })
}

export const changeGroup = (
  id: string,
  name: string,
  change: Partial<Omit<GroupSpec, 'id'>>,
  mergeKey: string | null = null,
): void => editSeen(name, (document) => updateGroup(document, id, change), mergeKey)
