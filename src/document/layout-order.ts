import { present } from '../base/assert.ts'
import type { LayerGraph } from './layout-layers.ts'

/** A node of the layered graph: a step, or a bend where an edge passes through a layer. */
export interface LayerNode {
  /** The step; -1 for a bend. */
  readonly step: number
  readonly before: Link[]
  readonly after: Link[]
}

export interface Link {
  readonly node: LayerNode
  /** The two stand on one straight line. */
  readonly straight: boolean
}

export type Layers = readonly LayerNode[][]

/** An edge over more layers than this leaves no room for itself: one that goes far back would push all apart. */
const MOST_BENDS = 6
const SWEEPS = 6

/** Puts each layer in an order with few crossings: swept to and fro, each node goes to the middle of its neighbours. */
export function orderLayers(graph: LayerGraph, layerOf: readonly number[]): Layers {
  const layers = build(graph, layerOf)
  let best = copy(layers)
  let fewest = crossings(layers)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const down = sweep % 2 === 0
    for (const layer of down ? layers : layers.toReversed()) sortLayer(layers, layer, down)
    const count = crossings(layers)
    if (count < fewest) {
      fewest = count
      best = copy(layers)
    }
  }
  return best
}

const copy = (layers: Layers): LayerNode[][] => layers.map((layer) => [...layer])

function build({ count, edges }: LayerGraph, layerOf: readonly number[]): LayerNode[][] {
  const layers: LayerNode[][] = Array.from({ length: Math.max(0, ...layerOf) + 1 }, () => [])
  const add = (layer: number, step: number): LayerNode => {
    const node: LayerNode = { step, before: [], after: [] }
    present(layers[layer], 'layer').push(node)
    return node
  }
  const nodes = Array.from({ length: count }, (_, step) => add(present(layerOf[step], 'layer'), step))
  for (const { from, to, straight } of edges) {
    const [a, b] = [present(layerOf[from], 'layer'), present(layerOf[to], 'layer')]
    const [low, high] = a < b ? [from, to] : [to, from]
    const span = Math.abs(b - a)
    if (span === 0 || span - 1 > MOST_BENDS) continue
    let last = present(nodes[low], 'node')
    // An edge that leads back bends around what it goes past, and holds nothing straight.
    const link = (node: LayerNode) => {
      last.after.push({ node, straight: straight && a < b })
      node.before.push({ node: last, straight: straight && a < b })
      last = node
    }
    for (let layer = Math.min(a, b) + 1; layer < Math.max(a, b); layer++) link(add(layer, -1))
    link(present(nodes[high], 'node'))
  }
  return layers
}

function sortLayer(layers: Layers, layer: LayerNode[], down: boolean): void {
  const place = new Map<LayerNode, number>()
  const at = layers.indexOf(layer)
  layers[down ? at - 1 : at + 1]?.forEach((node, index) => place.set(node, index))
  const wish = new Map(
    layer.map((node, index) => {
      const links = down ? node.before : node.after
      const sum = links.reduce((total, link) => total + (place.get(link.node) ?? 0), 0)
      return [node, links.length === 0 ? index : sum / links.length]
    }),
  )
  layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0))
}

/** How often edges cross, layer by layer. */
function crossings(layers: Layers): number {
  let count = 0
  for (let at = 0; at + 1 < layers.length; at++) {
    const place = new Map(present(layers[at + 1], 'layer').map((node, index) => [node, index]))
    const ends = present(layers[at], 'layer').flatMap((node) =>
      node.after.map((link) => place.get(link.node) ?? 0).toSorted((a, b) => a - b),
    )
    for (let i = 0; i < ends.length; i++)
      for (let j = i + 1; j < ends.length; j++) if ((ends[i] ?? 0) > (ends[j] ?? 0)) count++
  }
  return count
}
