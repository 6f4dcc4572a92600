import { findKind, stepKinds } from '../catalog.ts'
import { addStep, moveSteps, wayOn, type Added } from './edit.ts'
import { STEP_PITCH } from './geometry.ts'
import type { EdgeOn, Position, ScenarioDocument } from './types.ts'

/** A way out of a step. */
export interface Place {
  readonly from: string
  readonly on: EdgeOn
}

/** Adds a step behind a place, at a position or in a good one; steps that it would cover make room. */
export function insertStep(
  document: ScenarioDocument,
  kind: string,
  position: Position | undefined,
  after: Place | undefined,
): Added {
  const added = addStep(document, kind, position ?? freePlace(document, after?.from), after)
  if (after === undefined || position !== undefined) return added
  return { ...added, document: makeRoom(added.document, added.id, after.from) }
}

/** After the given step; with none, in front of the end, or after the last of the chain. */
export function placeAfter(document: ScenarioDocument, id: string | undefined): Place | undefined {
  const portsOf = (kind: string) => findKind(stepKinds, kind)?.ports
  const way = (kind: string) => {
    const ports = portsOf(kind)
    return ports === undefined || ports.out.length === 0 ? undefined : wayOn(ports)
  }
  const chosen = document.steps.find((step) => step.id === id)
  const on = chosen === undefined ? undefined : way(chosen.kind)
  if (chosen !== undefined && on !== undefined) return { from: chosen.id, on }
  let last = document.steps.find(({ kind }) => portsOf(kind)?.in === false)
  const seen = new Set<string>()
  while (last !== undefined && !seen.has(last.id)) {
    seen.add(last.id)
    const from = last.id
    const leaving = way(last.kind)
    if (leaving === undefined) return undefined
    const edge = document.edges.find((candidate) => candidate.from === from && candidate.on === leaving)
    const next = document.steps.find((step) => step.id === edge?.to)
    if (next === undefined || way(next.kind) === undefined) return { from, on: leaving }
    last = next
  }
  return undefined
}

function freePlace(document: ScenarioDocument, after: string | undefined): Position {
  const before = document.steps.find(({ id }) => id === after)
  if (before !== undefined) return { x: before.position.x + STEP_PITCH.x, y: before.position.y }
  const right = Math.max(0, ...document.steps.map(({ position }) => position.x))
  return { x: right + STEP_PITCH.x, y: 0 }
}

/** Moves the steps to the right of an inserted one on, where it would cover them. */
function makeRoom(document: ScenarioDocument, id: string, after: string): ScenarioDocument {
  const step = document.steps.find((candidate) => candidate.id === id)
  if (step === undefined) return document
  const covered = document.steps.some(
    (other) =>
      other.id !== id &&
      other.id !== after &&
      Math.abs(other.position.x - step.position.x) < 200 &&
      Math.abs(other.position.y - step.position.y) < 80,
  )
  if (!covered) return document
  const moved = document.steps
    .filter((other) => other.id !== id && other.id !== after && other.position.x >= step.position.x - 100)
    .map((other) => [other.id, { x: other.position.x + STEP_PITCH.x, y: other.position.y }] as const)
  return moveSteps(document, new Map(moved))
}
