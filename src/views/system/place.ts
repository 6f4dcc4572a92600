import { present } from '../../base/assert.ts'
import { assignLayers } from '../../document/layout-layers.ts'
import { orderLayers } from '../../document/layout-order.ts'
import { placeInLayers } from '../../document/layout-place.ts'
import type { Position } from '../../document/types.ts'
import type { SystemMap } from '../../program/system-map.ts'

export const NODE_SIZE = { width: 168, height: 46 } as const
const PITCH = { x: 320, y: 74 } as const

/** Where the nodes of a map stand: what publishes on the left, what listens on the right. */
export function placesIn({ nodes, links }: SystemMap): ReadonlyMap<string, Position> {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]))
  const edges = links.map(({ from, to }) => ({
    from: present(indexOf.get(from), 'node'),
    to: present(indexOf.get(to), 'node'),
    main: true,
    straight: false,
  }))
  const graph = { count: nodes.length, edges }
  const layers = assignLayers(graph)
  const rows = placeInLayers(orderLayers(graph, layers))
  const top = Math.min(0, ...rows)
  return new Map(
    nodes.map(({ id }, index) => [
      id,
      {
        x: present(layers[index], 'layer') * PITCH.x,
        y: Math.round((present(rows[index], 'row') - top) * PITCH.y),
      },
    ]),
  )
}
