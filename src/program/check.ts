import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { topicsMatcher } from '../base/topic.ts'
import { findKind, stepKinds } from '../catalog.ts'
import { agentKinds, sourceKinds } from '../catalog.ts'
import { checkFaults } from './check-faults.ts'
import { profiles } from '../document/schema.ts'
import type { ScenarioDocument, StepSpec } from '../document/types.ts'
import type { Instruction } from '../kinds/contracts.ts'

/** Everything that can be known to be wrong, or suspicious, before the run. */
export function checkDocument(document: ScenarioDocument): Problem[] {
  return [...checkEnds(document), ...checkEdges(document), ...checkReach(document), ...checkInstructions(document), ...checkTopics(document), ...checkFaults(document)]
}

const stepPath = (index: number): Path => ['steps', index]

function checkEnds(document: ScenarioDocument): Problem[] {
  const starts = document.steps.flatMap(({ kind }, index) => (kind === 'start' ? [index] : []))
  if (starts.length === 0) {
    return [problemAt(['steps'], 'program/no-start', 'The scenario has no start.', 'Add a Start step and connect it to the first step.')]
  }
  return starts.slice(1).map((index) => problemAt(stepPath(index), 'program/two-starts', 'The scenario has a second start.', 'Remove one of them.'))
}

function checkEdges(document: ScenarioDocument): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>()
  const kindOf = new Map(document.steps.map((step) => [step.id, findKind(stepKinds, step.kind)]))
  document.edges.forEach(({ from, to, on }, index) => {
    const path: Path = ['edges', index]
    const key = `${from} ${on}`
    if (seen.has(key)) {
      problems.push(problemAt(path, 'program/two-ways', `"${from}" has two "${on}" edges.`, 'Keep one of them.'))
    }
    seen.add(key)
    if (kindOf.get(from)?.ports[on] === false) {
      problems.push(problemAt(path, 'program/no-such-port', `"${from}" has no way out called "${on}".`, 'Remove the edge.'))
    }
    if (kindOf.get(to)?.ports.in === false) problems.push(problemAt(path, 'program/no-way-in', `Nothing can lead to "${to}".`, 'Remove the edge.'))
  })
  return problems
}

function checkReach(document: ScenarioDocument): Problem[] {
  const start = document.steps.find(({ kind }) => kind === 'start')
  if (start === undefined) return []
  const reached = reachedFrom(document, start.id)
  const problems: Problem[] = []
  document.steps.forEach((step, index) => {
    if (!reached.has(step.id)) {
      problems.push(problemAt(stepPath(index), 'program/unreachable', `"${step.name || step.id}" cannot be reached from the start.`, 'Connect a step to it, or delete it.', 'warning'))
    }
  })
  return [...problems, ...timelessLoop(document)]
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

/** A loop of steps that let no time pass would never end. */
function timelessLoop(document: ScenarioDocument): Problem[] {
  const passesTime = (id: string) => compileStep(document, id).some((instruction) => (instruction.op === 'advance' && instruction.cycles > 0) || instruction.op === 'await')
  const timeless = document.steps.filter(({ id }) => !passesTime(id)).map(({ id }) => id)
  const next = new Map<string, string[]>()
  for (const { from, to } of document.edges) next.set(from, [...(next.get(from) ?? []), to])
  const allowed = new Set(timeless)
  const loops = timeless.filter((id) => {
    const seen = new Set(next.get(id)?.filter((to) => allowed.has(to)))
    for (const at of seen) for (const to of next.get(at) ?? []) if (allowed.has(to)) seen.add(to)
    return seen.has(id)
  })
  const [first] = loops
  if (first === undefined) return []
  const index = document.steps.findIndex(({ id }) => id === first)
  return [problemAt(stepPath(index), 'program/timeless-loop', `The loop through ${loops.map((id) => `"${id}"`).join(', ')} lets no time pass.`, 'Put a wait step into the loop.')]
}

const compiled = new WeakMap<StepSpec, readonly Instruction[]>()

/** The instructions of one step, worked out once for each version of it; none when its kind is unknown. */
export function compileStep(document: ScenarioDocument, id: string): readonly Instruction[] {
  const step = document.steps.find((candidate) => candidate.id === id)
  const kind = step === undefined ? undefined : findKind(stepKinds, step.kind)
  if (kind === undefined || step === undefined) return []
  let instructions = compiled.get(step)
  if (instructions === undefined) compiled.set(step, (instructions = kind.compile(step.params)))
  return instructions
}

function checkInstructions(document: ScenarioDocument): Problem[] {
  return document.steps.flatMap((step, index) =>
    compileStep(document, step.id).flatMap((instruction) => checkInstruction(document, instruction, [...stepPath(index), 'params'])),
  )
}

function checkInstruction(document: ScenarioDocument, instruction: Instruction, path: Path): Problem[] {
  const unknown = (what: string, id: string) => problemAt(path, `program/unknown-${what}`, `There is no ${what} "${id}".`, `Choose one of the scenario's ${what}s.`)
  const known = (list: readonly { readonly id: string }[], id: string) => list.some((item) => item.id === id)
  switch (instruction.op) {
    case 'check':
      return instruction.assertions.filter((id) => !known(document.assertions, id)).map((id) => unknown('assertion', id))
    case 'switch-fault':
      return known(document.faults, instruction.fault) ? [] : [unknown('fault', instruction.fault)]
    case 'generate':
      return findSource(document, instruction.source) === undefined ? [unknown('source', instruction.source)] : []
    case 'switch-profile': {
      const source = findSource(document, instruction.source)
      const kind = source === undefined ? undefined : findKind(sourceKinds, source.kind)
      if (kind === undefined) return [unknown('source', instruction.source)]
      const parsed = profiles(kind.profiles).safeParse(instruction.profile)
      return parsed.success ? [] : [problemAt(path, 'program/bad-profile', `The profile does not fit the source: ${parsed.error.issues[0]?.message ?? 'invalid'}.`, 'Choose it again.')]
    }
    default:
      return []
  }
}

/** An empty reference means the first source. */
export const findSource = (document: ScenarioDocument, id: string) =>
  id === '' ? document.sources[0] : document.sources.find((source) => source.id === id)

/** Every topic that something in the scenario can publish. */
export function publishedTopics(document: ScenarioDocument): string[] {
  return [
    ...document.sources.map(({ topic }) => topic),
    ...document.agents.flatMap((agent) => findKind(agentKinds, agent.kind)?.publishes(agent.params as never) ?? []),
    ...document.steps.flatMap(({ id }) => compileStep(document, id).flatMap((instruction) => (instruction.op === 'publish' ? [instruction.topic] : instruction.op === 'script' ? instruction.publishes : []))),
    ...document.faults.flatMap(({ params }) => (typeof params['topic'] === 'string' ? [params['topic']] : [])),
  ]
}

/** Warns of topics nobody publishes: such a fault, assertion or wait could never see an event. */
function checkTopics(document: ScenarioDocument): Problem[] {
  const topics = publishedTopics(document)
  const nobody = (patterns: readonly string[]) => patterns.length > 0 && !topics.some(topicsMatcher(patterns))
  const warn = (path: Path, who: string) => problemAt(path, 'program/silent-topic', `Nobody publishes what ${who} looks for.`, 'Check the topic’s spelling, or add a source, agent or step that publishes it.', 'warning')
  return [
    ...document.faults.flatMap((fault, index) => (nobody(fault.topics) ? [warn(['faults', index, 'topics'], `the fault "${fault.name || fault.id}"`)] : [])),
    ...document.steps.flatMap((step, index) =>
      compileStep(document, step.id).some((instruction) => instruction.op === 'await' && nobody([instruction.topic])) ? [warn(['steps', index, 'params', 'topic'], `the step "${step.name || step.id}"`)] : [],
    ),
  ]
}
