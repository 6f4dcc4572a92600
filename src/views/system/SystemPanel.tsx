import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import '../theme/flow.css'
import { Network } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { trafficOf } from '../../log/traffic.ts'
import { systemMapOf } from '../../program/system-map.ts'
import { useStudio } from '../store/studio.ts'
import { Empty } from '../ui/Empty.tsx'
import { edgesOf, nodesOf, roomBelow, sentencesOf, type Traffic } from './elements.ts'
import { MapPart } from './MapPart.tsx'
import { placesIn } from './place.ts'
import { ReturnEdge } from './ReturnEdge.tsx'
import styles from './system.module.css'

const nodeTypes = { part: MapPart }
const edgeTypes = { return: ReturnEdge }

/** Who publishes and who listens to what; after a run, with what went over each link. */
export const SystemPanel = () => (
  <ReactFlowProvider>
    <Map />
  </ReactFlowProvider>
)

const Map = () => {
  const document = useStudio((state) => state.document)
  const traffic = useTraffic()
  const map = systemMapOf(document)
  const nameOf = useMemo(() => {
    const names = new globalThis.Map<string, string>(map.nodes.map(({ id, name }) => [id, name]))
    for (const { id, name } of document.faults) names.set(id, name || id)
    return (id: string) => names.get(id) ?? id
  }, [map, document.faults])
  const places = useMemo(() => placesIn(map), [map])
  const nodes = useMemo(() => nodesOf(map, places), [map, places])
  const edges = useMemo(() => edgesOf(map, places, traffic, nameOf), [map, places, traffic, nameOf])
  useFit(nodes.length, roomBelow(edges))
  if (nodes.length === 0)
    return (
      <Empty icon={Network} title="Nothing is on the bus yet">
        Add a source, an agent or a step that publishes, and the map shows who hears it.
      </Empty>
    )
  return (
    <div className={styles['panel']}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        edgeTypes={edgeTypes}
        elementsSelectable={false}
        deleteKeyCode={null}
        minZoom={0.1}
        maxZoom={1.5}
        attributionPosition="top-right"
        aria-label="System map"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--border-strong)" />
      </ReactFlow>
      <ul className="visually-hidden" aria-label="Links of the system">
        {sentencesOf(map, traffic, nameOf).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  )
}

/** What went over the links in the last run of this very document. */
function useTraffic(): Traffic {
  const report = useStudio(({ run }) => run.report)
  const log = useStudio(({ run }) => run.log)
  const current = useStudio(({ run, document }) => run.document === document)
  return useMemo(() => (report === null || !current ? null : trafficOf(log)), [report, log, current])
}

/** The whole map is in view when it grows or shrinks, with the links that run below it. */
function useFit(count: number, below: number): void {
  const flow = useReactFlow()
  useEffect(() => {
    const padding = { x: '24px', top: '24px', bottom: `${24 + below}px` } as const
    const frame = requestAnimationFrame(() => void flow.fitView({ padding, maxZoom: 1 }))
    return () => cancelAnimationFrame(frame)
  }, [count, below, flow])
}
