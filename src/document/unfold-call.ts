import { problemAt, type Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import { freshId, specOf, usedIds } from './edit.ts'
import { STEP_PITCH } from './geometry.ts'
import { calledBy, findSubscenario } from './inside.ts'
import { boundaryKinds, withReferences } from './make-subscenario.ts'
import { mapReferences } from './part-references.ts'
import type { EdgeSpec, FaultSpec, ScenarioDocument, StepSpec, Subscenario } from './types.ts'

export interface Unfolded {
  readonly document: ScenarioDocument
  /** The steps that stand in the call's place. */
  readonly ids: readonly string[]
}

/**
 * Puts the steps of a sub-scenario in the place of a step that calls it, with the values that the call gives. A call
 * with a time limit becomes a block with that limit around them.
 */
export function unfoldCall(document: ScenarioDocument, id: string): Unfolded | Problem {
  const refuse = (message: string, fix: string) =>
    problemAt(['steps'], 'document/cannot-unfold', message, fix)
  const call = document.steps.find((step) => step.id === id)
  const name = call === undefined ? null : calledBy(call)
  if (call === undefined || name === null)
    return refuse('This step calls no sub-scenario.', 'Select a Sub-scenario step.')
  const subscenario = findSubscenario(document, name)
  if (subscenario === undefined)
    return refuse(`There is no sub-scenario “${name}”.`, 'Choose one in the inspector.')
  const { starting } = boundaryKinds()
  const starts = subscenario.steps.filter(({ kind }) => kind === starting.name)
  const [start] = starts
  if (start === undefined || starts.length > 1)
    return refuse(`“${subscenario.name || name}” does not have exactly one start.`, 'Give it one Start step.')
  return place(document, call, subscenario, start)
}

function place(
  document: ScenarioDocument,
  call: StepSpec,
  subscenario: Subscenario,
  start: StepSpec,
): Unfolded {
  const { ending } = boundaryKinds()
  const limited = Number(call.params['timeoutCycles'] ?? 0) > 0
  const bounds = new Set(
    subscenario.steps.filter(({ id, kind }) => id === start.id || kind === ending.name).map(({ id }) => id),
  )
  const taken = new Set(usedIds(document))
  if (!limited) taken.delete(call.id)
  const renamed = new Map<string, string>()
  const fresh = (id: string): string => {
    const own = taken.has(id) ? freshId(taken, id) : id
    taken.add(own)
    return own
  }
  const inner = withValues(subscenario, call).filter(({ id }) => !bounds.has(id))
  for (const { id } of inner) renamed.set(id, fresh(id))
  for (const { id } of subscenario.groups) renamed.set(id, fresh(id))
  for (const { id } of subscenario.notes) renamed.set(id, fresh(id))
  const named = (id: string) => renamed.get(id) ?? id
  const block = limited ? blockAround(call, fresh) : null
  const left = Math.min(...inner.map(({ position }) => position.x), start.position.x + STEP_PITCH.x)
  const shift = {
    x: call.position.x - left + (block === null ? 0 : STEP_PITCH.x),
    y: call.position.y - start.position.y,
  }
  const moved = <T extends { readonly position: StepSpec['position'] }>(item: T): T => ({
    ...item,
    position: { x: item.position.x + shift.x, y: item.position.y + shift.y },
  })
  const steps = inner.map((step) => moved(mapReferences('steps', step, named) as StepSpec))
  const right = Math.max(call.position.x, ...steps.map(({ position }) => position.x))
  const closing =
    block === null ? [] : [{ ...block.close, position: { x: right + STEP_PITCH.x, y: call.position.y } }]
  const placed = [...(block === null ? [] : [block.open]), ...steps, ...closing]
  const width = right + closing.length * STEP_PITCH.x - call.position.x
  const grown: ScenarioDocument = {
    ...document,
    steps: document.steps.flatMap((step) => (step.id === call.id ? placed : [makeRoom(step, call, width)])),
    edges: rewired(document.edges, subscenario, { call, start, bounds, named, block }),
    notes: [...document.notes, ...subscenario.notes.map((note) => ({ ...moved(note), id: named(note.id) }))],
    groups: [
      ...document.groups.map((group) => ({
        ...group,
        steps: group.steps.flatMap((member) => (member === call.id ? placed.map(({ id }) => id) : [member])),
      })),
      ...subscenario.groups
        .filter(() => !document.groups.some(({ steps: members }) => members.includes(call.id)))
        .map((group) => ({ ...group, id: named(group.id), steps: group.steps.map(named) })),
    ],
  }
  const prefix = `${call.id}__`
  const outside = withReferences(grown, (id) => (id.startsWith(prefix) ? named(id.slice(prefix.length)) : id))
  const ids = placed.map(({ id }) => id)
  return { document: limited ? outside : withoutCall(outside, call.id, ids), ids }
}

/** What acted while the call went on acts while one of its steps does. */
const withoutCall = (document: ScenarioDocument, call: string, ids: readonly string[]): ScenarioDocument => ({
  ...document,
  faults: document.faults.map((fault): FaultSpec => ({
    ...fault,
    duringSteps: fault.duringSteps.flatMap((id) => (id === call ? ids : [id])),
  })),
})

/** The sub-scenario's steps with the values that the call gives its parameters; one that does not fit is left out. */
function withValues({ steps, params }: Subscenario, call: StepSpec): readonly StepSpec[] {
  const values = (call.params['values'] ?? {}) as Readonly<Record<string, unknown>>
  const given = params.filter(({ name }) => name in values)
  return steps.map((step) => {
    const changed = Object.fromEntries(
      given.flatMap(({ name, targets }) =>
        targets
          .filter((target) => target.step === step.id)
          .map(({ field }) => [field, values[name]] as const),
      ),
    )
    const parsed = findKind(stepKinds, step.kind)
      ?.params.strict()
      .safeParse({ ...step.params, ...changed })
    return parsed?.success === true ? { ...step, params: parsed.data } : step
  })
}

interface Block {
  readonly open: StepSpec
  readonly close: StepSpec
}

/** A block under the call's own id, as the call is in a run. */
function blockAround(call: StepSpec, fresh: (id: string) => string): Block | null {
  const kindOf = (op: string) =>
    stepKinds.find(
      (kind) => !('subscenario' in kind.params.shape) && kind.compile(kind.params.parse({}))[0]?.op === op,
    )
  const [opening, closing] = [kindOf('block'), kindOf('end-block')]
  if (opening === undefined || closing === undefined) return null
  const { timeoutCycles } = call.params
  return {
    open: { ...call, kind: opening.name, params: { ...specOf(opening).params, timeoutCycles } },
    close: { ...call, ...specOf(closing), id: fresh(`${call.id}-end`), name: closing.title },
  }
}

interface Seam {
  readonly call: StepSpec
  readonly start: StepSpec
  /** The sub-scenario's start and ends. */
  readonly bounds: ReadonlySet<string>
  readonly named: (id: string) => string
  readonly block: Block | null
}

function rewired(
  outer: readonly EdgeSpec[],
  { edges }: Subscenario,
  { call, start, bounds, named, block }: Seam,
): EdgeSpec[] {
  const after = outer.find(({ from, on }) => from === call.id && on === 'next')?.to ?? null
  const end = block === null ? after : block.close.id
  const leads = (to: string): string | null => (bounds.has(to) ? end : named(to))
  const first = edges.find(({ from }) => from === start.id)
  const begin = first === undefined ? null : leads(first.to)
  const into = block === null ? begin : call.id
  return [
    ...outer.flatMap((edge) => {
      if (edge.from === call.id) return block !== null && edge.on !== 'next' ? [edge] : []
      if (edge.to !== call.id) return [edge]
      return into === null ? [] : [{ ...edge, to: into }]
    }),
    ...(block === null || begin === null ? [] : [{ from: call.id, to: begin, on: 'next' }]),
    ...edges.flatMap(({ from, to, on }) => {
      const target = leads(to)
      return bounds.has(from) || target === null ? [] : [{ from: named(from), to: target, on }]
    }),
    ...(block === null || after === null ? [] : [{ from: block.close.id, to: after, on: 'next' }]),
  ]
}

/** What stands to the right of the call goes on by so much as its steps are wider than it. */
const makeRoom = (step: StepSpec, call: StepSpec, width: number): StepSpec =>
  step.position.x <= call.position.x
    ? step
    : { ...step, position: { x: step.position.x + width, y: step.position.y } }
