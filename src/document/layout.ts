import { present } from '../base/assert.ts'
import { moveSteps } from './edit.ts'
import { boxAround, boxOfStep, GRID, STEP_PITCH } from './geometry.ts'
import { assignLayers, type LayerEdge, type LayerGraph } from './layout-layers.ts'
import { orderLayers } from './layout-order.ts'
import { placeInLayers } from './layout-place.ts'
import type { Position, ScenarioDocument } from './types.ts'

/**
 * Places steps in layers from left to right, in the manner of Sugiyama: loops are cut at the edge that
 * leads back, a step stands behind everything that leads to it, few connections cross, and what
 * follows by `next` is straight. Depends on steps and edges alone, in the document's order, so the
 * same graph gives the same places, and a step more moves little.
 *
 * With `ids`, only these steps are placed, by the edges among them, where they are now.
 */
export function layOut(document: ScenarioDocument, ids?: readonly string[]): ScenarioDocument {
  const places = placesOf(document, ids)
  return places.size === 0 ? document : moveSteps(document, places)
}

export function placesOf(document: ScenarioDocument, ids?: readonly string[]): ReadonlyMap<string, Position> {
  const wanted = ids === undefined ? null : new Set(ids)
  const steps = wanted === null ? document.steps : document.steps.filter(({ id }) => wanted.has(id))
  const corner = boxAround(steps.map(boxOfStep))
  if (corner === null) return new Map()
  const graph = graphOf(
    steps.map(({ id }) => id),
    document,
  )
  const layers = assignLayers(graph)
  const rows = placeInLayers(orderLayers(graph, layers))
  const top = Math.min(...rows)
  const origin = wanted === null ? { x: 0, y: 0 } : corner
  return new Map(
    steps.map(({ id }, index) => [
      id,
      {
        x: origin.x + present(layers[index], 'layer') * STEP_PITCH.x,
        y: origin.y + Math.round(((present(rows[index], 'row') - top) * STEP_PITCH.y) / GRID) * GRID,
      },
    ]),
  )
}

/** The steps as numbers, in the order of the document; an edge of a step to itself says nothing here. */
function graphOf(ids: readonly string[], document: ScenarioDocument): LayerGraph {
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const edges = document.edges.flatMap(({ from, to, on }) => {
    const [a, b] = [indexOf.get(from), indexOf.get(to)]
    return a === undefined || b === undefined || a === b ? [] : [{ from: a, to: b, main: on !== 'fail' }]
  })
  const lines = straightLines(ids.length, edges)
  return { count: ids.length, edges: edges.map((edge) => ({ ...edge, straight: lines.has(edge) })) }
}

type PlainEdge = Omit<LayerEdge, 'straight'>

/** From each beginning along the main way, as far as no other line has been there. */
function straightLines(count: number, edges: readonly PlainEdge[]): ReadonlySet<PlainEdge> {
  const mainOf = new Map(edges.filter(({ main }) => main).map((edge) => [edge.from, edge]))
  const entered = new Set(edges.map(({ to }) => to))
  const nodes = Array.from({ length: count }, (_, node) => node)
  const visited = new Set<number>()
  const lines = new Set<PlainEdge>()
  for (const begin of [...nodes.filter((node) => !entered.has(node)), ...nodes]) {
    if (visited.has(begin)) continue
    visited.add(begin)
    for (
      let edge = mainOf.get(begin);
      edge !== undefined && !visited.has(edge.to);
      edge = mainOf.get(edge.to)
    ) {
      visited.add(edge.to)
      lines.add(edge)
    }
  }
  return lines
}
