import { showControls } from '../../base/bidi.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import { boxOfMembers } from '../../document/decorate.ts'
import type { GroupSpec, NoteSpec } from '../../document/decoration.ts'
import { boxAround, boxOfStep, STEP_SIZE, type Box } from '../../document/geometry.ts'
import type { Position, ScenarioDocument, StepSpec } from '../../document/types.ts'
import { wordsOf } from '../store/words.ts'
import { GROUP_HANDLE, type GroupNodeType } from './GroupNode.tsx'
import type { NoteNodeType } from './NoteNode.tsx'
import type { StepNodeType } from './StepNode.tsx'

export type CanvasNode = StepNodeType | NoteNodeType | GroupNodeType
export type Positions = ReadonlyMap<string, Position>
type Drawn = Pick<ScenarioDocument, 'steps' | 'notes' | 'groups'>

/** Everything on the canvas: frames lie behind, notes between, steps in front; what is folded up is not there. */
export function nodesOf(
  { steps, notes, groups }: Drawn,
  selected: readonly string[],
  dragged: Positions,
): CanvasNode[] {
  const chosen = new Set(selected)
  const hidden = new Set(groups.flatMap((group) => (group.collapsed ? group.steps : [])))
  const byId = groups.length === 0 ? null : new Map(steps.map((step) => [step.id, step]))
  return [
    ...groups.flatMap((group) => {
      const members = membersOf(group, byId, dragged)
      const box = boxOfGroupNode(group, members)
      return box === null ? [] : [groupNode(group, box, chosen.has(group.id))]
    }),
    ...notes.map((note) => noteNode(note, chosen.has(note.id), dragged.get(note.id) ?? note.position)),
    ...steps
      .filter(({ id }) => !hidden.has(id))
      .map((step) => stepNode(step, chosen.has(step.id), dragged.get(step.id) ?? step.position)),
  ]
}

const membersOf = (
  { steps }: GroupSpec,
  byId: ReadonlyMap<string, StepSpec> | null,
  dragged: Positions,
): { readonly position: Position }[] =>
  steps.flatMap((id) => {
    const step = byId?.get(id)
    return step === undefined ? [] : [{ position: dragged.get(id) ?? step.position }]
  })

/** Around the steps; folded up, as large as one step, in their corner. */
export function boxOfGroupNode(
  { collapsed }: GroupSpec,
  members: readonly { readonly position: Position }[],
): Box | null {
  if (!collapsed) return boxOfMembers(members)
  const box = boxAround(members.map(boxOfStep))
  return box === null ? null : { ...box, ...STEP_SIZE }
}

function groupNode(group: GroupSpec, { x, y, width, height }: Box, selected: boolean): GroupNodeType {
  const { id, name, steps, collapsed } = group
  return {
    id,
    type: 'frame',
    position: { x, y },
    data: { group },
    selected,
    width,
    height,
    measured: { width, height },
    zIndex: collapsed ? 0 : -2,
    dragHandle: `.${GROUP_HANDLE}`,
    connectable: false,
    // The frame's inside is canvas: it can be dragged, and what lies on it can be reached.
    ...(!collapsed && { style: { pointerEvents: 'none' } }),
    ariaLabel: showControls(`${name || id}, group of ${steps.length} steps${collapsed ? ', collapsed' : ''}`),
  }
}

const notes = new WeakMap<NoteSpec, NoteNodeType>()

function noteNode(note: NoteSpec, selected: boolean, position: Position): NoteNodeType {
  const known = notes.get(note)
  if (known !== undefined && known.selected === selected && known.position === position) return known
  const node: NoteNodeType = {
    id: note.id,
    type: 'note',
    position,
    data: { note },
    selected,
    ...note.size,
    measured: note.size,
    zIndex: -1,
    connectable: false,
    ariaLabel: showControls(`Note: ${note.text.slice(0, 120) || 'empty'}`),
  }
  notes.set(note, node)
  return node
}

const steps = new WeakMap<StepSpec, StepNodeType>()

/** The same node for the same step, so that only what changed is drawn again. */
function stepNode(step: StepSpec, selected: boolean, position: Position): StepNodeType {
  const known = steps.get(step)
  if (known !== undefined && known.selected === selected && known.position === position) return known
  const kind = findKind(stepKinds, step.kind)
  const node: StepNodeType = {
    id: step.id,
    type: 'step',
    position,
    data: { step },
    selected,
    zIndex: selected ? 1 : 0,
    ...STEP_SIZE,
    measured: STEP_SIZE,
    ariaLabel: showControls(
      [step.name || step.id, kind?.title, wordsOf('steps', step)].filter(Boolean).join(', '),
    ),
  }
  steps.set(step, node)
  return node
}
