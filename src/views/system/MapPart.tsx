import { Handle, Position, type NodeProps } from '@xyflow/react'
import { Activity, Bot, CircleCheckBig, Puzzle, RadioTower, ShieldAlert, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { findPart } from '../../document/edit.ts'
import type { MapRole } from '../../program/system-map.ts'
import { selectPart } from '../store/editing.ts'
import { useStudio } from '../store/studio.ts'
import type { MapNodeType } from './elements.ts'
import styles from './system.module.css'

const LOOKS: Readonly<Record<MapRole, { icon: LucideIcon; text: string }>> = {
  source: { icon: Activity, text: 'Source' },
  agent: { icon: Bot, text: 'Agent' },
  step: { icon: Puzzle, text: 'Step' },
  fault: { icon: ShieldAlert, text: 'Fault' },
  topic: { icon: RadioTower, text: 'Topic' },
  assertion: { icon: CircleCheckBig, text: 'Assertion' },
}

/** A part or a topic on the map. Parts can be chosen, to see them in the inspector. */
export const MapPart = memo(({ data: { node, note } }: NodeProps<MapNodeType>) => {
  const { icon: Icon, text } = LOOKS[node.role]
  const known = useStudio(({ document }) => findPart(document, node.id) !== undefined)
  const chosen = useStudio(({ selection }) => selection.parts.includes(node.id))
  const inside = (
    <>
      <Icon aria-hidden size={15} className={styles['icon']} />
      <span className={styles['text']}>
        <span className={styles['name']} title={node.name}>
          {node.name}
        </span>
        <span className={styles['role']}>{note || text}</span>
      </span>
    </>
  )
  const look = `${styles['node']} ${styles[node.role] ?? ''} ${chosen ? styles['chosen'] : ''}`
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles['end'] ?? ''} />
      {known ? (
        <button
          type="button"
          className={look}
          aria-label={`${text} ${node.name}`}
          aria-pressed={chosen}
          onClick={() => selectPart(node.id)}
        >
          {inside}
        </button>
      ) : (
        <div className={look}>{inside}</div>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles['end'] ?? ''} />
    </>
  )
})
MapPart.displayName = 'MapPart'
