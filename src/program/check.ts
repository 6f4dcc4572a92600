import { problemAt, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { checkFaults } from './check-faults.ts'
import { checkReferences } from './check-references.ts'
import { checkTopics } from './check-topics.ts'
import { checkCycles } from './cycles.ts'
import { checkEstimate, estimateRun, type Estimate } from './estimate.ts'
import { graphOf, type Graph } from './graph.ts'
import { findRegions, type Regions } from './regions.ts'
import { checkEdges, checkStructure } from './structure.ts'

/** A document read as a program: its graph, how it lies inside of itself, and all that is wrong with it. */
export interface Analysis {
  readonly graph: Graph
  readonly regions: Regions
  readonly estimate: Estimate
  readonly problems: readonly Problem[]
}

const analyses = new WeakMap<ScenarioDocument, Analysis>()

/** Made once for each version of a document, in time that grows with its size: it runs at every edit. */
export function analyse(document: ScenarioDocument): Analysis {
  let analysis = analyses.get(document)
  if (analysis === undefined) {
    analysis = makeAnalysis(document)
    analyses.set(document, analysis)
  }
  return analysis
}

/** Everything that can be known to be wrong, or suspicious, before the run. */
export const checkDocument = (document: ScenarioDocument): readonly Problem[] => analyse(document).problems

function makeAnalysis(document: ScenarioDocument): Analysis {
  const graph = graphOf(document)
  const regions = findRegions(graph)
  const estimate = estimateRun(graph, regions, document.sources.length)
  const problems = [
    ...graph.problems,
    ...checkEnds(graph),
    ...checkEdges(graph),
    ...regions.problems,
    ...checkStructure(graph, regions),
    ...checkCycles(graph, regions, estimate),
    ...checkEstimate(document, graph, estimate),
    ...checkReferences(document, graph),
    ...checkTopics(document, graph),
    ...checkFaults(document, graph),
  ]
  return { graph, regions, estimate, problems: unique(problems) }
}

/** A sub-scenario that is called twice has its problems once. */
function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>()
  return problems.filter(({ code, path, message }) => {
    const key = `${code} ${path.join('/')} ${message}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** The steps that can be come to from one, itself among them. */
export function reachedFrom(document: ScenarioDocument, begin: string): ReadonlySet<string> {
  const out = new Map<string, string[]>()
  for (const { from, to } of document.edges) {
    const known = out.get(from)
    if (known === undefined) out.set(from, [to])
    else known.push(to)
  }
  const reached = new Set([begin])
  for (const id of reached) for (const to of out.get(id) ?? []) reached.add(to)
  return reached
}

function checkEnds({ steps }: Graph): Problem[] {
  const starts = steps.filter(({ spec }) => spec.kind === 'start')
  if (starts.length === 0) {
    return [
      problemAt(
        ['steps'],
        'program/no-start',
        'The scenario has no start.',
        'Add a Start step and connect it to the first step.',
      ),
    ]
  }
  return starts
    .slice(1)
    .map(({ path }) =>
      problemAt(path, 'program/two-starts', 'The scenario has a second start.', 'Remove one of them.'),
    )
}
