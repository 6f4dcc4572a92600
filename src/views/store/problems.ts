import { useMemo } from 'react'
import type { Problem } from '../../base/problem.ts'
import type { PartList } from '../../document/edit.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { checkDocument } from '../../program/check.ts'
import { useStudio } from './studio.ts'

const checked = new WeakMap<ScenarioDocument, readonly Problem[]>()

/** Everything that is wrong or suspicious in a document; found once for each version of it. */
export function problemsOf(document: ScenarioDocument): readonly Problem[] {
  let problems = checked.get(document)
  if (problems === undefined) {
    problems = checkDocument(document)
    checked.set(document, problems)
  }
  return problems
}

export const useDocumentProblems = (): readonly Problem[] => useStudio(({ document }) => problemsOf(document))

const NONE: readonly Problem[] = []

/** The problems that lie in one part. */
export function useProblemsOf(list: PartList, id: string): readonly Problem[] {
  const problems = useDocumentProblems()
  const index = useStudio(({ document }) =>
    problems.length === 0 ? -1 : document[list].findIndex((part) => part.id === id),
  )
  return useMemo(
    () => (index < 0 ? NONE : problems.filter(({ path }) => path[0] === list && path[1] === index)),
    [problems, list, index],
  )
}
