import { MarkerType, type Edge, type EdgeChange, type NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import { findKind, stepKinds } from '../../catalog.ts'
import { edgeKey } from '../../document/edit.ts'
import { STEP_SIZE } from '../../document/geometry.ts'
import type { Position, StepSpec } from '../../document/types.ts'
import { NEXT, portOf, type Port } from '../../kinds/ports.ts'
import { moveTo, select } from '../store/editing.ts'
import { studio, useStudio } from '../store/studio.ts'
import { stepsById } from '../store/outcomes.ts'
import type { StepNodeType } from './StepNode.tsx'

const NO_POSITIONS: ReadonlyMap<string, Position> = new Map()

/** The steps as nodes. While they are dragged their places are kept here; one drag is one command. */
export function useNodes() {
  const steps = useStudio(({ document }) => document.steps)
  const selected = useStudio(({ selection }) => selection.parts)
  const [dragged, setDragged] = useState(NO_POSITIONS)
  const draggedNow = useRef(NO_POSITIONS)
  const nodes = useMemo(() => {
    const chosen = new Set(selected)
    return steps.map((step) => nodeOf(step, chosen.has(step.id), dragged.get(step.id) ?? step.position))
  }, [steps, selected, dragged])

  const onNodesChange = useCallback((changes: NodeChange<StepNodeType>[]) => {
    const moving = new Map(draggedNow.current)
    const settled = new Map<string, Position>()
    let dropped = false
    for (const change of changes) {
      if (change.type !== 'position' || change.position === undefined) continue
      if (change.dragging === true) moving.set(change.id, change.position)
      else {
        dropped = moving.delete(change.id) || dropped
        settled.set(change.id, change.position)
      }
    }
    draggedNow.current = moving
    setDragged(moving)
    const moved = [...settled].filter(([id, position]) => isElsewhere(id, position))
    if (moved.length > 0) moveTo(new Map(moved), dropped ? null : 'nudge')
    changeSelection(
      changes.flatMap((change) => (change.type === 'select' ? [change] : [])),
      'parts',
    )
  }, [])
  return { nodes, onNodesChange }
}

const made = new WeakMap<StepSpec, StepNodeType>()

/** The same node for the same step, so that only what changed is drawn again. */
function nodeOf(step: StepSpec, selected: boolean, position: Position): StepNodeType {
  const known = made.get(step)
  if (known !== undefined && known.selected === selected && known.position === position) return known
  const node = toNode(step, selected, position)
  made.set(step, node)
  return node
}

function toNode(step: StepSpec, selected: boolean, position: Position): StepNodeType {
  const kind = findKind(stepKinds, step.kind)
  const text = kind?.describe(step.params) ?? ''
  return {
    id: step.id,
    type: 'step',
    position,
    data: { step },
    selected,
    ...STEP_SIZE,
    measured: STEP_SIZE,
    ariaLabel: [step.name || step.id, kind?.title, text].filter(Boolean).join(', '),
  }
}

const isElsewhere = (id: string, { x, y }: Position): boolean => {
  const at = studio.getState().document.steps.find((step) => step.id === id)?.position
  return at !== undefined && (Math.round(x) !== at.x || Math.round(y) !== at.y)
}

/** React Flow tells what it selects and deselects; the store holds the result. */
function changeSelection(
  changes: readonly { readonly id: string; readonly selected: boolean }[],
  of: 'parts' | 'edges',
): void {
  if (changes.length === 0) return
  const { document, selection } = studio.getState()
  // Sources and other parts are not on the canvas: selecting here lets go of them.
  const steps = new Set(document.steps.map(({ id }) => id))
  const onCanvas = { ...selection, parts: selection.parts.filter((id) => steps.has(id)) }
  const next = new Set(onCanvas[of])
  for (const { id, selected } of changes) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  const same = next.size === selection[of].length && selection[of].every((id) => next.has(id))
  if (!same) select({ ...onCanvas, [of]: [...next] })
}

const portOfEdge = (kind: string | undefined, on: string): Port | undefined => {
  const ports = findKind(stepKinds, kind ?? '')?.ports
  return ports === undefined ? undefined : portOf(ports, on)
}

/** The connections as edges, lit where the run has passed. */
export function useEdges() {
  const specs = useStudio(({ document }) => document.edges)
  const steps = useStudio(({ document }) => document.steps)
  const selected = useStudio(({ selection }) => selection.edges)
  const reports = useStudio(({ run }) => run.progress?.steps ?? null)
  const edges = useMemo(() => {
    const outcomes = reports === null ? null : stepsById(reports)
    const nameOf = new Map(steps.map(({ id, name }) => [id, name || id]))
    const kindOf = new Map(steps.map(({ id, kind }) => [id, kind]))
    return specs.map((spec): Edge => {
      const key = edgeKey(spec)
      const fail = spec.on === 'fail'
      const passed = outcomes?.get(spec.from)?.way === spec.on
      const port = portOfEdge(kindOf.get(spec.from), spec.on)
      const words = port === undefined || port === NEXT ? '' : `, ${port.when.toLowerCase()}`
      const colour = passed ? (fail ? 'var(--bad)' : 'var(--ok)') : 'var(--border-strong)'
      return {
        id: key,
        source: spec.from,
        target: spec.to,
        sourceHandle: spec.on,
        type: 'smoothstep',
        selected: selected.includes(key),
        style: { stroke: colour, strokeWidth: passed ? 2.2 : 1.6, ...(fail && { strokeDasharray: '5 4' }) },
        markerEnd: { type: MarkerType.ArrowClosed, width: 11, height: 11, color: colour },
        ariaLabel: `Connection from ${nameOf.get(spec.from)} to ${nameOf.get(spec.to)}${words}`,
        ...(fail && { label: port?.label ?? 'fails' }),
      }
    })
  }, [specs, steps, selected, reports])
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
