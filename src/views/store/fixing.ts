import type { Problem } from '../../base/problem.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { quickFix, type QuickFix } from '../../program/fixes.ts'
import { edit } from './editing.ts'
import type { FoundProblem } from './found-problems.ts'
import { notify, studio } from './studio.ts'

/** The way out of a problem. A run's paths point into the scenario as it ran: only its limits can be mended. */
export const fixOf = (document: ScenarioDocument, problem: FoundProblem): QuickFix | null =>
  problem.origin === 'scenario' || problem.code.endsWith('-limit') ? known(document, problem) : null

const found = new WeakMap<ScenarioDocument, Map<Problem, QuickFix | null>>()

/** Worked out once for each version of the document. */
function known(document: ScenarioDocument, problem: Problem): QuickFix | null {
  let fixes = found.get(document)
  if (fixes === undefined) found.set(document, (fixes = new Map<Problem, QuickFix | null>()))
  let fix = fixes.get(problem)
  if (fix === undefined) fixes.set(problem, (fix = quickFix(document, problem)))
  return fix
}

export function takeFix(problem: FoundProblem): void {
  const fix = fixOf(studio.getState().document, problem)
  if (fix === null) return
  edit(`Fix: ${fix.title}`, () => fix.document)
  notify(`Done: ${fix.title}`)
}
