import { present } from '../base/assert.ts'
import type { LayerNode, Layers } from './layout-order.ts'

const SWEEPS = 8

/**
 * The row of each step: as near as can be to the rows of its neighbours, with a row between any two of
 * a layer. Each layer is solved exactly: pooling adjacent violators gives the least squares.
 */
export function placeInLayers(layers: Layers): number[] {
  const row = new Map<LayerNode, number>()
  for (const layer of layers) layer.forEach((node, index) => row.set(node, index))
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 1
    for (const layer of down ? layers : layers.toReversed()) {
      const wishes = layer.map((node) => wishOf(node, row, down))
      apart(wishes).forEach((place, index) => row.set(present(layer[index], 'node'), place))
    }
  }
  const rows: number[] = []
  for (const layer of layers)
    for (const node of layer) if (node.step >= 0) rows[node.step] = row.get(node) ?? 0
  return rows
}

interface Wish {
  readonly row: number
  readonly weight: number
}

/** What holds a line straight outweighs everything else in its layer. */
const STRAIGHT = 1_000

/** The mean of the neighbours on the side the sweep comes from; where a line goes through, that line. */
function wishOf(node: LayerNode, row: ReadonlyMap<LayerNode, number>, down: boolean): Wish {
  const links = down ? node.before : node.after
  const line = links.find(({ straight }) => straight)
  if (line !== undefined) return { row: row.get(line.node) ?? 0, weight: STRAIGHT }
  if (links.length === 0) {
    const held = (down ? node.after : node.before).some(({ straight }) => straight)
    return { row: row.get(node) ?? 0, weight: held ? STRAIGHT : 0.1 }
  }
  return { row: links.reduce((sum, link) => sum + (row.get(link.node) ?? 0), 0) / links.length, weight: 1 }
}

/** The nearest places at least 1 apart, in order. */
function apart(wishes: readonly Wish[]): number[] {
  // With the index taken off, "at least 1 apart" is "not falling".
  const pools: { sum: number; weight: number; count: number }[] = []
  wishes.forEach(({ row, weight }, index) => {
    pools.push({ sum: (row - index) * weight, weight, count: 1 })
    for (;;) {
      const last = pools.at(-1)
      const before = pools.at(-2)
      if (last === undefined || before === undefined) return
      if (before.sum / before.weight <= last.sum / last.weight) return
      before.sum += last.sum
      before.weight += last.weight
      before.count += last.count
      pools.pop()
    }
  })
  return pools
    .flatMap(({ sum, weight, count }) => new Array<number>(count).fill(sum / weight))
    .map((place, index) => place + index)
}
