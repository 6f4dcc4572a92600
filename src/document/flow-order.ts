import { problemAt, type Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import type { Port } from '../kinds/ports.ts'
import { wayOn } from './edit.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec } from './types.ts'

/** A step in the order in which the flow comes to it. */
export interface FlowRow {
  readonly step: StepSpec
  /** One-based: what simply goes on stays on its level, what leaves by another way is one deeper. */
  readonly level: number
  /** The step it branches off from; null on the first level. */
  readonly parent: string | null
  /** The way it branches off by, for the first step of a branch. */
  readonly way: Port | null
  /** False for what no way leads to. */
  readonly reached: boolean
}

const portsOf = (step: StepSpec) => findKind(stepKinds, step.kind)?.ports ?? { in: true, out: [] }

/** Every step once: the chain from the start, each branch behind the step it leaves, then what nothing leads to. */
export function flowOrder({ steps, edges }: ScenarioDocument): readonly FlowRow[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const leaving = new Map<string, EdgeSpec[]>()
  for (const edge of edges) {
    const known = leaving.get(edge.from)
    if (known === undefined) leaving.set(edge.from, [edge])
    else known.push(edge)
  }
  const claimed = new Set<string>()
  const rows: FlowRow[] = []
  /** The rows from a step on by the way that simply goes on, as far as no other chain has them. */
  const chain = (from: StepSpec, first: Omit<FlowRow, 'step'>): FlowRow[] => {
    const found: FlowRow[] = []
    let step: StepSpec | undefined = from
    while (step !== undefined && !claimed.has(step.id)) {
      claimed.add(step.id)
      found.push({ ...first, step, way: found.length === 0 ? first.way : null })
      step = byId.get(onwards(step, leaving.get(step.id))?.to ?? '')
    }
    return found
  }
  const list = (from: StepSpec, reached: boolean) => {
    const waiting = chain(from, { level: 1, parent: null, way: null, reached }).toReversed()
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      rows.push(row)
      const { step, level } = row
      const out = leaving.get(step.id) ?? []
      const main = onwards(step, out)
      const branches = portsOf(step).out.flatMap((way) =>
        out
          .filter((edge) => edge.on === way.name && edge !== main)
          .flatMap(({ to }) => {
            const target = byId.get(to)
            return target === undefined
              ? []
              : chain(target, { level: level + 1, parent: step.id, way, reached })
          }),
      )
      waiting.push(...branches.toReversed())
    }
  }
  for (const step of steps) if (!portsOf(step).in) list(step, true)
  for (const step of steps) if (!claimed.has(step.id)) list(step, false)
  return rows
}

const onwards = (step: StepSpec, leaving: readonly EdgeSpec[] = []): EdgeSpec | undefined =>
  leaving.find(({ on }) => on === wayOn(portsOf(step)))

/** Lets a step and the one before or after it change places in the flow, and on the canvas. */
export function moveAlong(document: ScenarioDocument, id: string, by: -1 | 1): ScenarioDocument | Problem {
  const { steps, edges } = document
  const refuse = (message: string) => problemAt(['steps'], 'document/cannot-move', message)
  const stepOf = (wanted: string | undefined) => steps.find((step) => step.id === wanted)
  const on = (step: StepSpec) =>
    onwards(
      step,
      edges.filter(({ from }) => from === step.id),
    )
  const step = stepOf(id)
  if (step === undefined) return refuse('The step does not exist.')
  const before = by === 1 ? step : steps.find((candidate) => on(candidate)?.to === id)
  const after = by === 1 ? stepOf(on(step)?.to) : step
  if (before === undefined || after === undefined) return refuse('There is no step to change places with.')
  if (before.id === after.id) return refuse('The step follows itself.')
  if (!portsOf(before).in) return refuse(`“${before.name || before.id}” stays first.`)
  if (portsOf(after).out.length === 0) return refuse(`“${after.name || after.id}” stays last.`)
  const between = on(before)
  const behind = on(after)
  const changed = edges.flatMap((edge): EdgeSpec[] => {
    if (edge === between) return [{ from: after.id, on: wayOn(portsOf(after)), to: before.id }]
    if (edge === behind) return [{ from: before.id, on: wayOn(portsOf(before)), to: edge.to }]
    return edge.to === before.id ? [{ ...edge, to: after.id }] : [edge]
  })
  return {
    ...document,
    edges: changed,
    steps: steps.map((other) => {
      if (other.id === before.id) return { ...other, position: after.position }
      return other.id === after.id ? { ...other, position: before.position } : other
    }),
  }
}
