import type { Problem } from '../../base/problem.ts'
import { PART_LISTS } from '../../document/edit.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { checkDocument } from '../../program/check.ts'
import { studio, useStudio } from './studio.ts'

const NONE: readonly Problem[] = []

const checked = new WeakMap<ScenarioDocument, readonly Problem[]>()

/** Everything that is wrong or suspicious in a document; found once for each version of it. Nothing before the checks have come. */
export function problemsOf(document: ScenarioDocument): readonly Problem[] {
  if (!studio.getState().complete) return NONE
  let problems = checked.get(document)
  if (problems === undefined) {
    problems = checkDocument(document)
    checked.set(document, problems)
  }
  return problems
}

export const useDocumentProblems = (): readonly Problem[] => useStudio(({ document }) => problemsOf(document))

const indexed = new WeakMap<ScenarioDocument, ReadonlyMap<string, readonly Problem[]>>()
let last: ReadonlyMap<string, readonly Problem[]> = new Map()

/** The problems by the id of the part they lie in. What says the same as before is the same list as before. */
function problemsById(document: ScenarioDocument): ReadonlyMap<string, readonly Problem[]> {
  const known = indexed.get(document)
  if (known !== undefined) return known
  const byId = new Map<string, Problem[]>()
  if (!studio.getState().complete) return last
  for (const problem of problemsOf(document)) {
    const [list, index] = problem.path
    const name = PART_LISTS.find((candidate) => candidate === list)
    const part = name === undefined || typeof index !== 'number' ? undefined : document[name][index]
    if (part !== undefined) byId.set(part.id, [...(byId.get(part.id) ?? []), problem])
  }
  const before = last
  last = new Map(
    [...byId].map(([id, problems]) => {
      const old = before.get(id)
      return [id, old !== undefined && saySame(old, problems) ? old : problems]
    }),
  )
  indexed.set(document, last)
  return last
}

const saySame = (a: readonly Problem[], b: readonly Problem[]): boolean =>
  a.length === b.length &&
  a.every(({ message, severity }, at) => message === b[at]?.message && severity === b[at].severity)

/** The problems that lie in one part. */
export const useProblemsOf = (id: string): readonly Problem[] =>
  useStudio(({ document }) => problemsById(document).get(id) ?? NONE)
