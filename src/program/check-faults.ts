import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { chaosKinds, findKind } from '../catalog.ts'
import type { FaultSpec, ScenarioDocument } from '../document/types.ts'
import { hookOf } from '../kinds/contracts.ts'
import type { Graph } from './graph.ts'

/** What is wrong, or can never come about, in when and where faults act. */
export function checkFaults(document: ScenarioDocument, graph: Graph): Problem[] {
  // Steps as they stand in the run, and groups, which stand for their steps.
  const scopes = new Set([...graph.indexOf.keys(), ...document.groups.map(({ id }) => id)])
  return document.faults.flatMap((fault, index) => checkFault(document, scopes, fault, ['faults', index]))
}

function checkFault(
  document: ScenarioDocument,
  scopes: ReadonlySet<string>,
  fault: FaultSpec,
  path: Path,
): Problem[] {
  const kind = findKind(chaosKinds, fault.kind)
  const onLinks = kind !== undefined && hookOf(kind, fault.hook) !== 'publish'
  const name = `The fault "${fault.name || fault.id}"`
  const lost = (list: 'duringSteps' | 'subscribers', what: 'step' | 'agent', ids: ReadonlySet<string>) =>
    fault[list].flatMap((id, place) =>
      ids.has(id)
        ? []
        : [
            problemAt(
              [...path, list, place],
              `program/unknown-${what}`,
              `${name} names the ${what} "${id}", which does not exist.`,
              `Choose one of the scenario’s ${what}s.`,
            ),
          ],
    )
  const agents = new Set(document.agents.map(({ id }) => id))
  return [
    ...lost('duringSteps', 'step', scopes),
    ...(onLinks ? lost('subscribers', 'agent', agents) : []),
    ...(onLinks && document.agents.length === 0
      ? [
          problemAt(
            path,
            'program/no-subscriber',
            `${name} acts on what agents receive, and there is no agent.`,
            'Add an agent, or let it act on what is published.',
            'warning',
          ),
        ]
      : []),
    ...unknownHalt(document, fault, path, name),
    ...emptyWindow(fault, document.clock.cycleMs, path, name),
  ]
}

function unknownHalt(
  { assertions }: ScenarioDocument,
  { haltOn }: FaultSpec,
  path: Path,
  name: string,
): Problem[] {
  const watched = assertions.find(({ id }) => id === haltOn)
  if (haltOn === undefined || watched?.enabled === true) return []
  const why = watched === undefined ? 'does not exist' : 'is off'
  return [
    problemAt(
      [...path, 'haltOn'],
      'program/unknown-halt',
      `${name} halts on the assertion "${haltOn}", which ${why}.`,
      'Choose one of the scenario’s assertions, or none.',
      watched === undefined ? 'error' : 'warning',
    ),
  ]
}

function emptyWindow(
  { fromCycle, toCycle, fromMs = 0, toMs = Infinity }: FaultSpec,
  cycleMs: number,
  path: Path,
  name: string,
): Problem[] {
  const from = Math.max(fromCycle * cycleMs, fromMs)
  const until = Math.min(toCycle === undefined ? Infinity : (toCycle + 1) * cycleMs, toMs)
  if (from < until) return []
  return [
    problemAt(
      [...path, toCycle === undefined || toMs < Infinity ? 'toMs' : 'toCycle'],
      'program/empty-window',
      `${name} never acts: its window ends before it begins.`,
      'Make it end later, or begin earlier.',
      'warning',
    ),
  ]
}
