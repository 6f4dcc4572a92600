import { present } from '../base/assert.ts'
import type { Result } from '../base/problem.ts'
import { agentKinds, assertionKinds, chaosKinds, findKind, sourceKinds } from '../catalog.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Instruction, Kind } from '../kinds/contracts.ts'
import { checkDocument, compileStep, findSource } from './check.ts'
import type { Program, ProgramStep } from './program.ts'

/** Checks a document and resolves everything it refers to. Errors are the user's; warnings do not stop it. */
export function compileProgram(document: ScenarioDocument): Result<Program> {
  const problems = checkDocument(document)
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems }
  const steps = compileSteps(document)
  const entry = document.steps.findIndex(({ kind }) => kind === 'start')
  const bind = <S extends { readonly kind: string }, K extends Kind>(specs: readonly S[], kinds: readonly K[]) =>
    specs.map((spec) => ({ spec, kind: present(findKind(kinds, spec.kind), `kind ${spec.kind}`) }))
  const program: Program = {
    document,
    steps,
    entry,
    sources: bind(document.sources, sourceKinds).map((bound) => ({
      ...bound,
      profile: present(findKind(bound.kind.profiles, bound.spec.profile.kind), `profile ${bound.spec.profile.kind}`),
    })),
    agents: bind(document.agents, agentKinds),
    faults: bind(document.faults, chaosKinds),
    assertions: bind(
      document.assertions.filter(({ enabled }) => enabled),
      assertionKinds,
    ),
    expectedCycles: expectedCycles(steps, entry),
  }
  return { ok: true, value: program, warnings: problems }
}

function compileSteps(document: ScenarioDocument): ProgramStep[] {
  const indexOf = new Map(document.steps.map(({ id }, index) => [id, index]))
  const target = new Map(document.edges.map(({ from, to, on }) => [`${from} ${on}`, indexOf.get(to) ?? -1]))
  return document.steps.map((spec) => ({
    spec,
    instructions: compileStep(document, spec.id).map((instruction) => resolve(document, instruction)),
    next: target.get(`${spec.id} next`) ?? -1,
    fail: target.get(`${spec.id} fail`) ?? -1,
  }))
}

/** An empty reference becomes the id it stands for. */
function resolve(document: ScenarioDocument, instruction: Instruction): Instruction {
  if (instruction.op !== 'generate' && instruction.op !== 'switch-profile') return instruction
  return { ...instruction, source: present(findSource(document, instruction.source), 'source').id }
}

function expectedCycles(steps: readonly ProgramStep[], entry: number): number | null {
  const seen = new Set<number>()
  let cycles = 0
  for (let index = entry; index >= 0; ) {
    if (seen.has(index)) return null
    seen.add(index)
    const step = present(steps[index], 'step')
    for (const instruction of step.instructions) {
      if (instruction.op === 'await') return null
      if (instruction.op === 'advance') cycles += instruction.cycles
    }
    index = step.next
  }
  return cycles
}
