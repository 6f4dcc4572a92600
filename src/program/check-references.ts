import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { findKind, sourceKinds } from '../catalog.ts'
import { profiles } from '../document/schema.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Spec } from '../kinds/contracts.ts'
import type { Instruction, Test } from '../kinds/instruction.ts'
import type { Graph } from './graph.ts'

/** An empty reference means the first source. */
export const findSource = (document: ScenarioDocument, id: string) =>
  id === '' ? document.sources[0] : document.sources.find((source) => source.id === id)

/** What instructions name must be there. O(steps). */
export function checkReferences(document: ScenarioDocument, graph: Graph): Problem[] {
  const idsOf = (parts: readonly { readonly id: string }[]) => new Set(parts.map(({ id }) => id))
  const known = {
    assertion: idsOf(document.assertions),
    fault: idsOf(document.faults),
    step: { has: (id: string) => graph.indexOf.has(id) },
  }
  const check = (what: keyof typeof known, id: string, path: Path): Problem[] => {
    if (known[what].has(id)) return []
    const message = id === '' ? `No ${what} is chosen.` : `There is no ${what} "${id}".`
    return [problemAt(path, `program/unknown-${what}`, message, `Choose one of the scenario's ${what}s.`)]
  }
  const checkTest = (test: Test, path: Path): Problem[] => {
    if (test.of === 'assertion') return check('assertion', test.assertion, path)
    return test.of === 'step' ? check('step', test.step, path) : []
  }
  const checkInstruction = (instruction: Instruction, path: Path): Problem[] => {
    switch (instruction.op) {
      case 'check':
        return instruction.assertions.flatMap((id) => check('assertion', id, path))
      case 'switch-fault':
        return check('fault', instruction.fault, path)
      case 'generate':
        return findSource(document, instruction.source) === undefined
          ? [noSource(instruction.source, path)]
          : []
      case 'switch-profile':
        return checkProfile(document, instruction, path)
      case 'decide':
        return checkTest(instruction.test, path)
      case 'loop':
        return instruction.test === null ? [] : checkTest(instruction.test, path)
      default:
        return []
    }
  }
  return graph.steps.flatMap(({ instructions, path }) =>
    instructions.flatMap((instruction) => checkInstruction(instruction, [...path, 'params'])),
  )
}

const noSource = (id: string, path: Path): Problem =>
  problemAt(
    path,
    'program/unknown-source',
    id === '' ? 'The scenario has no source.' : `There is no source "${id}".`,
    'Choose one of the scenario’s sources, or add one.',
  )

function checkProfile(
  document: ScenarioDocument,
  { source: id, profile }: { readonly source: string; readonly profile: Spec },
  path: Path,
): Problem[] {
  const source = findSource(document, id)
  const kind = source === undefined ? undefined : findKind(sourceKinds, source.kind)
  if (kind === undefined) return [noSource(id, path)]
  const parsed = profiles(kind.profiles).safeParse(profile)
  if (parsed.success) return []
  const why = parsed.error.issues[0]?.message ?? 'invalid'
  return [
    problemAt(
      path,
      'program/bad-profile',
      `The profile does not fit the source: ${why}.`,
      'Choose it again.',
    ),
  ]
}
