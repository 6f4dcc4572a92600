import { Graph, layout } from '@dagrejs/dagre'
import { moveSteps } from '../../document/edit.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { NODE_SIZE } from './use-graph.ts'

/** Places the steps in layers from left to right (Sugiyama, by dagre). The same graph gives the same places. */
export function layOut(document: ScenarioDocument): ScenarioDocument {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 60, ranksep: 52 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of document.steps) graph.setNode(id, { ...NODE_SIZE })
  for (const { from, to, on } of document.edges)
    graph.setEdge(from, to, { weight: on === 'next' ? 4 : 1 }, on)
  layout(graph)
  const places = document.steps.map(({ id }) => {
    const { x, y } = graph.node(id) as { x: number; y: number }
    return [id, { x: x - NODE_SIZE.width / 2, y: y - NODE_SIZE.height / 2 }] as const
  })
  return moveSteps(document, new Map(places))
}
