import { present } from '../base/assert.ts'

export interface LayerEdge {
  readonly from: number
  readonly to: number
  /** Followed on success. */
  readonly main: boolean
  /** On a line of steps that is kept straight; no step is on two of them. */
  readonly straight: boolean
}

/** Nodes are 0 to `count` - 1. */
export interface LayerGraph {
  readonly count: number
  readonly edges: readonly LayerEdge[]
}

/** The layer of each node: behind all that lead to it, except where an edge leads back. */
export function assignLayers(graph: LayerGraph): number[] {
  const forward = withoutLoops(graph)
  const waits = new Array<number>(graph.count).fill(0)
  const out = neighbours(graph.count, forward)
  for (const { to } of forward) waits[to] = present(waits[to], 'node') + 1
  const layers = new Array<number>(graph.count).fill(0)
  const ready = waits.flatMap((count, node) => (count === 0 ? [node] : []))
  for (const node of ready) {
    for (const to of present(out[node], 'node')) {
      layers[to] = Math.max(present(layers[to], 'node'), present(layers[node], 'node') + 1)
      waits[to] = present(waits[to], 'node') - 1
      if (waits[to] === 0) ready.push(to)
    }
  }
  return closeUp(graph.count, forward, out, layers)
}

/** What nothing leads to stands just before what it leads to; the node that most depends on stays first. */
function closeUp(
  count: number,
  forward: readonly LayerEdge[],
  out: readonly (readonly number[])[],
  layers: number[],
): number[] {
  const entered = new Set(forward.map(({ to }) => to))
  for (let node = 0; node < count; node++) {
    const targets = present(out[node], 'node')
    if (entered.has(node) || targets.length === 0) continue
    let nearest = Infinity
    for (const to of targets) nearest = Math.min(nearest, present(layers[to], 'node'))
    layers[node] = nearest - 1
  }
  return layers
}

/** The edges that lead on: a walk from the beginning leaves out each one that leads back to where it came from. */
function withoutLoops({ count, edges }: LayerGraph): LayerEdge[] {
  const out: number[][] = Array.from({ length: count }, () => [])
  edges.forEach(({ from }, index) => present(out[from], 'node').push(index))
  // Along the main way first: a loop is then cut at the edge that goes back, not in its middle.
  for (const list of out)
    list.sort((a, b) => Number(present(edges[b], 'edge').main) - Number(present(edges[a], 'edge').main))
  const entered = new Set(edges.map(({ to }) => to))
  const nodes = Array.from({ length: count }, (_, node) => node)
  const begins = [...nodes.filter((node) => !entered.has(node)), ...nodes]
  const state = new Uint8Array(count)
  const back = new Set<number>()
  for (const begin of begins) {
    if (state[begin] !== 0) continue
    const path = [{ node: begin, next: 0 }]
    state[begin] = 1
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const index = present(out[top.node], 'node')[top.next++]
      if (index === undefined) {
        state[top.node] = 2
        path.pop()
        continue
      }
      const { to } = present(edges[index], 'edge')
      if (state[to] === 1) back.add(index)
      else if (state[to] === 0) {
        state[to] = 1
        path.push({ node: to, next: 0 })
      }
    }
  }
  return edges.filter((_, index) => !back.has(index))
}

const neighbours = (count: number, edges: readonly LayerEdge[]): number[][] => {
  const out: number[][] = Array.from({ length: count }, () => [])
  for (const { from, to } of edges) present(out[from], 'node').push(to)
  return out
}
