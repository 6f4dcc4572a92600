import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import type { GroupSpec } from '../../document/decoration.ts'
import { changeGroup } from '../store/decorating.ts'
import { useGroupOutcome } from '../store/outcomes.ts'
import { PAINTS } from '../ui/colours.ts'
import { VerdictBadge } from '../ui/VerdictBadge.tsx'
import styles from './decoration.module.css'

export type GroupNodeType = Node<{ readonly group: GroupSpec }, 'frame'>

/** What a group is moved by; React Flow finds it by this name. */
export const GROUP_HANDLE = 'group-head'

/** A frame around steps, or one box in their place; either way with what the run says of them all. */
export const GroupNode = memo(({ data: { group }, selected }: NodeProps<GroupNodeType>) => {
  const { id, name, steps, colour, collapsed } = group
  const { back, line } = PAINTS[colour]
  const paint = { '--back': back, '--line': line } as CSSProperties
  const Chevron = collapsed ? ChevronRight : ChevronDown
  const shape = collapsed ? styles['collapsed'] : styles['frame']
  return (
    <div className={`${shape} ${selected ? styles['selected'] : ''}`} style={paint}>
      <div className={`${styles['head']} ${GROUP_HANDLE}`}>
        <button
          type="button"
          className={`${styles['fold']} nodrag`}
          aria-label={`${collapsed ? 'Expand' : 'Collapse'} ${name || id}`}
          aria-expanded={!collapsed}
          onClick={() => changeGroup(id, collapsed ? 'Expand' : 'Collapse', { collapsed: !collapsed })}
        >
          <Chevron aria-hidden size={15} />
        </button>
        <span className={styles['name']} title={name || id}>
          {name || id}
        </span>
        {!collapsed && <Outcome steps={steps} />}
      </div>
      {collapsed && (
        <div className={styles['foot']}>
          <span className={styles['count']}>
            {steps.length} {steps.length === 1 ? 'step' : 'steps'}
          </span>
          <Outcome steps={steps} />
        </div>
      )}
      {collapsed && <Ends />}
    </div>
  )
})
GroupNode.displayName = 'GroupNode'

const Outcome = ({ steps }: { readonly steps: readonly string[] }) => {
  const outcome = useGroupOutcome(steps)
  return outcome === null ? null : <VerdictBadge state={outcome} />
}

/** Where connections of the steps inside seem to begin and end. */
const Ends = () => (
  <>
    <Handle type="target" position={Position.Left} isConnectable={false} className={styles['end'] ?? ''} />
    <Handle
      type="source"
      id="next"
      position={Position.Right}
      isConnectable={false}
      className={styles['end'] ?? ''}
    />
    <Handle
      type="source"
      id="fail"
      position={Position.Bottom}
      isConnectable={false}
      className={styles['end'] ?? ''}
    />
  </>
)
