import { present } from '../base/assert.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import { closedBy, opensOn, type Structure } from '../kinds/structure.ts'
import { isSink, steering, type Graph, type GraphEdge } from './graph.ts'

/**
 * What a step lies inside of: the branches of a parallel, the body of a loop, a block; and these inside
 * of others. The outermost has the opener -1. One object for each place, so that `===` compares.
 */
export interface Region {
  readonly opener: number
  readonly opens: 'root' | Structure
  readonly parent: Region | null
  readonly depth: number
}

export interface Regions {
  /** The region of each step; null for a step that cannot be reached. */
  readonly of: readonly (Region | null)[]
  /** True for an edge that leads from a loop's body back to the loop. */
  isReturn(edge: GraphEdge): boolean
  readonly problems: readonly Problem[]
}

const MOST_DEPTH = 100

/**
 * Finds the region of every step that can be reached: the shallowest in which a path leads there.
 * Loops and blocks may be left by any edge; branches only through a join, so that tokens never multiply.
 */
export function findRegions(graph: Graph): Regions {
  const root: Region = { opener: -1, opens: 'root', parent: null, depth: 0 }
  const of: (Region | null)[] = graph.steps.map(() => null)
  const inside = new Map<Region, Map<number, Region>>()
  const problems: Problem[] = []
  const tooDeep: number[] = []
  const within = (parent: Region, opener: number, opens: Region['opens']): Region => {
    const known = inside.get(parent) ?? new Map<number, Region>()
    inside.set(parent, known)
    const region = known.get(opener) ?? { opener, opens, parent, depth: parent.depth + 1 }
    known.set(opener, region)
    if (region.depth > MOST_DEPTH) tooDeep.push(opener)
    return region
  }
  /** The region that an edge lies in: behind the step it leaves, before the one it leads to. */
  const along = ({ from, on }: GraphEdge): Region | null => {
    const at = of[from]
    if (at === null || at === undefined) return null
    const op = steering(present(graph.steps[from], 'step'))?.op
    const opens = opensOn(op, on)
    if (opens !== null) return within(at, from, opens)
    const closes = closedBy(op)
    return (closes === null ? null : enclosing(at, closes)?.parent) ?? at
  }
  const arrival = (edge: GraphEdge): Region | null => {
    const region = along(edge)
    return region === null ? null : (around(region, edge.to)?.parent ?? region)
  }
  const isReturn = (edge: GraphEdge): boolean => {
    const region = along(edge)
    return region !== null && around(region, edge.to) !== null
  }

  const queue: number[] = []
  const reach = (step: number, region: Region) => {
    const known = of[step]
    if (known !== null && known !== undefined && known.depth <= region.depth) return
    of[step] = region
    queue.push(step)
  }
  if (graph.entry >= 0) reach(graph.entry, root)
  for (let next = 0; next < queue.length && tooDeep.length === 0; next++) {
    for (const edge of graph.out[queue[next]!] ?? []) {
      const region = arrival(edge)
      if (region !== null) reach(edge.to, region)
    }
  }
  const [deepest] = tooDeep
  if (deepest !== undefined) {
    const { path } = present(graph.steps[deepest], 'step')
    const message = `More than ${MOST_DEPTH} loops, blocks and parallels lie inside of each other here.`
    return { of, isReturn, problems: [problemAt(path, 'program/too-deep', message, 'Flatten the scenario.')] }
  }
  for (const edge of graph.edges) {
    const problem = checkEdge(graph, of, edge, arrival(edge))
    if (problem !== null) problems.push(problem)
  }
  return { of, isReturn, problems }
}

/** The innermost region of a sort around a place, or the place itself. */
export function enclosing(region: Region, opens: Region['opens']): Region | null {
  for (let at: Region | null = region; at !== null; at = at.parent) if (at.opens === opens) return at
  return null
}

/** The loop that an edge leads back to from inside. Through branches there is no way back. */
function around(region: Region, loop: number): Region | null {
  for (let at: Region | null = region; at !== null && at.opens !== 'fork'; at = at.parent)
    if (at.opener === loop) return at.opens === 'loop' ? at : null
  return null
}

/** An edge may stay where it is, or leave loops and blocks; it may not leave branches, nor enter anything. */
function checkEdge(
  graph: Graph,
  of: readonly (Region | null)[],
  edge: GraphEdge,
  arrives: Region | null,
): Problem | null {
  const target = present(graph.steps[edge.to], 'step')
  const wanted = of[edge.to]
  if (arrives === null || wanted === null || wanted === undefined || isSink(target)) return null
  let at: Region = arrives
  let left: Region | null = null
  while (at.depth > wanted.depth && at.parent !== null) {
    if (at.opens === 'fork') left ??= at
    at = at.parent
  }
  const title = (region: Region) => graph.steps[region.opener]?.title ?? 'the scenario'
  if (at !== wanted) {
    const both = `${target.title} is reached from inside ${title(arrives)} and from inside ${title(wanted)}.`
    return problemAt(edge.path, 'program/tangled', both, 'Close what was opened before the paths meet.')
  }
  if (left === null) return null
  const message = `This connection to ${target.title} leads out of the branches of ${title(left)} without a join.`
  return problemAt(
    edge.path,
    'program/leaves-branches',
    message,
    'Lead it to the Join step of these branches.',
  )
}
