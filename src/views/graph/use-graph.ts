import { type Dimensions, type Edge, type EdgeChange, type NodeChange } from '@xyflow/react'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { edgeKey } from '../../document/edit.ts'
import type { EdgeSpec, Position, StepSpec } from '../../document/types.ts'
import { moveTo, select } from '../store/editing.ts'
import { insideOf, seen, useRunEdge, useSeen } from '../store/inside.ts'
import { shownSteps, useTraffic } from '../store/moment.ts'
import { stepsById } from '../store/outcomes.ts'
import { useDocumentProblems } from '../store/problems.ts'
import { studio, useStudio } from '../store/studio.ts'
import { edgesOf } from './edges.ts'
import { stableList } from './stable-list.ts'
import { boxOfGroupNode, nodesOf, type CanvasNode, type Positions } from './nodes.ts'

const NOTHING_MOVES: Moving = { places: new Map(), sizes: new Map() }

/** What is under way: one drag is one command, and until it ends the document knows nothing of it. */
interface Moving {
  readonly places: Positions
  /** Sizes of notes whose corners are being pulled. */
  readonly sizes: ReadonlyMap<string, Dimensions>
}

/** While somebody types, the field comes first and the graph follows; what is moved is where it is at once. */
function useStepsToDraw(): readonly StepSpec[] {
  const now = useSeen((document) => document.steps)
  const before = useDeferredValue(now)
  const stand =
    now.length === before.length &&
    now.every(({ id, position }, index) => id === before[index]?.id && position === before[index].position)
  return stand ? before : now
}

/** Steps, notes and groups as nodes. */
export function useNodes() {
  const steps = useStepsToDraw()
  const notes = useSeen((document) => document.notes)
  const groups = useSeen((document) => document.groups)
  const selected = useStudio(({ selection }) => selection.parts)
  const [moving, setMoving] = useState(NOTHING_MOVES)
  const movingNow = useRef(NOTHING_MOVES)
  const nodes = useMemo(() => {
    const sized = notes.map((note) => {
      const size = moving.sizes.get(note.id)
      return size === undefined ? note : { ...note, size }
    })
    return nodesOf({ steps, notes: sized, groups }, selected, moving.places)
  }, [steps, notes, groups, selected, moving])

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    const { next, settled, dropped } = follow(movingNow.current, changes)
    if (next !== movingNow.current) {
      movingNow.current = next
      setMoving(next)
    }
    const moved = [...settled].filter(([id, position]) => isElsewhere(id, position))
    if (moved.length > 0) moveTo(new Map(moved), dropped ? null : 'nudge')
    changeSelection(
      changes.flatMap((change) => (change.type === 'select' ? [change] : [])),
      'parts',
    )
  }, [])
  return { nodes, onNodesChange }
}

/** What is under way after React Flow's changes, and what has come to rest. A group takes its steps along. */
function follow(before: Moving, changes: readonly NodeChange<CanvasNode>[]) {
  const places = new Map(before.places)
  const sizes = new Map(before.sizes)
  const settled = new Map<string, Position>()
  let dropped = false
  const resizing = new Set<string>()
  for (const change of changes) {
    if (change.type !== 'dimensions' || change.resizing === undefined) continue
    resizing.add(change.id)
    if (change.resizing && change.dimensions !== undefined) sizes.set(change.id, change.dimensions)
    else if (sizes.delete(change.id)) places.delete(change.id)
  }
  for (const change of changes) {
    if (change.type !== 'position' || change.position === undefined) continue
    for (const [id, position] of placesMeant(change.id, change.position)) {
      if (change.dragging === true || resizing.has(id)) places.set(id, position)
      else {
        dropped = places.delete(id) || dropped
        settled.set(id, position)
      }
    }
  }
  const still = places.size === 0 && sizes.size === 0 && before.places.size === 0 && before.sizes.size === 0
  return { next: still ? before : { places, sizes }, settled, dropped }
}

/** Where things go when a node goes to a place: a group is where its steps are. */
function placesMeant(id: string, position: Position): readonly (readonly [string, Position])[] {
  const document = seen()
  const { selection } = studio.getState()
  const group = document.groups.find((candidate) => candidate.id === id)
  if (group === undefined) return [[id, position]]
  const inside = new Set(group.steps)
  const members = document.steps.filter((step) => inside.has(step.id))
  const box = boxOfGroupNode(group, members)
  if (box === null) return []
  const [dx, dy] = [position.x - box.x, position.y - box.y]
  // A step that is selected beside its group is told its place itself.
  const own = new Set(group.collapsed ? [] : selection.parts)
  return members
    .filter((step) => !own.has(step.id))
    .map((step) => [step.id, { x: step.position.x + dx, y: step.position.y + dy }])
}

const isElsewhere = (id: string, { x, y }: Position): boolean => {
  const { steps, notes } = seen()
  const at = (steps.find((step) => step.id === id) ?? notes.find((note) => note.id === id))?.position
  return at !== undefined && (Math.round(x) !== at.x || Math.round(y) !== at.y)
}

/** React Flow tells what it selects and deselects; the store holds the result. */
function changeSelection(
  changes: readonly { readonly id: string; readonly selected: boolean }[],
  of: 'parts' | 'edges',
): void {
  if (changes.length === 0) return
  const document = seen()
  const { selection } = studio.getState()
  // Sources and other parts are not on the canvas: selecting here lets go of them.
  const drawn = new Set([...document.steps, ...document.notes, ...document.groups].map(({ id }) => id))
  const onCanvas = { ...selection, parts: selection.parts.filter((id) => drawn.has(id)) }
  const next = new Set(onCanvas[of])
  for (const { id, selected } of changes) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  const same = next.size === selection[of].length && selection[of].every((id) => next.has(id))
  if (!same) select({ ...onCanvas, [of]: [...next] })
}

/** The connections as edges, lit where the run has passed. */
export function useEdges() {
  const specs = useSeen((document) => document.edges)
  const steps = useSeen((document) => document.steps)
  const groups = useSeen((document) => document.groups)
  const selected = useStudio(({ selection }) => selection.edges)
  const reports = useStudio(shownSteps)
  const traffic = useTraffic()
  const problems = useDeferredValue(useDocumentProblems())
  const inside = useStudio(insideOf)
  const place = useStudio(({ document }) => document.subscenarios.findIndex(({ id }) => id === inside))
  const faulty = useMemo(
    () =>
      new Set(
        problems.flatMap(({ path }) => {
          const [list, index] =
            inside === null ? path : path[0] === 'subscenarios' && path[1] === place ? path.slice(2) : []
          return list === 'edges' && typeof index === 'number' ? [index] : []
        }),
      ),
    [problems, inside, place],
  )
  const inRun = useRunEdge()
  const [stable] = useState(stableList<Edge>)
  // A step that is typed in changes no connection, and React Flow need not look at a thousand of them.
  const edges = useMemo(() => {
    const outcomes = reports === null ? null : stepsById(reports)
    const run = {
      passed: (edge: EdgeSpec) => {
        const ran = inRun(edge)
        // The start of a sub-scenario is left as soon as its call begins.
        const left = ran && outcomes?.get(ran.from)
        return left?.way === edge.on || (left?.kind === 'call' && edge.on === 'next' && left.visits > 0)
      },
      taken: (edge: EdgeSpec) => {
        const ran = inRun(edge)
        return ran ? (traffic.get(edgeKey(ran)) ?? 0) : 0
      },
    }
    return stable(edgesOf({ edges: specs, steps, groups }, selected, run, faulty))
  }, [stable, specs, steps, groups, selected, reports, faulty, traffic, inRun])
  const onEdgesChange = useCallback(
    (changes: EdgeChange[]) =>
      changeSelection(
        changes.flatMap((change) => (change.type === 'select' ? [change] : [])),
        'edges',
      ),
    [],
  )
  return { edges, onEdgesChange }
}
