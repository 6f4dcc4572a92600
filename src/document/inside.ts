import type { ScenarioDocument, Subscenario } from './types.ts'

export const findSubscenario = (document: ScenarioDocument, id: string): Subscenario | undefined =>
  document.subscenarios.find((candidate) => candidate.id === id)

const seenDocuments = new WeakMap<ScenarioDocument, Map<string, ScenarioDocument>>()

/**
 * A document as it is seen from inside one of its sub-scenarios: what is on the canvas is the sub-scenario's, all
 * else is the scenario's. Every edit of steps works there as it does outside. Null is the scenario itself.
 */
export function seenFrom(document: ScenarioDocument, inside: string | null): ScenarioDocument {
  const subscenario = inside === null ? undefined : findSubscenario(document, inside)
  if (subscenario === undefined) return document
  let known = seenDocuments.get(document)
  if (known === undefined) seenDocuments.set(document, (known = new Map<string, ScenarioDocument>()))
  let seen = known.get(subscenario.id)
  if (seen === undefined) {
    const { steps, edges, notes, groups } = subscenario
    seen = { ...document, steps, edges, notes, groups }
    known.set(subscenario.id, seen)
  }
  return seen
}

/** The whole document after an edit of what is seen from inside. Where nothing changed it is the same document. */
export function changeInside(
  document: ScenarioDocument,
  inside: string | null,
  change: (seen: ScenarioDocument) => ScenarioDocument,
): ScenarioDocument {
  const seen = seenFrom(document, inside)
  const changed = change(seen)
  if (changed === seen) return document
  if (seen === document) return changed
  const { steps, edges, notes, groups } = changed
  return {
    ...changed,
    steps: document.steps,
    edges: document.edges,
    notes: document.notes,
    groups: document.groups,
    subscenarios: changed.subscenarios.map((subscenario) =>
      subscenario.id === inside
        ? withoutLostTargets({ ...subscenario, steps, edges, notes, groups })
        : subscenario,
    ),
  }
}

/** A parameter goes with the last of the steps whose fields it sets. */
function withoutLostTargets(subscenario: Subscenario): Subscenario {
  const ids = new Set(subscenario.steps.map(({ id }) => id))
  const params = subscenario.params.flatMap((param) => {
    const targets = param.targets.filter(({ step }) => ids.has(step))
    if (targets.length === param.targets.length) return [param]
    return targets.length === 0 ? [] : [{ ...param, targets }]
  })
  return { ...subscenario, params }
}

/** Where a sub-scenario is called: from the scenario's own steps (null), or from another one's. */
export interface Call {
  readonly inside: string | null
  readonly step: string
}

/** Every step that calls a sub-scenario. */
export function callsOf(document: ScenarioDocument, id: string): readonly Call[] {
  const bodies = [{ id: null, steps: document.steps }, ...document.subscenarios]
  return bodies.flatMap((body) =>
    body.steps
      .filter((step) => calledBy(step) === id)
      .map((step): Call => ({ inside: body.id, step: step.id })),
  )
}

/** The sub-scenario that a step stands for; null for any other step. */
export const calledBy = ({
  params,
}: {
  readonly params: Readonly<Record<string, unknown>>
}): string | null =>
  typeof params['subscenario'] === 'string' && params['subscenario'] !== '' ? params['subscenario'] : null

/** Whether a sub-scenario is, or leads by its calls to, another one. */
export function leadsTo(document: ScenarioDocument, from: string, to: string): boolean {
  const reached = new Set([from])
  for (const id of reached)
    for (const step of findSubscenario(document, id)?.steps ?? []) {
      const called = calledBy(step)
      if (called !== null) reached.add(called)
    }
  return reached.has(to)
}
