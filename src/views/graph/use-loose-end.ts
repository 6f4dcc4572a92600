import { useReactFlow, type Connection, type Edge, type FinalConnectionState } from '@xyflow/react'
import { useCallback, useState } from 'react'
import { connect } from '../../document/edit.ts'
import { STEP_SIZE } from '../../document/geometry.ts'
import type { EdgeOn, EdgeSpec } from '../../document/types.ts'
import { seen } from '../store/inside.ts'
import { notify } from '../store/studio.ts'
import type { LooseEnd } from './StepChooser.tsx'

const onOf = (handle: string | null | undefined): EdgeOn => handle ?? 'next'

export const edgeOf = ({ source, target, sourceHandle }: Connection | Edge): EdgeSpec => ({
  from: source,
  to: target,
  on: onOf(sourceHandle),
})

/** What becomes of a connection that ends nowhere: over the empty canvas it asks for a step, else it says why not. */
export function useLooseEnd() {
  const [looseEnd, setLooseEnd] = useState<LooseEnd | null>(null)
  const flow = useReactFlow()
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, { isValid, fromNode, fromHandle, toNode }: FinalConnectionState) => {
      if (isValid === true || fromNode === null || fromHandle === null) return
      const forwards = fromHandle.type === 'source'
      if (toNode !== null) {
        const [from, to] = forwards ? [fromNode.id, toNode.id] : [toNode.id, fromNode.id]
        const refused = connect(seen(), { from, to, on: onOf(fromHandle.id) })
        if ('code' in refused) notify(`Not connected: ${refused.message}`, 'bad')
        return
      }
      if (!forwards || !isOnPane(event.target)) return
      const at = 'changedTouches' in event ? event.changedTouches[0] : event
      if (at === undefined) return
      const screen = { x: at.clientX, y: at.clientY }
      const { x, y } = flow.screenToFlowPosition(screen)
      setLooseEnd({
        from: { from: fromNode.id, on: onOf(fromHandle.id) },
        screen,
        position: { x, y: y - STEP_SIZE.height / 2 },
      })
    },
    [flow],
  )
  const forget = useCallback(() => setLooseEnd(null), [])
  return { looseEnd, onConnectEnd, forget }
}

const isOnPane = (target: EventTarget | null): boolean =>
  target instanceof Element && target.classList.contains('react-flow__pane')
