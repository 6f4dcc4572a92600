import { printPath, problemAt, type Path, type Problem } from '../base/problem.ts'
import type { ScenarioDocument } from './types.ts'

type Body = Pick<ScenarioDocument, 'steps' | 'edges' | 'groups'>

/** What a document must have for its parts to be told apart: unique ids, edges between steps that exist; inside of sub-scenarios, too. */
export function checkReferences(document: ScenarioDocument): Problem[] {
  const { subscenarios } = document
  return [
    ...duplicateIds(document, ['sources', 'agents', 'faults', 'assertions', 'steps', 'notes', 'groups'], []),
    ...checkBody(document, []),
    ...duplicateIds({ subscenarios }, ['subscenarios'], []),
    ...subscenarios.flatMap((subscenario, index) => {
      const path: Path = ['subscenarios', index]
      return [
        ...duplicateIds(subscenario, ['steps', 'notes', 'groups'], path),
        ...checkBody(subscenario, path),
      ]
    }),
  ]
}

const checkBody = (body: Body, path: Path): Problem[] => [
  ...danglingEdges(body, path),
  ...strayMembers(body, path),
]

/** No two things of some lists have the same id. */
function duplicateIds<L extends string>(
  of: Readonly<Record<L, readonly { readonly id: string }[]>>,
  lists: readonly L[],
  path: Path,
): Problem[] {
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  for (const list of lists) {
    of[list].forEach(({ id }, index) => {
      const other = seen.get(id)
      if (other !== undefined) {
        problems.push(
          problemAt(
            [...path, list, index, 'id'],
            'document/duplicate-id',
            `The id "${id}" is already used by ${other}.`,
            'Give each part an id of its own.',
          ),
        )
      }
      seen.set(id, printPath([...path, list, index]))
    })
  }
  return problems
}

function danglingEdges({ steps, edges }: Body, path: Path): Problem[] {
  const ids = new Set(steps.map(({ id }) => id))
  return edges.flatMap((edge, index) =>
    (['from', 'to'] as const)
      .filter((end) => !ids.has(edge[end]))
      .map((end) =>
        problemAt(
          [...path, 'edges', index, end],
          'document/dangling-edge',
          `The edge leads ${end} the step "${edge[end]}", which does not exist.`,
          'Name an existing step, or remove the edge.',
        ),
      ),
  )
}

/** A group holds steps that exist, and a step is in one group at most. */
function strayMembers({ steps, groups }: Body, path: Path): Problem[] {
  const ids = new Set(steps.map(({ id }) => id))
  const groupOf = new Map<string, string>()
  return groups.flatMap((group, index) =>
    group.steps.flatMap((id, place) => {
      const at: Path = [...path, 'groups', index, 'steps', place]
      const other = groupOf.get(id)
      groupOf.set(id, group.id)
      if (!ids.has(id))
        return [
          problemAt(
            at,
            'document/dangling-member',
            `The group has the step "${id}", which does not exist.`,
            'Name an existing step, or remove it from the group.',
          ),
        ]
      return other === undefined
        ? []
        : [
            problemAt(
              at,
              'document/two-groups',
              `The step "${id}" is already in the group "${other}".`,
              'Leave it in one of them.',
            ),
          ]
    }),
  )
}
