import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react'

/** A link back to what stands further left: it runs below the map, in a lane of its own, and crosses no node. */
export type ReturnLink = Edge<{ readonly laneY: number }, 'return'>

const OUT = 18
const RADIUS = 10

export const ReturnEdge = (edge: EdgeProps<ReturnLink>) => {
  const { sourceX, sourceY, targetX, targetY, data, label, markerEnd, style } = edge
  const laneY = data?.laneY ?? Math.max(sourceY, targetY)
  return (
    <BaseEdge
      path={pathBelow(sourceX, sourceY, targetX, targetY, laneY)}
      {...(markerEnd !== undefined && { markerEnd })}
      {...(style !== undefined && { style })}
      label={label}
      labelX={(sourceX + targetX) / 2}
      labelY={laneY}
    />
  )
}

function pathBelow(fromX: number, fromY: number, toX: number, toY: number, laneY: number): string {
  const [right, left] = [fromX + OUT, toX - OUT]
  return [
    `M ${fromX} ${fromY} H ${right - RADIUS} Q ${right} ${fromY} ${right} ${fromY + RADIUS}`,
    `V ${laneY - RADIUS} Q ${right} ${laneY} ${right - RADIUS} ${laneY}`,
    `H ${left + RADIUS} Q ${left} ${laneY} ${left} ${laneY - RADIUS}`,
    `V ${toY + RADIUS} Q ${left} ${toY} ${left + RADIUS} ${toY} H ${toX}`,
  ].join(' ')
}
