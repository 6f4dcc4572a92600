import { useDeferredValue, useMemo } from 'react'
import { printPath, problemAt, type Problem } from '../../base/problem.ts'
import { edgeKey, findPart } from '../../document/edit.ts'
import { findSubscenario, seenFrom } from '../../document/inside.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import type { RunReport } from '../../log/report.ts'
import { systemMapOf } from '../../program/system-map.ts'
import { currentCodeProblems } from './code-problems.ts'
import { partAt, problemsOf } from './problems.ts'
import { useStudio, type RunState } from './studio.ts'

/** Where a problem lies: in which sub-scenario, if in one, and in what there; no part is the sub-scenario itself. */
export type ProblemTarget = { readonly inside: string | null } & (
  { readonly part: string | null } | { readonly edge: string }
)

/** A problem with what it lies in, as far as that is still there. */
export interface FoundProblem extends Problem {
  /** Found by reading the scenario, or by running it. */
  readonly origin: 'scenario' | 'run'
  readonly target: ProblemTarget | null
}

export interface FoundProblems {
  readonly items: readonly FoundProblem[]
  readonly errors: number
  readonly warnings: number
}

const NOTHING_FOUND: FoundProblems = { items: [], errors: 0, warnings: 0 }

/** Everything there is to say about the scenario at hand and its last run. */
export function useProblems(): FoundProblems {
  // While somebody types, the field comes first; the list follows.
  const document = useDeferredValue(useStudio((state) => state.document))
  const complete = useStudio((state) => state.complete)
  const ran = useStudio(({ run }) => run.document)
  const report = useStudio(({ run }) => run.report)
  const problems = useStudio(({ run }) => run.problems)
  const code = useStudio((state) => state.codeProblems)
  return useMemo(
    () =>
      complete
        ? findProblems(document, { document: ran, report, problems }, currentCodeProblems(document, code))
        : NOTHING_FOUND,
    [complete, document, ran, report, problems, code],
  )
}

export function findProblems(
  document: ScenarioDocument,
  run: Pick<RunState, 'document' | 'report' | 'problems'>,
  inCode: readonly Problem[] = [],
): FoundProblems {
  const written = [...problemsOf(document), ...inCode, ...systemMapOf(document).findings].map(
    (problem): FoundProblem => ({
      ...problem,
      origin: 'scenario',
      target: targetOf(problem, document, document),
    }),
  )
  const known = new Set(written.map(keyOf))
  const items = [...written, ...runProblems(document, run).filter((problem) => !known.has(keyOf(problem)))]
  const errors = items.filter(({ severity }) => severity === 'error').length
  const warnings = items.filter(({ severity }) => severity === 'warning').length
  return { items: items.toSorted((a, b) => rank(a) - rank(b)), errors, warnings }
}

const RANKS = { error: 0, warning: 1, note: 2 } as const
const rank = ({ severity }: Problem): number => RANKS[severity]

/** Two problems with one key are one problem. */
export const keyOf = ({ code, path, message }: Problem): string => `${code} ${printPath(path)} ${message}`

function runProblems(
  document: ScenarioDocument,
  { document: ran, report, problems }: Pick<RunState, 'document' | 'report' | 'problems'>,
): FoundProblem[] {
  if (ran === null) return []
  // A scenario that was refused and edited since is judged anew by its check.
  if (report === null && ran !== document) return []
  const found =
    report === null ? problems : [...problems, ...idleFaults(report), ...vacuousAssertions(report, ran)]
  return found.map((problem) => ({
    ...problem,
    origin: 'run' as const,
    target: targetOf(problem, ran, document),
  }))
}

/** Faults that were there to disturb the run, and did not. */
function idleFaults({ chaos }: RunReport): Problem[] {
  return chaos.flatMap(({ id, name, enabled, matched, hits }, index) => {
    if (hits > 0) return []
    const [why, fix] =
      matched > 0
        ? [
            `${matched} events matched, but it acted on none of them.`,
            'Raise its probability or its limit, or look at which of the events it picks.',
          ]
        : enabled
          ? [
              'No event matched its topics, publishers and window.',
              'Check its topics and its window, or make the run longer.',
            ]
          : ['It was switched off.', 'Switch it on with an action step, or remove it.']
    return [
      problemAt(
        ['faults', index],
        'run/idle-fault',
        `The fault "${name || id}" never fired. ${why}`,
        fix,
        'warning',
      ),
    ]
  })
}

function vacuousAssertions({ assertions }: RunReport, ran: ScenarioDocument): Problem[] {
  return assertions.flatMap(({ id, name, vacuous, verdict }) => {
    if (!vacuous) return []
    // The report leaves out what was switched off.
    const index = ran.assertions.findIndex((assertion) => assertion.id === id)
    const message = `Nothing exercised the assertion "${name || id}": it ${verdict === 'holds' ? 'holds' : 'is violated'} for want of events.`
    return [
      problemAt(
        ['assertions', index],
        'run/vacuous',
        message,
        'Check its topic, or make the run bring such events.',
        'warning',
      ),
    ]
  })
}

/** What a problem's path points at: found in the document it was made for, if the one at hand still has it. */
function targetOf(
  { path }: Problem,
  document: ScenarioDocument,
  current: ScenarioDocument,
): FoundProblem['target'] {
  const [list, index] = path
  if (typeof index !== 'number') return null
  const subscenario = list === 'subscenarios' ? document.subscenarios[index] : undefined
  const inside = subscenario?.id ?? null
  if (inside !== null && findSubscenario(current, inside) === undefined) return null
  const body = seenFrom(document, inside)
  const [kind, place] = inside === null ? path : path.slice(2)
  const edge = kind === 'edges' && typeof place === 'number' ? body.edges[place] : undefined
  if (edge !== undefined) return { inside, edge: edgeKey(edge) }
  const found = partAt(document, path)
  if (found === null) return inside === null ? null : { inside, part: null }
  return findPart(seenFrom(current, inside), found.part.id) === undefined
    ? null
    : { inside, part: found.part.id }
}
