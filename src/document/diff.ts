import { jsonEquals, type Json } from '../base/json.ts'
import { findKind } from '../catalog.ts'
import { describeForm } from '../kinds/form.ts'
import { edgeKey, kindsOf, PART_LISTS, type Part, type PartList } from './edit.ts'
import type { EdgeSpec, ScenarioDocument, Subscenario } from './types.ts'

/** One thing that is different between two documents, in plain words. */
export interface Change {
  readonly what: 'added' | 'removed' | 'changed'
  readonly of: PartList | 'scenario' | 'connections' | 'notes' | 'groups' | 'subscenarios'
  /** The part's id, where it is a part. */
  readonly id: string
  readonly title: string
  /** What is different about it, such as `Cycles: 10 → 20`. */
  readonly details: readonly string[]
}

/** What one has to do to the first document to get the second. Places on the canvas do not count as different. */
export function diffDocuments(before: ScenarioDocument, after: ScenarioDocument): Change[] {
  return [
    ...diffScenario(before, after),
    ...PART_LISTS.flatMap((list) => diffList(list, before[list], after[list])),
    ...diffEdges(before, after),
    ...diffPlain(
      'subscenarios',
      before.subscenarios.map(unplaced),
      after.subscenarios.map(unplaced),
      ({ name, id }) => name || id,
    ),
    ...diffPlain('notes', before.notes, after.notes, ({ text }) => text.split('\n')[0] || 'empty note'),
    ...diffPlain('groups', before.groups, after.groups, ({ name, id }) => name || id),
  ]
}

/** Where the steps of a sub-scenario stand does not count, as outside of it. */
const unplaced = (subscenario: Subscenario) => ({
  ...subscenario,
  steps: subscenario.steps.map((step) => ({ ...step, position: null })),
})

const same = (a: unknown, b: unknown): boolean =>
  a === b || jsonEquals((a ?? null) as Json, (b ?? null) as Json)

const MOST_SHOWN = 80

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text
}

const change = (label: string, a: unknown, b: unknown): string[] =>
  same(a, b) ? [] : [`${label}: ${show(a)} → ${show(b)}`]

function diffScenario(before: ScenarioDocument, after: ScenarioDocument): Change[] {
  const details = [
    ...change('Name', before.name, after.name),
    ...change('Description', before.description, after.description),
    ...change('Seed', before.seed, after.seed),
    ...change('Cycle length', before.clock.cycleMs, after.clock.cycleMs),
    ...Object.keys(after.limits).flatMap((key) =>
      change(
        `Limit ${key}`,
        before.limits[key as keyof typeof before.limits],
        after.limits[key as keyof typeof after.limits],
      ),
    ),
  ]
  return details.length === 0
    ? []
    : [{ what: 'changed', of: 'scenario', id: '', title: 'The scenario', details }]
}

function diffList(list: PartList, before: readonly Part[], after: readonly Part[]): Change[] {
  const old = new Map(before.map((part) => [part.id, part]))
  const kept = new Set(after.map(({ id }) => id))
  const order = orderChange(list, before, after)
  return [
    ...before.filter(({ id }) => !kept.has(id)).map((part) => whole('removed', list, part)),
    ...after.flatMap((part): Change[] => {
      const was = old.get(part.id)
      if (was === undefined) return [whole('added', list, part)]
      const details = diffPart(list, was, part)
      return details.length === 0
        ? []
        : [{ what: 'changed', of: list, id: part.id, title: part.name || part.id, details }]
    }),
    ...order,
  ]
}

const whole = (what: 'added' | 'removed', list: PartList, part: Part): Change => {
  const kind = findKind(kindsOf(list), part.kind)
  return {
    what,
    of: list,
    id: part.id,
    title: part.name || part.id,
    details: [[kind?.title ?? part.kind, kind?.describe(part.params) ?? ''].filter(Boolean).join(': ')],
  }
}

/** Where order decides, another order is a change: faults act and sources publish one after the other. */
function orderChange(list: PartList, before: readonly Part[], after: readonly Part[]): Change[] {
  if (list === 'steps') return []
  const common = (parts: readonly Part[], others: readonly Part[]) =>
    parts.map(({ id }) => id).filter((id) => others.some((other) => other.id === id))
  const [a, b] = [common(before, after), common(after, before)]
  if (a.join(' ') === b.join(' ')) return []
  return [
    {
      what: 'changed',
      of: list,
      id: '',
      title: `Order of the ${list}`,
      details: [`${a.join(', ')} → ${b.join(', ')}`],
    },
  ]
}

function diffPart(list: PartList, before: Part, after: Part): string[] {
  if (before === after) return []
  const {
    params: oldParams,
    kind: oldKind,
    name: oldName,
    ...oldRest
  } = before as Part & Record<string, unknown>
  const { params, kind, name, ...rest } = after as Part & Record<string, unknown>
  const found = findKind(kindsOf(list), kind)
  const labels = new Map(
    found === undefined ? [] : describeForm(found.params).map((field) => [field.name, field.label]),
  )
  const keys = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const shared = keys(oldRest, rest).filter((key) => key !== 'id' && key !== 'position')
  return [
    ...change('Name', oldName, name),
    ...change('Kind', oldKind, kind),
    ...keys(oldParams, params).flatMap((key) => change(labels.get(key) ?? key, oldParams[key], params[key])),
    ...shared.flatMap((key) => change(key, oldRest[key], rest[key])),
  ]
}

function diffEdges(before: ScenarioDocument, after: ScenarioDocument): Change[] {
  const [oldName, newName] = [namesOf(before), namesOf(after)]
  const [old, now] = [byWay(before.edges), byWay(after.edges)]
  const ways = [...new Set([...old.keys(), ...now.keys()])]
  return ways.flatMap((way) => {
    const [were, are] = [old.get(way) ?? [], now.get(way) ?? []]
    const gone = were.filter(({ to }) => are.every((edge) => edge.to !== to))
    const come = are.filter(({ to }) => were.every((edge) => edge.to !== to))
    const [from, to] = [gone[0], come[0]]
    // The one way that led there leads here: that is one change, not two.
    if (from !== undefined && to !== undefined && were.length === 1 && are.length === 1)
      return [edgeChange('changed', to, newName, `→ ${oldName(from.to)} is now → ${newName(to.to)}`)]
    return [
      ...gone.map((edge) => edgeChange('removed', edge, oldName, `→ ${oldName(edge.to)}`)),
      ...come.map((edge) => edgeChange('added', edge, newName, `→ ${newName(edge.to)}`)),
    ]
  })
}

type NameOf = (id: string) => string

const namesOf = ({ steps }: ScenarioDocument): NameOf => {
  const names = new Map(steps.map(({ id, name }) => [id, name || id]))
  return (id) => names.get(id) ?? id
}

/** Connections by the way out of a step that they take; a step may lead to several by one way. */
function byWay(edges: readonly EdgeSpec[]): Map<string, EdgeSpec[]> {
  const ways = new Map<string, EdgeSpec[]>()
  for (const edge of edges) {
    const way = `${edge.from} ${edge.on}`
    ways.set(way, [...(ways.get(way) ?? []), edge])
  }
  return ways
}

function edgeChange(what: Change['what'], edge: EdgeSpec, nameOf: NameOf, detail: string): Change {
  const on = edge.on === 'next' ? 'then' : edge.on === 'fail' ? 'if it fails' : edge.on
  return {
    what,
    of: 'connections',
    id: edgeKey(edge),
    title: `${nameOf(edge.from)}, ${on}`,
    details: [detail],
  }
}

function diffPlain<T extends { readonly id: string }>(
  of: 'notes' | 'groups' | 'subscenarios',
  before: readonly T[],
  after: readonly T[],
  titleOf: (item: T) => string,
): Change[] {
  const old = new Map(before.map((item) => [item.id, item]))
  const kept = new Set(after.map(({ id }) => id))
  const entry = (what: Change['what'], item: T): Change => ({
    what,
    of,
    id: item.id,
    title: titleOf(item),
    details: [],
  })
  const strip = (item: T) => ({ ...item, position: null, size: null, collapsed: null })
  return [
    ...before.filter(({ id }) => !kept.has(id)).map((item) => entry('removed', item)),
    ...after.flatMap((item) => {
      const was = old.get(item.id)
      if (was === undefined) return [entry('added', item)]
      return same(strip(was), strip(item)) ? [] : [entry('changed', item)]
    }),
  ]
}
