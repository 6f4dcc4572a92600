import { problemAt, type Path, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from './types.ts'

/** What a document must have for its parts to be told apart: unique ids, edges between steps that exist. */
export function checkReferences(document: ScenarioDocument): Problem[] {
  return [...duplicateIds(document), ...danglingEdges(document)]
}

function duplicateIds(document: ScenarioDocument): Problem[] {
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  const lists = ['sources', 'agents', 'faults', 'assertions', 'steps'] as const
  for (const list of lists) {
    document[list].forEach(({ id }, index) => {
      const place = `${list}[${index}]`
      const other = seen.get(id)
      if (other !== undefined) {
        const path: Path = [list, index, 'id']
        problems.push(problemAt(path, 'document/duplicate-id', `The id "${id}" is already used by ${other}.`, 'Give each part an id of its own.'))
      }
      seen.set(id, place)
    })
  }
  return problems
}

function danglingEdges(document: ScenarioDocument): Problem[] {
  const ids = new Set(document.steps.map(({ id }) => id))
  return document.edges.flatMap((edge, index) =>
    (['from', 'to'] as const)
      .filter((end) => !ids.has(edge[end]))
      .map((end) =>
        problemAt(
          ['edges', index, end],
          'document/dangling-edge',
          `The edge leads ${end} the step "${edge[end]}", which does not exist.`,
          'Name an existing step, or remove the edge.',
        ),
      ),
  )
}
