import { Panel, useReactFlow } from '@xyflow/react'
import { Maximize, Workflow, ZoomIn, ZoomOut } from 'lucide-react'
import { edit } from '../store/editing.ts'
import { IconButton } from '../ui/Button.tsx'
import { layOut } from './layout.ts'
import { FIT } from './use-graph.ts'
import styles from './graph.module.css'

export const GraphControls = () => {
  const flow = useReactFlow()
  const arrange = () => {
    edit('Arrange steps', layOut)
    requestAnimationFrame(() => void flow.fitView(FIT))
  }
  return (
    <Panel position="bottom-left" className={styles['controls'] ?? ''}>
      <IconButton icon={ZoomIn} label="Zoom in" onClick={() => void flow.zoomIn()} />
      <IconButton icon={ZoomOut} label="Zoom out" onClick={() => void flow.zoomOut()} />
      <IconButton icon={Maximize} label="Show all steps" onClick={() => void flow.fitView(FIT)} />
      <IconButton icon={Workflow} label="Arrange steps" onClick={arrange} />
    </Panel>
  )
}
