import { present } from '../base/assert.ts'
import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { portOf } from '../kinds/ports.ts'
import { isSink, steering, type Graph, type GraphEdge, type GraphStep } from './graph.ts'
import { enclosing, type Region, type Regions } from './regions.ts'

/** What is wrong with single edges and steps: ways that do not exist, are doubled, or lead nowhere. */
export function checkEdges(graph: Graph): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { from, to, on, path } of graph.edges) {
    const [source, target] = [present(graph.steps[from], 'step'), present(graph.steps[to], 'step')]
    const port = portOf(source.kind.ports, on)
    if (port === undefined) problems.push(noSuchPort(source, on, path))
    else {
      const key = port.many === true ? `${from} ${on} ${to}` : `${from} ${on}`
      const where = port.many === true ? ` to ${target.title}` : ''
      if (seen.has(key))
        problems.push(
          problemAt(
            path,
            'program/two-ways',
            `${source.title} has two "${on}" edges${where}.`,
            'Keep one of them.',
          ),
        )
      seen.add(key)
    }
    if (!target.kind.ports.in)
      problems.push(
        problemAt(path, 'program/no-way-in', `Nothing can lead to ${target.title}.`, 'Remove the edge.'),
      )
  }
  return [...problems, ...unconnected(graph)]
}

function noSuchPort({ kind, title }: GraphStep, on: string, path: Path): Problem {
  const known = kind.ports.out.map(({ name }) => `"${name}"`).join(', ')
  const fix = known === '' ? 'Remove the edge.' : `Use one of: ${known}.`
  return problemAt(path, 'program/no-such-port', `${title} has no way out called "${on}".`, fix)
}

function unconnected(graph: Graph): Problem[] {
  return graph.steps.flatMap((step, index) =>
    step.kind.ports.out
      .filter(
        ({ name, needed }) =>
          needed === true && !present(graph.out[index], 'edges').some(({ on }) => on === name),
      )
      .map(({ name, label, when }) =>
        problemAt(
          step.path,
          'program/way-unconnected',
          `Nothing follows ${step.title}${name === 'next' ? '' : ` ${when.toLowerCase()}`}.`,
          `Connect its way out "${label}"${label === name ? '' : ` (in the file: "${name}")`}.`,
        ),
      ),
  )
}

/** What is wrong with the way steps lie inside of each other, once every edge by itself is right. */
export function checkStructure(graph: Graph, regions: Regions): Problem[] {
  return [
    ...unreachable(graph, regions),
    ...closings(graph, regions),
    ...joins(graph, regions),
    ...loopsAndBlocks(graph, regions),
    ...meetings(graph, regions),
  ]
}

function unreachable(graph: Graph, { of }: Regions): Problem[] {
  if (graph.entry < 0) return []
  return graph.steps.flatMap((step, index) =>
    of[index] === null && step.spec.kind !== 'start'
      ? [
          problemAt(
            step.path,
            'program/unreachable',
            `${step.title} cannot be reached from the start.`,
            'Connect a step to it, or delete it.',
            'warning',
          ),
        ]
      : [],
  )
}

/** Steps that close something need it to be open. */
function closings(graph: Graph, { of }: Regions): Problem[] {
  const problems: Problem[] = []
  graph.steps.forEach((step, index) => {
    const region = of[index]
    if (region === null || region === undefined) return
    const refuse = (code: string, message: string, fix: string) =>
      problems.push(problemAt(step.path, `program/${code}`, message, fix))
    switch (steering(step)?.op) {
      case 'join':
        if (enclosing(region, 'fork') === null)
          refuse(
            'join-without-parallel',
            `${step.title} joins branches, but no Parallel step opened any on the way to it.`,
            'Put a Parallel step before it, or remove it.',
          )
        break
      case 'break':
        if (enclosing(region, 'loop') === null)
          refuse(
            'break-without-loop',
            `${step.title} lies in no loop.`,
            'Put it into the body of a loop, or use an End step.',
          )
        break
      case 'end-block': {
        const block = enclosing(region, 'block')
        const fork = enclosing(region, 'fork')
        if (block === null)
          refuse(
            'block-not-open',
            `${step.title} closes a block, but none is open on the way to it.`,
            'Put a Block step before it, or remove it.',
          )
        else if (fork !== null && fork.depth > block.depth)
          refuse(
            'branches-not-joined',
            `${step.title} closes a block while the branches of ${graph.steps[fork.opener]?.title ?? 'a parallel'} are open.`,
            'Join the branches first.',
          )
        break
      }
      default:
    }
  })
  return problems
}

/** Every parallel has at most one join, and all its branches can reach it. */
function joins(graph: Graph, regions: Regions): Problem[] {
  const problems: Problem[] = []
  const into = incoming(graph)
  const joinOf = new Map<number, GraphStep>()
  graph.steps.forEach((step, index) => {
    const instruction = steering(step)
    const region = regions.of[index]
    if (instruction?.op !== 'join' || region === null || region === undefined) return
    const fork = enclosing(region, 'fork')
    if (fork === null) return
    const opener = present(graph.steps[fork.opener], 'parallel')
    const other = joinOf.get(fork.opener)
    if (other !== undefined) {
      problems.push(
        problemAt(
          step.path,
          'program/two-joins',
          `The branches of ${opener.title} meet in ${other.title} and in ${step.title}: both would wait for all of them.`,
          'Lead all branches to one Join step.',
        ),
      )
      return
    }
    joinOf.set(fork.opener, step)
    if (instruction.mode === 'any') return
    const arriving = reaching(index, into, regions, fork)
    for (const branch of graph.out[fork.opener] ?? []) {
      if (arriving.has(branch.to)) continue
      const first = present(graph.steps[branch.to], 'step')
      problems.push(
        problemAt(
          branch.path,
          'program/never-joins',
          `The branch to ${first.title} never reaches ${step.title}, which waits for all branches of ${opener.title}.`,
          'Lead the branch to the join, or let the join go on with any.',
        ),
      )
    }
  })
  return problems
}

const incoming = (graph: Graph): readonly (readonly GraphEdge[])[] => {
  const into: GraphEdge[][] = graph.steps.map(() => [])
  for (const edge of graph.edges) into[edge.to]?.push(edge)
  return into
}

/** The steps inside a region from which a path leads to a step, that step included. */
function reaching(
  target: number,
  into: readonly (readonly GraphEdge[])[],
  regions: Regions,
  region: Region,
): Set<number> {
  const found = new Set([target])
  for (const step of found)
    for (const { from } of into[step] ?? []) if (lies(regions.of[from], region)) found.add(from)
  return found
}

function lies(at: Region | null | undefined, region: Region): boolean {
  let place = at ?? null
  while (place !== null && place.depth > region.depth) place = place.parent
  return place === region
}

/** A loop's body must lead back to it, a block should be closed. */
function loopsAndBlocks(graph: Graph, regions: Regions): Problem[] {
  const closed = new Set<number>()
  for (const edge of graph.edges) if (regions.isReturn(edge)) closed.add(edge.to)
  graph.steps.forEach((step, index) => {
    const at = regions.of[index]
    if (at !== null && at !== undefined && steering(step)?.op === 'end-block')
      closed.add(enclosing(at, 'block')?.opener ?? -1)
  })
  return graph.steps.flatMap((step, index): Problem[] => {
    const op = steering(step)?.op
    if (regions.of[index] === null || closed.has(index)) return []
    const connected = (graph.out[index] ?? []).length > 0
    if (op === 'loop' && connected)
      return [
        problemAt(
          step.path,
          'program/loop-not-closed',
          `No path of the body leads back to ${step.title}: it would never have a second round.`,
          'Connect the last step of the body to the loop.',
        ),
      ]
    if (op === 'block' && connected)
      return [
        problemAt(
          step.path,
          'program/block-not-closed',
          `No End block step closes ${step.title}.`,
          'Add one where the block ends.',
          'warning',
        ),
      ]
    return []
  })
}

/** Branches that run together without a join: what follows happens once for each of them. */
function meetings(graph: Graph, regions: Regions): Problem[] {
  const owner: (GraphEdge | undefined)[] = graph.steps.map(() => undefined)
  const problems: Problem[] = []
  graph.steps.forEach((step, opener) => {
    if (steering(step)?.op !== 'fork' || regions.of[opener] === null) return
    const told = new Set<number>()
    for (const branch of graph.out[opener] ?? []) {
      const queue = [branch]
      for (const edge of queue) {
        const target = present(graph.steps[edge.to], 'step')
        const region = regions.of[edge.to] ?? null
        if (steering(target)?.op === 'join' || isSink(target) || enclosingFork(region) !== opener) continue
        const known = owner[edge.to]
        if (known === undefined) {
          owner[edge.to] = branch
          queue.push(...(graph.out[edge.to] ?? []))
        } else if (known !== branch && known.from === opener && edge.on !== 'fail' && !told.has(edge.to)) {
          told.add(edge.to)
          problems.push(
            problemAt(
              edge.path,
              'program/runs-twice',
              `Branches of ${step.title} meet in ${target.title} without a join: it runs once for each of them.`,
              'Put a Join step where they meet.',
              'warning',
            ),
          )
        }
      }
    }
  })
  return problems
}

const enclosingFork = (region: Region | null): number =>
  region === null ? -1 : (enclosing(region, 'fork')?.opener ?? -1)
