import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { topicsMatcher } from '../base/topic.ts'
import { agentKinds, assertionKinds, chaosKinds, findKind } from '../catalog.ts'
import type { FaultSpec, ScenarioDocument } from '../document/types.ts'
import type { Instruction, Test } from '../kinds/instruction.ts'
import { components } from './cycles.ts'
import { graphOf } from './graph.ts'

export type MapRole = 'source' | 'agent' | 'step' | 'fault' | 'topic' | 'assertion'

export interface MapNode {
  /** A part's own id, or `topic:` and its name. */
  readonly id: string
  readonly role: MapRole
  readonly name: string
  /** Where it is written; null for topics, which only follow from the rest. */
  readonly path: Path | null
}

/** From a publisher to a topic, or from a topic to whoever hears it. */
export interface MapLink {
  readonly from: string
  readonly to: string
  readonly topic: string
  /** Who publishes, as the log has it; null from a topic on. */
  readonly source: string | null
  /** Faults that may act on what is published here, in their order. */
  readonly faults: readonly string[]
}

export interface SystemMap {
  readonly nodes: readonly MapNode[]
  readonly links: readonly MapLink[]
  /** Parts that nobody hears, circles of agents: in words, at their place. What hears nothing is a warning of the checks. */
  readonly findings: readonly Problem[]
}

const topicId = (topic: string): string => `topic:${topic}`

/** Somebody on the bus: what it publishes, what it listens to. */
interface Participant extends MapNode {
  readonly path: Path
  readonly source: string
  readonly publishes: readonly string[]
  readonly hears: readonly string[]
}

const maps = new WeakMap<ScenarioDocument, SystemMap>()

/** Who publishes and who listens to what, as far as the document tells. Once for each version of it. */
export function systemMapOf(document: ScenarioDocument): SystemMap {
  let map = maps.get(document)
  if (map === undefined) {
    map = makeMap(document)
    maps.set(document, map)
  }
  return map
}

function makeMap(document: ScenarioDocument): SystemMap {
  const participants = [
    ...sourcesOf(document),
    ...agentsOf(document),
    ...stepsOf(document),
    ...injectorsOf(document),
    ...assertionsOf(document),
  ]
  const topics = [
    ...new Set([
      ...participants.flatMap(({ publishes }) => publishes),
      // What is asked for by its full name is on the map, even when nobody publishes it.
      ...participants.flatMap(({ hears }) => hears.filter((pattern) => !pattern.includes('*'))),
    ]),
  ].filter((topic) => !topic.startsWith('$'))
  const links = participants.flatMap((participant) => [
    ...distinct(participant.publishes).map((topic): MapLink => ({
      from: participant.id,
      to: topicId(topic),
      topic,
      source: participant.source,
      faults: participant.role === 'fault' ? [] : faultsOn(document.faults, topic, participant.source),
    })),
    ...heardBy(participant, topics).map((topic): MapLink => ({
      from: topicId(topic),
      to: participant.id,
      topic,
      source: null,
      faults: [],
    })),
  ])
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]))
  const nodes: MapNode[] = [
    ...participants.filter(({ id }) => linked.has(id)),
    ...topics.map((topic): MapNode => ({ id: topicId(topic), role: 'topic', name: topic, path: null })),
  ].map(({ id, role, name, path }) => ({ id, role, name, path }))
  return { nodes, links, findings: findingsOf(participants, links) }
}

const distinct = (items: readonly string[]): string[] => [...new Set(items)]

function heardBy({ hears }: Participant, topics: readonly string[]): string[] {
  if (hears.length === 0) return []
  return topics.filter(topicsMatcher(hears))
}

const faultsOn = (faults: readonly FaultSpec[], topic: string, source: string): string[] =>
  faults
    .filter((fault) => topicsMatcher(fault.topics)(topic))
    .filter(({ sources }) => sources.length === 0 || sources.includes(source))
    .map(({ id }) => id)

// --------------------------------------------------------------------------------------- participants

const sourcesOf = ({ sources }: ScenarioDocument): Participant[] =>
  sources.map(({ id, name, topic }, index) => ({
    id,
    role: 'source',
    name: name || id,
    path: ['sources', index],
    source: id,
    publishes: [topic],
    hears: [],
  }))

const agentsOf = ({ agents }: ScenarioDocument): Participant[] =>
  agents.map(({ id, name, kind, params }, index) => {
    const known = findKind(agentKinds, kind)
    return {
      id,
      role: 'agent',
      name: name || id,
      path: ['agents', index],
      source: id,
      publishes: known?.publishes(params) ?? [],
      hears: known?.subscribes(params) ?? [],
    }
  })

const stepsOf = (document: ScenarioDocument): Participant[] =>
  graphOf(document).steps.flatMap(({ spec, path, instructions }): Participant[] => {
    const publishes = instructions.flatMap(publishedBy)
    const hears = instructions.flatMap(listenedBy)
    if (publishes.length + hears.length === 0) return []
    const { id, name } = spec
    return [{ id, role: 'step', name: name || id, path, source: `step:${id}`, publishes, hears }]
  })

function publishedBy(instruction: Instruction): readonly string[] {
  if (instruction.op === 'script') return instruction.publishes
  return instruction.op === 'publish' ? [instruction.topic] : []
}

function listenedBy(instruction: Instruction): readonly string[] {
  switch (instruction.op) {
    case 'await':
    case 'copy':
      return [instruction.topic]
    case 'script':
      return instruction.reads
    case 'decide':
      return askedOf(instruction.test)
    case 'loop':
      return instruction.test === null ? [] : askedOf(instruction.test)
    default:
      return []
  }
}

const askedOf = (test: Test): string[] => (test.of === 'latest' ? [test.topic] : [])

/** Faults publish too: what they inject has a topic of its own. */
const injectorsOf = ({ faults }: ScenarioDocument): Participant[] =>
  faults.flatMap(({ id, name, kind, params }, index): Participant[] => {
    const topic = findKind(chaosKinds, kind) === undefined ? undefined : params['topic']
    if (typeof topic !== 'string') return []
    const source = `fault:${id}`
    return [
      { id, role: 'fault', name: name || id, path: ['faults', index], source, publishes: [topic], hears: [] },
    ]
  })

const assertionsOf = ({ assertions }: ScenarioDocument): Participant[] =>
  assertions.flatMap(({ id, name, kind, params, enabled }, index): Participant[] => {
    const known = enabled ? findKind(assertionKinds, kind) : undefined
    const hears = known?.topics(params) ?? []
    return [
      {
        id,
        role: 'assertion',
        name: name || id,
        path: ['assertions', index],
        source: id,
        publishes: [],
        hears,
      },
    ]
  })

// ------------------------------------------------------------------------------------------- findings

function findingsOf(participants: readonly Participant[], links: readonly MapLink[]): Problem[] {
  const heard = new Set(links.flatMap(({ source, topic }) => (source === null ? [topic] : [])))
  const unheard = participants.filter(
    ({ publishes }) => publishes.length > 0 && !publishes.some((topic) => heard.has(topic)),
  )
  return [
    ...unheard.map(({ name, path, publishes }) =>
      problemAt(
        path,
        'system/dead-end',
        `Nobody listens to what "${name}" publishes: ${distinct(publishes).join(', ')}.`,
        'Add an agent, a step or an assertion that does, or leave it if nothing has to happen.',
        'note',
      ),
    ),
    ...circlesOf(participants, links),
  ]
}

/** Agents that hear, by way of others, what they themselves publish. */
function circlesOf(participants: readonly Participant[], links: readonly MapLink[]): Problem[] {
  const ids = [...new Set(links.flatMap(({ from, to }) => [from, to]))]
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const next: number[][] = ids.map(() => [])
  for (const { from, to } of links) next[indexOf.get(from) ?? -1]?.push(indexOf.get(to) ?? -1)
  const byId = new Map(participants.map((participant) => [participant.id, participant]))
  return components(ids.length, (node) => next[node] ?? []).flatMap((circle) => {
    const members = circle.flatMap((node) => byId.get(ids[node] ?? '') ?? [])
    const agents = members.filter(({ role }) => role === 'agent')
    const [first] = agents
    if (first === undefined || agents.length < members.length) return []
    const names = agents.map(({ name }) => `"${name}"`).join(', ')
    return [
      problemAt(
        first.path,
        'system/circle',
        `Events can go in a circle through ${names}.`,
        'See that one of them has a latency or a cooldown, so that the circle lets time pass.',
        'note',
      ),
    ]
  })
}
