import { isObject } from '../base/json.ts'
import type { Result } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import { boxAround, boxOfStep, STEP_SIZE } from './geometry.ts'
import { freshId, PART_LISTS, usedIds, type Part, type PartList } from './edit.ts'
import { CURRENT_VERSION } from './migrate.ts'
import { parseDocument } from './parse.ts'
import { calledBy } from './inside.ts'
import { printOrdered, withoutEmpty } from './print.ts'
import { mapReferences } from './part-references.ts'
import type { Position, ScenarioDocument, StepSpec, Subscenario } from './types.ts'

export const CLIP_FORMAT = 'scenario-studio/parts'

/** Parts on their way from one place to another: a piece of a document, with the edges among its steps. */
export type Clip = Pick<ScenarioDocument, PartList | 'edges' | 'notes' | 'groups' | 'subscenarios'>

/** What has these ids, in the order of the document, the edges among them, and the groups that are whole: a group brings its steps. */
export function cutOut(document: ScenarioDocument, ids: readonly string[]): Clip {
  const chosen = new Set(ids)
  for (const group of document.groups) if (chosen.has(group.id)) for (const id of group.steps) chosen.add(id)
  const keep = <P extends { readonly id: string }>(parts: readonly P[]) =>
    parts.filter(({ id }) => chosen.has(id))
  return {
    sources: keep(document.sources),
    agents: keep(document.agents),
    faults: keep(document.faults),
    assertions: keep(document.assertions),
    steps: keep(document.steps),
    edges: document.edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to)),
    notes: keep(document.notes),
    groups: document.groups.filter(({ steps }) => steps.every((id) => chosen.has(id))),
    subscenarios: neededBy(document, keep(document.steps)),
  }
}

/** The sub-scenarios that steps call, and those that these call. */
function neededBy({ subscenarios }: ScenarioDocument, steps: readonly StepSpec[]): readonly Subscenario[] {
  const needed = new Set(steps.flatMap((step) => calledBy(step) ?? []))
  for (const id of needed)
    for (const step of subscenarios.find((one) => one.id === id)?.steps ?? []) {
      const called = calledBy(step)
      if (called !== null) needed.add(called)
    }
  return subscenarios.filter(({ id }) => needed.has(id))
}

/** A clip as text that can lie in a clipboard, an issue or a chat: versioned JSON, like a document's. */
export function printClip(clip: Clip): string {
  const { subscenarios, ...parts } = clip
  const all = { ...parts, subscenarios: subscenarios.map(withoutEmpty) }
  const filled = Object.entries(all).filter(([, items]) => items.length > 0)
  return printOrdered({ format: CLIP_FORMAT, version: CURRENT_VERSION, ...Object.fromEntries(filled) })
}

/** Reads a clip, with the checks and migrations of a document. Null when the text is something else. */
export function readClip(text: string): Result<Clip> | null {
  if (!text.includes(CLIP_FORMAT)) return null
  let isClip = false
  const parsed = parseDocument(text, (value) => {
    if (!isObject(value) || value['format'] !== CLIP_FORMAT) return value
    isClip = true
    return { ...value, format: 'scenario-studio' }
  })
  return isClip ? parsed : null
}

export interface Pasted {
  readonly document: ScenarioDocument
  /** The new parts' ids. */
  readonly ids: readonly string[]
  /** Names of steps left out: a scenario has one start. */
  readonly leftOut: readonly string[]
}

/** How far a copy stands from its original. */
const BESIDE = { x: 40, y: 100 }

/**
 * Adds a clip's parts under ids of their own; what refers to a part of the clip refers to its copy. The
 * steps stand with their corner at `at`, or beside the originals where these places are taken.
 */
export function pasteClip(before: ScenarioDocument, brought: Clip, at?: Position): Pasted {
  const { document, clip } = takeSubscenarios(before, brought)
  const { steps, leftOut } = withoutSecondStart(document, clip)
  const pasted: Clip = { ...clip, steps }
  const renamed = new Map<string, string>()
  const taken = new Set(usedIds(document))
  for (const list of [...PART_LISTS, 'notes', 'groups'] as const)
    for (const { id } of pasted[list]) {
      const fresh = taken.has(id) ? freshId(taken, id) : id
      taken.add(fresh)
      renamed.set(id, fresh)
    }
  const shift = shiftOf(document, pasted, at)
  let grown = document
  for (const list of PART_LISTS) {
    const names = new Set(document[list].map(({ name }) => name))
    const copies = (pasted[list] as readonly Part[]).map((part) => {
      const copy = mapReferences(list, part, (id) => renamed.get(id) ?? id)
      const name = part.name !== '' && names.has(part.name) ? `${part.name} copy` : part.name
      return 'position' in copy
        ? { ...copy, name, position: { x: copy.position.x + shift.x, y: copy.position.y + shift.y } }
        : { ...copy, name }
    })
    if (copies.length > 0) grown = { ...grown, [list]: [...grown[list], ...copies] }
  }
  const edges = pasted.edges.flatMap((edge) => {
    const [from, to] = [renamed.get(edge.from), renamed.get(edge.to)]
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }]
  })
  if (edges.length > 0) grown = { ...grown, edges: [...grown.edges, ...edges] }
  const { notes, groups } = decorations(pasted, renamed, shift)
  if (notes.length > 0) grown = { ...grown, notes: [...grown.notes, ...notes] }
  if (groups.length > 0) grown = { ...grown, groups: [...grown.groups, ...groups] }
  // A new group stands for its steps: these are what is selected.
  const unselected = new Set(groups.map(({ id }) => id))
  return { document: grown, ids: [...renamed.values()].filter((id) => !unselected.has(id)), leftOut }
}

/**
 * The sub-scenarios that the clip needs join the document. One that it has already is used; one that is another under
 * the same id gets an id of its own, and the clip's calls follow.
 */
function takeSubscenarios(
  document: ScenarioDocument,
  clip: Clip,
): { document: ScenarioDocument; clip: Clip } {
  if (clip.subscenarios.length === 0) return { document, clip }
  const taken = new Set(document.subscenarios.map(({ id }) => id))
  const renamed = new Map<string, string>()
  for (const subscenario of clip.subscenarios) {
    const known = document.subscenarios.find(({ id }) => id === subscenario.id)
    if (known === undefined || JSON.stringify(known) === JSON.stringify(subscenario)) continue
    const fresh = freshId(taken, subscenario.id)
    taken.add(fresh)
    renamed.set(subscenario.id, fresh)
  }
  const calling = (step: StepSpec): StepSpec => {
    const fresh = renamed.get(calledBy(step) ?? '')
    return fresh === undefined ? step : { ...step, params: { ...step.params, subscenario: fresh } }
  }
  const added = clip.subscenarios
    .filter(({ id }) => renamed.has(id) || !taken.has(id))
    .map((one) => ({ ...one, id: renamed.get(one.id) ?? one.id, steps: one.steps.map(calling) }))
  return {
    document: { ...document, subscenarios: [...document.subscenarios, ...added] },
    clip: { ...clip, steps: clip.steps.map(calling) },
  }
}

/** Notes and groups under their new ids. A group whose steps were left out is left out too. */
function decorations(
  clip: Clip,
  renamed: ReadonlyMap<string, string>,
  shift: Position,
): Pick<Clip, 'notes' | 'groups'> {
  const named = (id: string) => renamed.get(id) ?? id
  const notes = clip.notes.map((note) => ({
    ...note,
    id: named(note.id),
    position: { x: note.position.x + shift.x, y: note.position.y + shift.y },
  }))
  const groups = clip.groups.flatMap((group) => {
    const steps = group.steps.filter((id) => renamed.has(id)).map(named)
    return steps.length === 0 ? [] : [{ ...group, id: named(group.id), steps }]
  })
  return { notes, groups }
}

/** Copies parts beside themselves. */
export const duplicateParts = (document: ScenarioDocument, ids: readonly string[]): Pasted =>
  pasteClip(document, cutOut(document, ids))

/** A step that nothing can lead to is where a run begins: there is one, and a copy would be an error. */
function withoutSecondStart(
  document: ScenarioDocument,
  clip: Clip,
): { steps: Clip['steps']; leftOut: string[] } {
  const begins = ({ kind }: { readonly kind: string }) => findKind(stepKinds, kind)?.ports.in === false
  if (!document.steps.some(begins)) return { steps: clip.steps, leftOut: [] }
  return {
    steps: clip.steps.filter((step) => !begins(step)),
    leftOut: clip.steps.filter(begins).map(({ id, name }) => name || id),
  }
}

function shiftOf(document: ScenarioDocument, clip: Clip, at: Position | undefined): Position {
  const notes = clip.notes.map(({ position, size }) => ({ ...position, ...size }))
  const box = boxAround([...clip.steps.map(boxOfStep), ...notes])
  if (box === null) return { x: 0, y: 0 }
  if (at !== undefined) return { x: Math.round(at.x - box.x), y: Math.round(at.y - box.y) }
  for (let times = 0; ; times++) {
    const shift = { x: BESIDE.x * times, y: BESIDE.y * times }
    if (times > MOST_TRIES || !covers(document, clip, shift)) return shift
  }
}

/** In a crowd a copy stands over something in the end. */
const MOST_TRIES = 20

const covers = (document: ScenarioDocument, clip: Clip, shift: Position): boolean =>
  [...clip.steps, ...clip.notes].some(({ position }) =>
    [...document.steps, ...document.notes].some(
      (other) =>
        Math.abs(position.x + shift.x - other.position.x) < STEP_SIZE.width &&
        Math.abs(position.y + shift.y - other.position.y) < STEP_SIZE.height,
    ),
  )
