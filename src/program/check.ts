import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { topicsMatcher } from '../base/topic.ts'
import { agentKinds, findKind } from '../catalog.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { checkFaults } from './check-faults.ts'
import { checkReferences } from './check-references.ts'
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

function topicsOf(instruction: Instruction): readonly string[] {
  if (instruction.op === 'script') return instruction.publishes
  return instruction.op === 'publish' ? [instruction.topic] : []
}

/** Every topic that something in the scenario can publish. */
export function publishedTopics(document: ScenarioDocument): string[] {
  const graph = graphOf(document)
  return [
    ...document.sources.map(({ topic }) => topic),
    ...document.agents.flatMap(
      (agent) => findKind(agentKinds, agent.kind)?.publishes(agent.params as never) ?? [],
    ),
    ...graph.steps.flatMap(({ instructions }) => instructions.flatMap(topicsOf)),
    ...document.faults.flatMap(({ params }) =>
      typeof params['topic'] === 'string' ? [params['topic']] : [],
    ),
  ]
}

/** Warns of topics nobody publishes: such a fault or wait could never see an event. */
function checkTopics(document: ScenarioDocument, graph: Graph): Problem[] {
  const distinct = [...new Set(publishedTopics(document))]
  const judged = new Map<string, boolean>()
  const nobody = (patterns: readonly string[]): boolean => {
    const key = patterns.join(' ')
    let silent = judged.get(key)
    if (silent === undefined) {
      silent = patterns.length > 0 && !distinct.some(topicsMatcher(patterns))
      judged.set(key, silent)
    }
    return silent
  }
  const warn = (path: Path, who: string) =>
    problemAt(
      path,
      'program/silent-topic',
      `Nobody publishes what ${who} looks for.`,
      'Check the topic’s spelling, or add a source, agent or step that publishes it.',
      'warning',
    )
  return [
    ...document.faults.flatMap((fault, index) =>
      nobody(fault.topics)
        ? [warn(['faults', index, 'topics'], `the fault "${fault.name || fault.id}"`)]
        : [],
    ),
    ...document.agents.flatMap((agent, index) => {
      const hears = findKind(agentKinds, agent.kind)?.subscribes(agent.params) ?? []
      return nobody(hears) ? [warn(['agents', index], `the agent "${agent.name || agent.id}"`)] : []
    }),
    ...graph.steps.flatMap(({ instructions, path, title }) =>
      instructions.some((instruction) => instruction.op === 'await' && nobody([instruction.topic]))
        ? [warn([...path, 'params', 'topic'], `the step ${title}`)]
        : [],
    ),
  ]
}
