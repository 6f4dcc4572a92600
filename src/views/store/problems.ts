import type { Path, Problem } from '../../base/problem.ts'
import { PART_LISTS, type Part } from '../../document/edit.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { checkDocument } from '../../program/check.ts'
import { insideOf } from './inside.ts'
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

/** What a path leads into: a part, of the scenario or of one of its sub-scenarios. */
export function partAt(
  document: ScenarioDocument,
  path: Path,
): { readonly inside: string | null; readonly part: Part } | null {
  const [list, index] = path
  if (typeof index !== 'number') return null
  if (list === 'subscenarios') {
    const subscenario = document.subscenarios[index]
    const step = path[2] === 'steps' && typeof path[3] === 'number' ? subscenario?.steps[path[3]] : undefined
    return subscenario === undefined || step === undefined ? null : { inside: subscenario.id, part: step }
  }
  const name = PART_LISTS.find((candidate) => candidate === list)
  const part = name === undefined ? undefined : document[name][index]
  return part === undefined ? null : { inside: null, part }
}

/** Sub-scenarios may use the same ids for their steps: the key says where the part lies. No id has a slash. */
const keyIn = (inside: string | null, id: string): string => (inside === null ? id : `${inside}/${id}`)

const indexed = new WeakMap<ScenarioDocument, ReadonlyMap<string, readonly Problem[]>>()
let last: ReadonlyMap<string, readonly Problem[]> = new Map()

/** The problems by the id of the part they lie in. What says the same as before is the same list as before. */
function problemsById(document: ScenarioDocument): ReadonlyMap<string, readonly Problem[]> {
  const known = indexed.get(document)
  if (known !== undefined) return known
  const byId = new Map<string, Problem[]>()
  if (!studio.getState().complete) return last
  for (const problem of problemsOf(document)) {
    const found = partAt(document, problem.path)
    if (found === null) continue
    const key = keyIn(found.inside, found.part.id)
    byId.set(key, [...(byId.get(key) ?? []), problem])
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

/** The problems that lie in one step of the canvas. */
export const useProblemsOf = (id: string): readonly Problem[] =>
  useStudio((state) => problemsById(state.document).get(keyIn(insideOf(state), id)) ?? NONE)
