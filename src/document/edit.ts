import { present } from '../base/assert.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import { agentKinds, assertionKinds, chaosKinds, findKind, sourceKinds, stepKinds } from '../catalog.ts'
import type { Kind, ProfileKind, Spec } from '../kinds/contracts.ts'
import { portOf, type Ports } from '../kinds/ports.ts'
import type { GroupSpec } from './decoration.ts'
import { defaultAssertionEnvelope, defaultFaultEnvelope } from './defaults.ts'
import type { EdgeOn, EdgeSpec, Position, ScenarioDocument } from './types.ts'

/** The lists whose items have an id, a kind and parameters. */
export const PART_LISTS = ['sources', 'agents', 'faults', 'assertions', 'steps'] as const
export type PartList = (typeof PART_LISTS)[number]
export type Part = ScenarioDocument[PartList][number]

export interface Added {
  readonly document: ScenarioDocument
  readonly id: string
}

/** The kinds a list can hold. */
export const kindsOf = (list: PartList): readonly Kind[] =>
  ({
    sources: sourceKinds,
    agents: agentKinds,
    faults: chaosKinds,
    assertions: assertionKinds,
    steps: stepKinds,
  })[list]

/** A part by its id, and the list it is in; undefined when there is none. */
export function findPart(document: ScenarioDocument, id: string): { list: PartList; part: Part } | undefined {
  for (const list of PART_LISTS) {
    const part = (document[list] as readonly Part[]).find((candidate) => candidate.id === id)
    if (part !== undefined) return { list, part }
  }
  return undefined
}

/** Adds a part of a kind with default parameters. Steps come with `addStep`, sources may name a profile. */
export function addPart(
  document: ScenarioDocument,
  list: Exclude<PartList, 'steps'>,
  kindName: string,
  profileName?: string,
): Added {
  const kind = present(findKind(kindsOf(list), kindName), `kind ${kindName}`)
  const shared = { ...identity(document, kind), kind: kind.name, params: kind.params.parse({}) }
  const id = shared.id
  const with_ = <L extends PartList>(name: L, part: ScenarioDocument[L][number]) => ({
    document: { ...document, [name]: [...document[name], part] },
    id,
  })
  switch (list) {
    case 'sources': {
      const source = present(findKind(sourceKinds, kindName), `source ${kindName}`)
      const profile = present(
        profileName === undefined ? source.profiles[0] : findKind(source.profiles, profileName),
        `profile ${profileName}`,
      )
      return with_('sources', { ...shared, topic: source.defaultTopic, profile: specOf(profile) })
    }
    case 'faults':
      return with_('faults', { ...shared, ...defaultFaultEnvelope(document.sources[0]?.topic) })
    case 'agents':
      return with_('agents', shared)
    case 'assertions':
      return with_('assertions', { ...shared, ...defaultAssertionEnvelope() })
  }
}

/** A kind with its default parameters. */
export const specOf = (kind: Kind | ProfileKind): Spec => ({ kind: kind.name, params: kind.params.parse({}) })

/**
 * Adds a step. With `after`, it takes its place on that way out: what followed there follows the new
 * step by its first way out, if it has one. Where several edges may leave, it is one more.
 */
export function addStep(
  document: ScenarioDocument,
  kindName: string,
  position: Position,
  after?: { readonly from: string; readonly on: EdgeOn },
): Added {
  const kind = present(findKind(stepKinds, kindName), `step ${kindName}`)
  const { id, name } = identity(document, kind)
  const step = {
    id,
    name,
    kind: kind.name,
    params: kind.params.parse({}),
    onFail: 'continue' as const,
    position: rounded(position),
  }
  const grown = { ...document, steps: [...document.steps, step] }
  if (after === undefined || !kind.ports.in) return { document: grown, id }
  const [first] = kind.ports.out
  const followed = document.edges.find(({ from, on }) => from === after.from && on === after.on)
  const joined = withEdge(grown, { ...after, to: id })
  if (followed === undefined || first === undefined || isMany(document, after))
    return { document: joined, id }
  return { document: withEdge(joined, { from: id, to: followed.to, on: wayOn(kind.ports) }), id }
}

/** Removes parts, edges, notes and groups; a group goes without its steps. A removed step's neighbours are joined where it had one way in and a next. */
export function removeParts(
  document: ScenarioDocument,
  ids: readonly string[],
  edges: readonly EdgeSpec[] = [],
): ScenarioDocument {
  const gone = new Set(ids)
  const cut = new Set(edges.map(edgeKey))
  let kept = document.edges.filter((edge) => !cut.has(edgeKey(edge)))
  for (const id of ids) {
    const into = kept.filter(({ to }) => to === id)
    const ports = portsOf(document, id)
    const next = kept.find(({ from, on }) => from === id && ports !== undefined && on === wayOn(ports))
    const [only] = into
    const joins = into.length === 1 && only !== undefined && next !== undefined && only.from !== next.to
    const joined = joins ? { ...only, to: next.to } : null
    const known = joined !== null && kept.some((edge) => edgeKey(edge) === edgeKey(joined))
    // Branches begin in the order of their edges: what is joined stays in its place.
    kept = kept.flatMap((edge) => {
      if (edge.to === id) return joined === null || known ? [] : [joined]
      return edge.from === id ? [] : [edge]
    })
  }
  const keep = <P extends { readonly id: string }>(parts: readonly P[]) =>
    parts.filter(({ id }) => !gone.has(id))
  return {
    ...document,
    sources: keep(document.sources),
    agents: keep(document.agents),
    faults: keep(document.faults),
    assertions: keep(document.assertions),
    steps: keep(document.steps),
    edges: kept,
    notes: keep(document.notes),
    groups: withoutMembers(keep(document.groups), gone),
  }
}

/** Groups without some steps; one that is left with none goes too. */
export function withoutMembers(groups: readonly GroupSpec[], gone: ReadonlySet<string>): GroupSpec[] {
  return groups.flatMap((group) => {
    const steps = group.steps.filter((id) => !gone.has(id))
    if (steps.length === group.steps.length) return [group]
    return steps.length === 0 ? [] : [{ ...group, steps }]
  })
}

/**
 * Joins two steps; an edge that left by the same way is replaced, unless several may leave by it.
 * A connection that cannot be is a problem.
 */
export function connect(document: ScenarioDocument, edge: EdgeSpec): ScenarioDocument | Problem {
  const refuse = (message: string) => problemAt(['edges'], 'document/cannot-connect', message)
  const [from, to] = [portsOf(document, edge.from), portsOf(document, edge.to)]
  if (from === undefined || to === undefined) return refuse('One of the steps does not exist.')
  if (edge.from === edge.to) return refuse('A step cannot follow itself.')
  if (!to.in) return refuse('Nothing can lead to a start step.')
  if (portOf(from, edge.on) === undefined) {
    if (edge.on === 'fail') return refuse('This step cannot fail.')
    return refuse(from.out.length === 0 ? 'Nothing can follow this step.' : `It has no way out “${edge.on}”.`)
  }
  return withEdge(document, edge)
}

/** Changes fields of one part; a field that is given as undefined is taken out. */
export function updatePart(document: ScenarioDocument, id: string, change: object): ScenarioDocument {
  const { list } = present(findPart(document, id), `part ${id}`)
  const parts = (document[list] as readonly Part[]).map((part) =>
    part.id === id ? withoutUndefined({ ...part, ...change }) : part,
  )
  return { ...document, [list]: parts }
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T

/** Moves steps and notes. Where nothing moves, it is the same document. */
export function moveSteps(
  document: ScenarioDocument,
  positions: ReadonlyMap<string, Position>,
): ScenarioDocument {
  let moved = false
  const place = <T extends { readonly id: string; readonly position: Position }>(item: T): T => {
    const wanted = positions.get(item.id)
    if (wanted === undefined) return item
    const position = rounded(wanted)
    if (position.x === item.position.x && position.y === item.position.y) return item
    moved = true
    return { ...item, position }
  }
  const [steps, notes] = [document.steps.map(place), document.notes.map(place)]
  return moved ? { ...document, steps, notes } : document
}

/** Moves a part of a list one place: the order of sources and faults is the order of their acts. */
export function reorderPart(document: ScenarioDocument, id: string, by: -1 | 1): ScenarioDocument {
  const { list } = present(findPart(document, id), `part ${id}`)
  const parts = [...(document[list] as readonly Part[])]
  const from = parts.findIndex((part) => part.id === id)
  const to = from + by
  if (to < 0 || to >= parts.length) return document
  parts.splice(to, 0, ...parts.splice(from, 1))
  return { ...document, [list]: parts }
}

/** What tells an edge from the others: a way may have several, but only one to each step. */
export const edgeKey = ({ from, on, to }: EdgeSpec): string => `${from} ${on} ${to}`

const portsOf = (document: ScenarioDocument, id: string): Ports | undefined =>
  findKind(stepKinds, document.steps.find((step) => step.id === id)?.kind ?? '')?.ports

const isMany = (document: ScenarioDocument, { from, on }: Pick<EdgeSpec, 'from' | 'on'>): boolean => {
  const ports = portsOf(document, from)
  return ports !== undefined && portOf(ports, on)?.many === true
}

/** The way that simply goes on: `next`, or the first where there is none. */
export const wayOn = ({ out }: Ports): string =>
  (out.find(({ name }) => name === 'next') ?? out[0])?.name ?? 'next'

function withEdge(document: ScenarioDocument, edge: EdgeSpec): ScenarioDocument {
  const replaced = isMany(document, edge)
    ? (other: EdgeSpec) => edgeKey(other) === edgeKey(edge)
    : ({ from, on }: EdgeSpec) => from === edge.from && on === edge.on
  const others = document.edges.filter((other) => !replaced(other))
  return { ...document, edges: [...others, { from: edge.from, to: edge.to, on: edge.on }] }
}

/** Every id of a document: no two things in it have the same. */
export const usedIds = (document: ScenarioDocument): ReadonlySet<string> =>
  new Set(
    [...PART_LISTS, 'notes' as const, 'groups' as const].flatMap((list) =>
      document[list].map(({ id }) => id),
    ),
  )

/** A free id and name after the kind: `wait-cycles`, `wait-cycles-2`, ... */
function identity(document: ScenarioDocument, kind: Kind): { id: string; name: string } {
  const id = freshId(usedIds(document), kind.name)
  const number = id.slice(kind.name.length + 1)
  return { id, name: number === '' ? kind.title : `${kind.title} ${number}` }
}

/** An id like `base` that is not among those used. */
export function freshId(used: ReadonlySet<string>, base: string): string {
  const stem = base.replace(/-\d+$/, '')
  if (!used.has(stem)) return stem
  for (let number = 2; ; number++) if (!used.has(`${stem}-${number}`)) return `${stem}-${number}`
}

const rounded = ({ x, y }: Position): Position => ({ x: Math.round(x), y: Math.round(y) })
