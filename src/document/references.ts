import { problemAt, type Path, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from './types.ts'

/** What a document must have for its parts to be told apart: unique ids, edges between steps that exist. */
export function checkReferences(document: ScenarioDocument): Problem[] {
  return [...duplicateIds(document), ...danglingEdges(document), ...strayMembers(document)]
}

function duplicateIds(document: ScenarioDocument): Problem[] {
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  const lists = ['sources', 'agents', 'faults', 'assertions', 'steps', 'notes', 'groups'] as const
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

/** A group holds steps that exist, and a step is in one group at most. */
function strayMembers({ steps, groups }: ScenarioDocument): Problem[] {
  const ids = new Set(steps.map(({ id }) => id))
  const groupOf = new Map<string, string>()
  return groups.flatMap((group, index) =>
    group.steps.flatMap((id, place) => {
      const path: Path = ['groups', index, 'steps', place]
      const other = groupOf.get(id)
      groupOf.set(id, group.id)
      if (!ids.has(id))
        return [problemAt(path, 'document/dangling-member', `The group has the step "${id}", which does not exist.`, 'Name an existing step, or remove it from the group.')]
      return other === undefined
        ? []
        : [problemAt(path, 'document/two-groups', `The step "${id}" is already in the group "${other}".`, 'Leave it in one of them.')]
    }),
  )
}
