import {
  Background,
  BackgroundVariant,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Connection,
  type Edge,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { useCallback, useEffect, useRef, type DragEvent } from 'react'
import { connect } from '../../document/edit.ts'
import type { EdgeSpec } from '../../document/types.ts'
import { addStepNamed, connectSteps, select } from '../store/editing.ts'
import { studio, useStudio } from '../store/studio.ts'
import { DRAG_TYPE } from '../ui/drag.ts'
import { GraphControls } from './GraphControls.tsx'
import { OutcomeMap } from './OutcomeMap.tsx'
import { StepNode } from './StepNode.tsx'
import { FIT, NODE_SIZE, useEdges, useNodes } from './use-graph.ts'
import styles from './graph.module.css'

const nodeTypes = { step: StepNode }

/** From this many steps on, only what is in view is drawn. */
const MANY_STEPS = 150

/** The middle: the scenario as a graph of steps. */
export const GraphPanel = () => (
  <section aria-label="Graph" className={styles['panel']}>
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  </section>
)

const Canvas = () => {
  const { nodes, onNodesChange } = useNodes()
  const { edges, onEdgesChange } = useEdges()
  const flow = useReactFlow()
  useFitOnOpen()
  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(DRAG_TYPE)
      if (kind === '') return
      event.preventDefault()
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      addStepNamed(kind, { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 })
    },
    [flow],
  )
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onConnect={(connection) => connectSteps(edgeOf(connection))}
      isValidConnection={isValid}
      onPaneClick={() => select({})}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault()
      }}
      onDrop={onDrop}
      onlyRenderVisibleElements={nodes.length > MANY_STEPS}
      connectionRadius={28}
      minZoom={0.1}
      maxZoom={2}
      snapToGrid
      snapGrid={[10, 10]}
      selectionOnDrag={false}
      multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
      deleteKeyCode={null}
      fitView
      fitViewOptions={FIT}
      attributionPosition="top-right"
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--border-strong)" />
      <GraphControls />
      <OutcomeMap />
      <FirstHint />
    </ReactFlow>
  )
}

const edgeOf = ({ source, target, sourceHandle }: Connection | Edge): EdgeSpec => ({
  from: source,
  to: target,
  on: sourceHandle === 'fail' ? 'fail' : 'next',
})

const isValid = (connection: Connection | Edge): boolean =>
  !('code' in connect(studio.getState().document, edgeOf(connection)))

/** While a graph is small it is shown whole again after each step that is added. */
const SMALL_GRAPH = 24

/** Another scenario is shown whole when it is opened, a small one also when it grows. */
function useFitOnOpen(): void {
  const scenarioId = useStudio((state) => state.scenarioId)
  const count = useStudio(({ document }) => Math.min(document.steps.length, SMALL_GRAPH))
  const flow = useReactFlow()
  const known = useRef({ scenarioId: '', count: 0 })
  useEffect(() => {
    const fits = known.current.scenarioId !== scenarioId || count > known.current.count
    known.current = { scenarioId, count }
    if (!fits) return
    const frame = requestAnimationFrame(() => void flow.fitView(FIT))
    return () => cancelAnimationFrame(frame)
  }, [scenarioId, count, flow])
}

/** What a new user sees on an empty canvas. */
const FirstHint = () => {
  const empty = useStudio(({ document }) => document.steps.length <= 2 && document.sources.length === 0)
  if (!empty) return null
  return (
    <Panel position="top-center" className={styles['hint'] ?? ''}>
      <p>
        <strong>An empty scenario.</strong> Under <em>Add</em>, choose a profile that publishes data, then the
        steps: drag them here, or click them. Press <kbd>Ctrl K</kbd> for everything else.
      </p>
    </Panel>
  )
}
