import { isObject, type Json } from '../base/json.ts'
import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { topicsMatcher } from '../base/topic.ts'
import { agentKinds, assertionKinds, findKind } from '../catalog.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { graphOf, type Graph } from './graph.ts'

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

/** A topic, or a pattern, that a part looks for and nobody publishes. */
export interface SilentTopic {
  readonly topic: string
  /** Where it is written: to a text that is the topic, or that has it as one of its words. */
  readonly path: Path
  readonly problem: Problem
}

/** Warns of topics nobody publishes: such a fault, agent, wait or assertion could never see an event. */
export const checkTopics = (document: ScenarioDocument, graph: Graph): Problem[] =>
  silentTopics(document, graph).map(({ problem }) => problem)

export function silentTopics(document: ScenarioDocument, graph: Graph): SilentTopic[] {
  const distinct = [...new Set(publishedTopics(document))]
  const known = new Map<string, boolean>()
  const isSilent = (pattern: string): boolean => {
    // Marks of the engine are nobody's events.
    if (pattern.startsWith('$')) return false
    const silent = known.get(pattern) ?? !distinct.some(topicsMatcher([pattern]))
    known.set(pattern, silent)
    return silent
  }
  /** A pattern with wildcards may be one of several that are tried; a name is meant. */
  const silentAmong = (patterns: readonly string[]): readonly string[] => {
    const silent = [...new Set(patterns)].filter(isSilent)
    return silent.length === patterns.length ? silent : silent.filter((pattern) => !pattern.includes('*'))
  }
  const faults = document.faults.flatMap(({ id, name, topics }, index) =>
    silentAmong(topics).map((topic) =>
      silentTopic(topic, `the fault "${name || id}"`, topics, ['faults', index, 'topics']),
    ),
  )
  // An agent may have topics that it can do without: it is told when nobody says anything to it.
  const agents = document.agents.flatMap(({ id, name, kind, params }, index) => {
    const hears = findKind(agentKinds, kind)?.subscribes(params) ?? []
    if (!hears.every(isSilent)) return []
    return hears.map((topic) =>
      silentTopic(topic, `the agent "${name || id}"`, params, ['agents', index, 'params']),
    )
  })
  const assertions = document.assertions.flatMap(({ id, name, kind, params, enabled }, index) =>
    enabled
      ? silentAmong(findKind(assertionKinds, kind)?.topics(params) ?? []).map((topic) =>
          silentTopic(topic, `the assertion "${name || id}"`, params, ['assertions', index, 'params']),
        )
      : [],
  )
  const waits = graph.steps.flatMap(({ spec, instructions, path, title }) =>
    instructions.flatMap((instruction) =>
      instruction.op === 'await' && isSilent(instruction.topic)
        ? [silentTopic(instruction.topic, `the step ${title}`, spec.params, [...path, 'params'])]
        : [],
    ),
  )
  return [...faults, ...agents, ...assertions, ...waits]
}

function silentTopic(topic: string, who: string, written: unknown, path: Path): SilentTopic {
  const place = [...path, ...placeOf(topic, written as Json)]
  const problem = problemAt(
    place,
    'program/silent-topic',
    `Nobody publishes “${topic}”, which ${who} looks for.`,
    'Check the topic’s spelling, or add a source, agent or step that publishes it.',
    'warning',
  )
  return { topic, path: place, problem }
}

/** The way to a text that is the topic, else to one that has it as a word; where neither is, no way. */
const placeOf = (topic: string, written: Json): Path =>
  find(written, (text) => text === topic) ?? find(written, (text) => wordsOf(text).includes(topic)) ?? []

function find(value: Json, wanted: (text: string) => boolean): Path | undefined {
  if (typeof value === 'string') return wanted(value) ? [] : undefined
  const entries: readonly (readonly [string | number, Json | undefined])[] = Array.isArray(value)
    ? [...(value as readonly Json[]).entries()]
    : isObject(value)
      ? Object.entries(value)
      : []
  for (const [key, part] of entries) {
    const found = part === undefined ? undefined : find(part, wanted)
    if (found !== undefined) return [key, ...found]
  }
  return undefined
}

/** The words of a text, with what lies between them at the odd places. */
const wordsOf = (text: string): string[] => text.split(/([^\w.$*-]+)/)

/** A text with another topic in the place of one. */
export const withTopic = (text: string, topic: string, meant: string): string =>
  wordsOf(text)
    .map((word) => (word === topic ? meant : word))
    .join('')
