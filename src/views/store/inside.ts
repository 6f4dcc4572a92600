import { useMemo } from 'react'
import { findPart } from '../../document/edit.ts'
import { calledBy, findSubscenario, seenFrom } from '../../document/inside.ts'
import { boundaryKinds } from '../../document/make-subscenario.ts'
import type { EdgeSpec, ScenarioDocument } from '../../document/types.ts'
import { graphOf } from '../../program/graph.ts'
import { SEPARATOR } from '../../program/inline.ts'
import { NO_SELECTION, studio, useStudio, type Level, type StudioState } from './studio.ts'

type Seen = Pick<StudioState, 'document' | 'inside'>

/** The sub-scenario that the canvas shows; null for the scenario itself. */
export const insideOf = ({ inside }: Pick<StudioState, 'inside'>): string | null =>
  inside.at(-1)?.subscenario ?? null

/** The document as the canvas shows it: inside of a sub-scenario its steps are the document's. */
export const seenDocument = (state: Seen): ScenarioDocument => seenFrom(state.document, insideOf(state))

export const seen = (): ScenarioDocument => seenDocument(studio.getState())

/** Reads from what the canvas shows. */
export const useSeen = <T>(selector: (document: ScenarioDocument) => T): T =>
  useStudio((state) => selector(seenDocument(state)))

// ------------------------------------------------------------------------------------------------ going

const show = (inside: readonly Level[]): void => studio.setState({ inside, selection: NO_SELECTION })

/** Every place in a run where a sub-scenario's steps stand: the ids that its calls have there. */
export const placesOf = (document: ScenarioDocument, id: string): readonly string[] =>
  graphOf(document).steps.flatMap(({ spec }) => (calledBy(spec) === id ? [spec.id] : []))

/** Into a sub-scenario, as one of its calls sees it. */
export function openSubscenario(id: string, call?: string): void {
  const { document } = studio.getState()
  if (findSubscenario(document, id) === undefined) return
  show([{ subscenario: id, call: call ?? placesOf(document, id)[0] ?? null }])
}

/** Into the sub-scenario that a step of the canvas calls. */
export function openCall(stepId: string): void {
  const { document, inside } = studio.getState()
  const step = seen().steps.find(({ id }) => id === stepId)
  const id = step === undefined ? null : calledBy(step)
  if (id === null || findSubscenario(document, id) === undefined) return
  show([...inside, { subscenario: id, call: runIdOf(studio.getState(), stepId) }])
}

/** Back out, to the level after so many; none is the scenario. The call that one comes out of is selected. */
export function leaveTo(levels: number): void {
  const { inside } = studio.getState()
  const left = inside[levels]
  show(inside.slice(0, levels))
  const step = seen().steps.find((candidate) => calledBy(candidate) === left?.subscenario)
  if (step !== undefined) studio.setState({ selection: { parts: [step.id], edges: [] } })
}

/** The same sub-scenario as another of its calls sees it. */
export const showCall = (call: string): void =>
  studio.setState(({ inside }) => ({
    inside: inside.map((level, at) => (at === inside.length - 1 ? { ...level, call } : level)),
  }))

/** What is left of a trail in a document that may have lost some of it. */
export function stillThere(document: ScenarioDocument, inside: readonly Level[]): readonly Level[] {
  const lost = inside.findIndex(({ subscenario }) => findSubscenario(document, subscenario) === undefined)
  return lost < 0 ? inside : inside.slice(0, lost)
}

/**
 * Where a thing is shown, by its id in the document or in a run. Null where it is shown already, or is not on any
 * canvas.
 */
export function placeOf(
  state: Seen,
  id: string,
): { readonly inside: readonly Level[]; readonly id: string } | null {
  const { document } = state
  const has = (body: ScenarioDocument) =>
    findPart(body, id) !== undefined || [...body.notes, ...body.groups].some((thing) => thing.id === id)
  if (has(seenDocument(state))) return null
  if (has(document)) return { inside: [], id }
  const inside: Level[] = []
  let steps = document.steps
  let rest = id
  for (;;) {
    const found = steps.find((step) => step.id === rest)
    if (found !== undefined) return { inside, id: rest }
    const call = steps.find((step) => calledBy(step) !== null && rest.startsWith(step.id + SEPARATOR))
    const called = call === undefined ? null : calledBy(call)
    const body = called === null ? undefined : findSubscenario(document, called)
    if (call === undefined || body === undefined) return null
    const inner = rest.slice(call.id.length + SEPARATOR.length)
    // The end of a call belongs to the call.
    if (inner === 'end') return { inside, id: call.id }
    inside.push({ subscenario: body.id, call: id.slice(0, id.length - inner.length - SEPARATOR.length) })
    steps = body.steps
    rest = inner
  }
}

/** The selected step that calls a sub-scenario, if that is what is selected. */
export function selectedCall(state: StudioState): string | null {
  const [id, ...others] = state.selection.parts
  if (id === undefined || others.length > 0) return null
  const step = seenDocument(state).steps.find((candidate) => candidate.id === id)
  return step !== undefined && calledBy(step) !== null ? step.id : null
}

// ------------------------------------------------------------------------------------------- as it runs

/** The id that a step of the canvas has in a run; null inside of a sub-scenario that nothing calls. */
export function runIdOf(state: Seen, id: string): string | null {
  const level = state.inside.at(-1)
  if (level === undefined) return id
  if (level.call === null) return null
  return runIdAt(level.call, seenDocument(state).steps.find((step) => step.id === id)?.kind, id)
}

function runIdAt(call: string, kind: string | undefined, id: string): string {
  const { starting, ending } = boundaryKinds()
  if (kind === starting.name) return call
  return `${call}${SEPARATOR}${kind === ending.name ? 'end' : id}`
}

/** The connection that one of the canvas is in a run; null where no run has it. */
export type RunEdge = (edge: EdgeSpec) => EdgeSpec | null

const SAME: RunEdge = (edge) => edge

/** Calls begin and end in a run: their connections are others there than on the canvas. */
function runEdgesOf(state: Seen): RunEdge {
  const { document, inside } = state
  if (inside.length === 0 && document.subscenarios.length === 0) return SAME
  const call = inside.at(-1)?.call
  if (call === null) return () => null
  const steps = new Map(seenDocument(state).steps.map((step) => [step.id, step]))
  const inRun = (id: string) => (call === undefined ? id : runIdAt(call, steps.get(id)?.kind, id))
  const calls = (id: string) => {
    const step = steps.get(id)
    const called = step === undefined ? null : calledBy(step)
    return called !== null && findSubscenario(document, called) !== undefined
  }
  return ({ from, to, on }) => ({
    from: on === 'next' && calls(from) ? `${inRun(from)}${SEPARATOR}end` : inRun(from),
    to: inRun(to),
    on,
  })
}

export function useRunEdge(): RunEdge {
  const document = useStudio((state) => state.document)
  const inside = useStudio((state) => state.inside)
  return useMemo(() => runEdgesOf({ document, inside }), [document, inside])
}
