import { Panel } from '@xyflow/react'
import { Magnet } from 'lucide-react'
import { findCommand, keysOf } from '../commands/commands.ts'
import { toggleSnap, useCanvas } from '../store/canvas.ts'
import { IconButton } from '../ui/Button.tsx'
import styles from './graph.module.css'

const SHOWN = ['zoom-in', 'zoom-out', 'fit', 'arrange'] as const

export const GraphControls = () => {
  const snap = useCanvas((state) => state.snap)
  return (
    <Panel position="bottom-left" className={styles['controls'] ?? ''}>
      {SHOWN.map((id) => {
        const command = findCommand(id)
        return command?.icon === undefined ? null : (
          <IconButton
            key={id}
            icon={command.icon}
            label={command.title}
            shortcut={keysOf(id)}
            onClick={command.run}
          />
        )
      })}
      <IconButton icon={Magnet} label="Snap to the grid" aria-pressed={snap} onClick={toggleSnap} />
    </Panel>
  )
}
