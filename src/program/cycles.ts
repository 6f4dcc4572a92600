import { present } from '../base/assert.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import type { Estimate } from './estimate.ts'
import { steering, type Graph, type GraphEdge } from './graph.ts'
import { enclosing, type Regions } from './regions.ts'

/**
 * Circles of edges beside the bounded ones of Loop steps: one in which no time passes would never end at
 * all, one without a way out only with a limit of the run. And loops whose question nothing can change.
 */
export function checkCycles(graph: Graph, regions: Regions, estimate: Estimate): Problem[] {
  const free = (edge: GraphEdge): boolean => regions.of[edge.from] !== null && !regions.isReturn(edge)
  const circles = (allowed: (step: number) => boolean) =>
    components(graph.steps.length, (step) => {
      if (!allowed(step)) return []
      return (graph.out[step] ?? []).filter((edge) => free(edge) && allowed(edge.to)).map(({ to }) => to)
    })
  const names = (circle: readonly number[]) => {
    const shown = circle.slice(0, 4).map((step) => present(graph.steps[step], 'step').title)
    return `${shown.join(', ')}${circle.length > 4 ? ` and ${circle.length - 4} more` : ''}`
  }
  const pathOf = (circle: readonly number[]) => present(graph.steps[circle[0] ?? -1], 'step').path
  const timeless = circles((step) => (estimate.cyclesOf(step)?.min ?? 0) === 0 && !awaits(graph, step))
  const endless = circles(() => true).filter((circle) => !canBeLeft(graph, regions, new Set(circle)))
  const stuck = new Set(timeless.flat())
  return [
    ...timeless.map((circle) =>
      problemAt(
        pathOf(circle),
        'program/timeless-loop',
        `The circle through ${names(circle)} lets no time pass: it would never end.`,
        'Put a wait step into it, or use a Loop step.',
      ),
    ),
    ...endless
      .filter((circle) => !circle.some((step) => stuck.has(step)))
      .map((circle) =>
        problemAt(
          pathOf(circle),
          'program/endless-loop',
          `Nothing leads out of the circle through ${names(circle)}: the run can only end by a limit.`,
          'Use a Loop step, which is bounded, or a Branch that leaves it.',
          'warning',
        ),
      ),
    ...idleLoops(graph, regions, estimate),
  ]
}

const awaits = (graph: Graph, step: number): boolean =>
  present(graph.steps[step], 'step').instructions.some(({ op }) => op === 'await')

/** An edge leads out, a path ends here, or something around ends it: a time limit, another branch. */
function canBeLeft(graph: Graph, regions: Regions, circle: ReadonlySet<number>): boolean {
  for (const index of circle) {
    const step = present(graph.steps[index], 'step')
    const edges = graph.out[index] ?? []
    if (edges.some(({ to }) => !circle.has(to))) return true
    const region = regions.of[index]
    if (
      region !== null &&
      region !== undefined &&
      (enclosing(region, 'fork') ?? enclosing(region, 'block')) !== null
    )
      return true
    for (const { name } of step.kind.ports.out) {
      const ends = name !== 'fail' || step.spec.onFail === 'stop' || step.spec.onFail === 'halt'
      if (ends && !edges.some(({ on }) => on === name)) return true
    }
  }
  return false
}

/** A loop that asks again and again at one instant, while nothing in it can change the answer. */
function idleLoops(graph: Graph, regions: Regions, estimate: Estimate): Problem[] {
  const changes = new Set(['publish', 'generate', 'set', 'copy', 'increment', 'check', 'await'])
  const active = new Set<number>()
  graph.steps.forEach(({ instructions }, index) => {
    if (!instructions.some(({ op }) => changes.has(op))) return
    for (let at = regions.of[index] ?? null; at !== null; at = at.parent) active.add(at.opener)
  })
  return graph.steps.flatMap((step, index) => {
    const instruction = steering(step)
    if (instruction?.op !== 'loop' || instruction.test === null || instruction.test.of === 'chance') return []
    if (regions.of[index] === null || active.has(index) || estimate.bodyOf(index)?.max !== 0) return []
    return [
      problemAt(
        step.path,
        'program/idle-loop',
        `No time passes in the body of ${step.title}, and nothing in it can change the answer to its question.`,
        'Put a wait step into the body.',
        'warning',
      ),
    ]
  })
}

/**
 * Strongly connected components that are circles, members in ascending order. Linear, and without
 * recursion: a chain may have thousands of steps.
 * Source: R. E. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).
 */
export function components(count: number, next: (node: number) => readonly number[]): number[][] {
  const order = new Int32Array(count).fill(-1)
  const low = new Int32Array(count)
  const onStack = new Uint8Array(count)
  const stack: number[] = []
  const found: number[][] = []
  let visited = 0
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue
    const work: { readonly node: number; readonly targets: readonly number[]; at: number }[] = []
    const enter = (node: number) => {
      order[node] = low[node] = visited++
      stack.push(node)
      onStack[node] = 1
      work.push({ node, targets: next(node), at: 0 })
    }
    enter(root)
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { node, targets } = frame
      const target = targets[frame.at++]
      if (target !== undefined) {
        if (order[target] === -1) enter(target)
        else if (onStack[target] === 1) low[node] = Math.min(low[node]!, order[target]!)
        continue
      }
      work.pop()
      const above = work.at(-1)
      if (above !== undefined) low[above.node] = Math.min(low[above.node]!, low[node]!)
      if (low[node] !== order[node]) continue
      const members = stack.splice(stack.lastIndexOf(node))
      for (const member of members) onStack[member] = 0
      if (members.length > 1 || targets.includes(node)) found.push(members.sort((a, b) => a - b))
    }
  }
  return found.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}
