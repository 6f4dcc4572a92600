import {
  Background,
  BackgroundVariant,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  type Connection,
  type Edge,
} from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import '../theme/flow.css'
import { useCallback, useEffect, useRef, type DragEvent, type MouseEvent } from 'react'
import { connect } from '../../document/edit.ts'
import { GRID, STEP_SIZE } from '../../document/geometry.ts'
import type { Position } from '../../document/types.ts'
import { CommandContextMenu } from '../commands/CommandContextMenu.tsx'
import type { ContextTarget } from '../commands/menus.ts'
import { canvas, useCanvas } from '../store/canvas.ts'
import { addStepNamed, connectSteps, select, selectPart } from '../store/editing.ts'
import { insideOf, openCall, seen, useSeen } from '../store/inside.ts'
import { studio, useStudio } from '../store/studio.ts'
import { lazily } from '../ui/lazily.tsx'
import { DRAG_TYPE, SUBSCENARIO_DRAG } from '../ui/drag.ts'
import { GraphControls } from './GraphControls.tsx'
import { GroupNode } from './GroupNode.tsx'
import { NoteNode } from './NoteNode.tsx'
import { OutcomeMap } from './OutcomeMap.tsx'
import { SearchBar } from './SearchBar.tsx'
import { StepNode } from './StepNode.tsx'
import { FIT, useCanvasActions } from './use-canvas-actions.ts'
import { useEdges, useNodes } from './use-graph.ts'
import { edgeOf, useLooseEnd } from './use-loose-end.ts'
import styles from './graph.module.css'

/** What a loose end asks comes when there is one. */
const StepChooser = lazily(() => import('./StepChooser.tsx').then((module) => module.StepChooser))

const nodeTypes = { step: StepNode, note: NoteNode, frame: GroupNode }

/** Below this zoom small print is not to be read: a step is its name and how it stands. */
const FAR = 0.42

/** From this many steps on, only what is in view is drawn. */
const MANY_STEPS = 150

/** Nobody is inside of a sub-scenario before everything has come. */
const Trail = lazily(() => import('./Trail.tsx').then((module) => module.Trail))

const WayBack = () => {
  const inside = useStudio((state) => state.inside.length > 0)
  return inside ? <Trail /> : null
}

/** The middle: the scenario as a graph of steps. */
export const GraphPanel = () => (
  <section aria-label="Graph" className={styles['panel']}>
    <WayBack />
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  </section>
)

const Canvas = () => {
  const { nodes, onNodesChange } = useNodes()
  const { edges, onEdgesChange } = useEdges()
  const snap = useCanvas((state) => state.snap)
  const far = useStore(({ transform: [, , zoom] }) => zoom < FAR)
  const searching = useCanvas(({ found }) => found !== null)
  const flow = useReactFlow()
  const { looseEnd, onConnectEnd, forget } = useLooseEnd()
  useCanvasActions()
  useFitOnOpen()
  const onDrop = useCallback(
    (event: DragEvent) => {
      const kind = event.dataTransfer.getData(DRAG_TYPE)
      if (kind === '') return
      event.preventDefault()
      const at = cornerAt(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
      if (kind.startsWith(SUBSCENARIO_DRAG)) {
        const id = kind.slice(SUBSCENARIO_DRAG.length)
        void import('../store/subscenarios.ts').then(({ addCall }) => addCall(id, at))
      } else addStepNamed(kind, at)
    },
    [flow],
  )
  const askMenu = useCallback(
    (event: MouseEvent): ContextTarget => {
      const target = prepareMenu(event.target)
      const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
      canvas.setState({ menuPoint: target === 'canvas' ? cornerAt(at) : null })
      return target
    },
    [flow],
  )
  return (
    <CommandContextMenu
      onAsk={askMenu}
      onClose={() => setTimeout(() => canvas.setState({ menuPoint: null }))}
    >
      <div
        className={`${styles['canvas']} ${searching ? styles['searching'] : ''} ${far ? styles['far'] : ''}`}
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnect={(connection) => connectSteps(edgeOf(connection))}
          onConnectEnd={onConnectEnd}
          onClickConnectEnd={onConnectEnd}
          isValidConnection={isValid}
          onNodeDoubleClick={(_event, { id }) => openCall(id)}
          onPaneClick={() => select({})}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault()
          }}
          onDrop={onDrop}
          onlyRenderVisibleElements={nodes.length > MANY_STEPS}
          connectionRadius={28}
          minZoom={0.1}
          maxZoom={2}
          snapToGrid={snap}
          snapGrid={SNAP_GRID}
          selectionOnDrag={false}
          multiSelectionKeyCode={MULTI_SELECT}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          fitView
          fitViewOptions={FIT}
          attributionPosition="top-right"
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--border-strong)" />
          <GraphControls />
          <OutcomeMap />
          <SearchBar />
          <FirstHint />
        </ReactFlow>
        {looseEnd !== null && <StepChooser end={looseEnd} onClose={forget} />}
      </div>
    </CommandContextMenu>
  )
}

const SNAP_GRID: [number, number] = [GRID, GRID]
const MULTI_SELECT = ['Shift', 'Meta', 'Control']

/** Where a step's corner is when its middle is at a point. */
const cornerAt = ({ x, y }: Position): Position => ({
  x: x - STEP_SIZE.width / 2,
  y: y - STEP_SIZE.height / 2,
})

/** A context menu is about what lies under it: that is selected, unless it is already. */
function prepareMenu(target: EventTarget): ContextTarget {
  const element = target instanceof Element ? target.closest('.react-flow__node, .react-flow__edge') : null
  const id = element?.getAttribute('data-id')
  if (element === null || id === null || id === undefined) return 'canvas'
  const { selection } = studio.getState()
  if (element.classList.contains('react-flow__edge')) {
    if (!selection.edges.includes(id)) select({ edges: [id] })
    return 'connection'
  }
  if (!selection.parts.includes(id)) selectPart(id)
  const { notes, groups } = seen()
  if (notes.some((note) => note.id === id)) return 'note'
  return groups.some((group) => group.id === id) ? 'group' : 'step'
}

const isValid = (connection: Connection | Edge): boolean => !('code' in connect(seen(), edgeOf(connection)))

/** While a graph is small it is shown whole again after each step that is added. */
const SMALL_GRAPH = 24

/** Another scenario is shown whole when it is opened, a small one also when it grows. */
function useFitOnOpen(): void {
  const scenarioId = useStudio((state) => `${state.scenarioId} ${insideOf(state) ?? ''}`)
  const count = useSeen((document) => Math.min(document.steps.length, SMALL_GRAPH))
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
