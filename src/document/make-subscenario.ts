import { present } from '../base/assert.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import type { StepKind } from '../kinds/contracts.ts'
import { describeForm, type Control } from '../kinds/form.ts'
import { cutStructure } from './cut-structure.ts'
import { edgeKey, freshId, PART_LISTS, specOf, usedIds, withoutMembers, type Part } from './edit.ts'
import { STEP_PITCH } from './geometry.ts'
import { mapReferences } from './part-references.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec, Subscenario, SubscenarioParam } from './types.ts'

export interface MadeSubscenario {
  readonly document: ScenarioDocument
  /** The new sub-scenario. */
  readonly id: string
  /** The step that calls it now. */
  readonly call: string
}

/** Between the id of a call and that of a step inside, where both are meant together. */
const SEPARATOR = '__'

/**
 * Moves steps into a new sub-scenario, and puts a step that calls it in their place. They need one way in and one
 * way out; else there is a problem that says which there are.
 */
export function makeSubscenario(
  document: ScenarioDocument,
  ids: readonly string[],
  name: string,
): MadeSubscenario | Problem {
  const chosen = new Set(ids)
  const steps = document.steps.filter(({ id }) => chosen.has(id))
  const ends = endsOf(document, steps, chosen)
  if ('code' in ends) return ends
  const used = new Set([...usedIds(document), ...document.subscenarios.map(({ id }) => id)])
  const id = freshId(used, slugOf(name))
  const call = freshId(new Set([...used, id]), 'call')
  const [start, end] = ['start', 'end'].map((wanted) => freshId(chosen, wanted)) as [string, string]
  const first = present(
    steps.find((step) => step.id === ends.entry),
    'the first step',
  )
  const { calling, starting, ending } = boundaryKinds()
  const shift = { x: STEP_PITCH.x - first.position.x, y: -first.position.y }
  const moved = steps.map((step) => ({
    ...step,
    position: { x: step.position.x + shift.x, y: step.position.y + shift.y },
  }))
  const right = Math.max(...moved.map(({ position }) => position.x))
  const bare = { name: '', onFail: 'continue' as const }
  const groups = document.groups.filter((group) => group.steps.every((member) => chosen.has(member)))
  const subscenario: Subscenario = {
    id,
    name,
    params: paramsOf(moved),
    steps: [
      { ...bare, ...specOf(starting), id: start, name: starting.title, position: { x: 0, y: 0 } },
      ...moved,
      {
        ...bare,
        ...specOf(ending),
        id: end,
        name: ending.title,
        position: { x: right + STEP_PITCH.x, y: 0 },
      },
    ],
    edges: [
      { from: start, to: ends.entry, on: 'next' },
      ...document.edges
        .filter(({ from }) => chosen.has(from))
        .map((edge) => (chosen.has(edge.to) ? edge : { ...edge, to: end })),
    ],
    notes: [],
    groups,
  }
  const spec = specOf(calling)
  const standIn: StepSpec = {
    ...bare,
    ...spec,
    params: { ...spec.params, subscenario: id },
    id: call,
    name,
    position: first.position,
  }
  const inPlace = document.steps.flatMap((step) =>
    step.id === ends.entry ? [standIn] : chosen.has(step.id) ? [] : [step],
  )
  // Branches begin in the order of their edges: each stays in its place.
  const edges = document.edges.flatMap((edge): EdgeSpec[] => {
    if (chosen.has(edge.to)) return chosen.has(edge.from) ? [] : [{ ...edge, to: call }]
    return chosen.has(edge.from) ? [{ from: call, to: edge.to, on: 'next' }] : [edge]
  })
  const without = {
    ...document,
    steps: inPlace,
    edges: distinct(edges),
    groups: withoutMembers(
      document.groups
        .filter((group) => !groups.includes(group))
        .map((group) =>
          group.steps.includes(ends.entry) ? { ...group, steps: [...group.steps, call] } : group,
        ),
      chosen,
    ),
    subscenarios: [...document.subscenarios, subscenario],
  }
  const named = (ref: string) => (chosen.has(ref) ? `${call}${SEPARATOR}${ref}` : ref)
  return { document: withReferences(without, named), id, call }
}

/** The kinds that a sub-scenario begins and ends with, and the one that calls it: told by what they are, not by name. */
export function boundaryKinds(): BoundaryKinds {
  known ??= {
    starting: find(({ ports }) => !ports.in, 'a kind that begins'),
    ending: find(
      (kind) => kind.ports.out.length === 0 && kind.compile(kind.params.parse({})).length === 0,
      'a kind that ends',
    ),
    calling: find(({ params }) => 'subscenario' in params.shape, 'a kind that calls'),
  }
  return known
}

interface BoundaryKinds {
  readonly starting: StepKind
  readonly ending: StepKind
  readonly calling: StepKind
}

let known: BoundaryKinds | null = null

const find = (is: (kind: StepKind) => boolean, what: string): StepKind => present(stepKinds.find(is), what)

interface Ends {
  readonly entry: string
}

function endsOf(
  { steps: all, edges }: ScenarioDocument,
  steps: readonly StepSpec[],
  chosen: ReadonlySet<string>,
): Ends | Problem {
  const refuse = (message: string, fix: string) =>
    problemAt(['steps'], 'document/cannot-make-subscenario', message, fix)
  const nameOf = (id: string) => {
    const step = all.find((candidate) => candidate.id === id)
    return `“${step?.name || id}”`
  }
  const list = (ids: readonly string[]) => ids.map(nameOf).join(' and ')
  if (steps.length === 0) return refuse('No step is selected.', 'Select the steps that belong together.')
  const { starting, ending } = boundaryKinds()
  const bound = steps.find(({ kind }) => kind === starting.name || kind === ending.name)
  if (bound !== undefined)
    return refuse(
      `${nameOf(bound.id)} cannot be part of it: a sub-scenario has a start and an end of its own.`,
      'Leave it out of the selection.',
    )
  const entering = edges.filter(({ from, to }) => !chosen.has(from) && chosen.has(to))
  const leaving = edges.filter(({ from, to }) => chosen.has(from) && !chosen.has(to))
  const within = edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to))
  const followed = new Set(within.map(({ to }) => to))
  const entries = [...new Set(entering.map(({ to }) => to))]
  const firsts =
    entries.length > 0 ? entries : steps.filter(({ id }) => !followed.has(id)).map(({ id }) => id)
  const [entry] = firsts
  if (entry === undefined || firsts.length > 1)
    return refuse(
      firsts.length > 1
        ? `The selection has ${firsts.length} ways in: ${list(firsts)}.`
        : 'The selection has no first step: its steps lead round in a circle.',
      'Select steps that are entered in one place.',
    )
  const exits = [...new Set(leaving.map(({ to }) => to))]
  if (exits.length > 1)
    return refuse(
      `The selection has ${exits.length} ways out: to ${list(exits)}.`,
      'Select steps that lead on to one step only.',
    )
  const cut = cutStructure(steps, edges, entry)
  if (cut !== null)
    return refuse(
      cut.does === 'begins'
        ? `${nameOf(cut.step.id)} begins what ends outside of the selection.`
        : `${nameOf(cut.step.id)} ends what begins outside of the selection.`,
      'Select all of it, or nothing of it.',
    )
  return { entry }
}

/** A way that several may leave by can lead to each step once. */
const distinct = (edges: readonly EdgeSpec[]): EdgeSpec[] => [
  ...new Map(edges.map((edge) => [edgeKey(edge), edge])).values(),
]

/** Every part with the ids that it refers to replaced. Ids of the parts themselves stay. */
export function withReferences(document: ScenarioDocument, named: (id: string) => string): ScenarioDocument {
  const lists = PART_LISTS.map((list) => [
    list,
    (document[list] as readonly Part[]).map((part) => ({ ...mapReferences(list, part, named), id: part.id })),
  ])
  return { ...document, ...Object.fromEntries(lists) }
}

const PLAIN: ReadonlySet<Control> = new Set([
  'number',
  'slider',
  'text',
  'select',
  'switch',
  'topic',
  'topic-pattern',
])
const MOST_PARAMS = 12

/** A parameter for each field that somebody has set: what is as it is by itself is hardly what calls differ in. */
function paramsOf(steps: readonly StepSpec[]): SubscenarioParam[] {
  const names = new Set<string>()
  return steps
    .flatMap((step) => {
      const kind = findKind(stepKinds, step.kind)
      const fields = kind === undefined ? [] : describeForm(kind.params)
      return fields
        .filter(
          ({ name, control, defaultValue }) => PLAIN.has(control) && differs(step.params[name], defaultValue),
        )
        .map((field) => ({ step, field }))
    })
    .slice(0, MOST_PARAMS)
    .map(({ step, field }) => {
      const name = freshId(names, field.name)
      names.add(name)
      return {
        name,
        label: `${step.name || step.id}: ${field.label}`.slice(0, 200),
        targets: [{ step: step.id, field: field.name }],
      }
    })
}

const differs = (value: unknown, standard: unknown): boolean => value !== undefined && value !== standard

/** `Log in` as an id. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  return slug === '' ? 'sub-scenario' : slug
}
