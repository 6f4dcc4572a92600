import { present } from '../base/assert.ts'
import type { Result } from '../base/problem.ts'
import { agentKinds, assertionKinds, chaosKinds, findKind, sourceKinds } from '../catalog.ts'
import type { FaultSpec, ScenarioDocument } from '../document/types.ts'
import type { Kind } from '../kinds/contracts.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { findSource } from './check-references.ts'
import { analyse, type Analysis } from './check.ts'
import { isSink, steering } from './graph.ts'
import type { Program, ProgramStep } from './program.ts'
import { enclosing } from './regions.ts'

/** Checks a document and resolves everything it refers to. Errors are the user's; warnings do not stop it. */
export function compileProgram(document: ScenarioDocument): Result<Program> {
  const analysis = analyse(document)
  const { problems, graph, estimate } = analysis
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems }
  const bind = <S extends { readonly kind: string }, K extends Kind>(
    specs: readonly S[],
    kinds: readonly K[],
  ) => specs.map((spec) => ({ spec, kind: present(findKind(kinds, spec.kind), `kind ${spec.kind}`) }))
  const program: Program = {
    document,
    steps: compileSteps(document, analysis),
    entry: graph.entry,
    sources: bind(document.sources, sourceKinds).map((bound) => ({
      ...bound,
      profile: present(
        findKind(bound.kind.profiles, bound.spec.profile.kind),
        `profile ${bound.spec.profile.kind}`,
      ),
    })),
    agents: bind(document.agents, agentKinds),
    faults: bind(
      document.faults.map((fault) => withScope(document, fault)),
      chaosKinds,
    ),
    assertions: bind(
      document.assertions.filter(({ enabled }) => enabled),
      assertionKinds,
    ),
    expectedCycles: Number.isFinite(estimate.cycles.max) ? estimate.cycles.max : null,
  }
  return { ok: true, value: program, warnings: problems }
}

/** A group that a fault names stands for its steps. */
export function withScope({ groups }: ScenarioDocument, fault: FaultSpec): FaultSpec {
  const named = groups.filter(({ id }) => fault.duringSteps.includes(id))
  if (named.length === 0) return fault
  const ids = new Set(named.map(({ id }) => id))
  const steps = [...fault.duringSteps.filter((id) => !ids.has(id)), ...named.flatMap((group) => group.steps)]
  return { ...fault, duringSteps: [...new Set(steps)] }
}

function compileSteps(document: ScenarioDocument, { graph, regions }: Analysis): ProgramStep[] {
  const closing = new Map<number, number>()
  graph.steps.forEach((step, index) => {
    const region = regions.of[index]
    if (steering(step)?.op !== 'end-block' || region === null || region === undefined) return
    const block = enclosing(region, 'block')?.opener ?? -1
    if (!closing.has(block)) closing.set(block, index)
  })
  return graph.steps.map((step, index) => {
    const ways = new Map<string, number[]>()
    for (const { on, to } of graph.out[index] ?? []) ways.set(on, [...(ways.get(on) ?? []), to])
    return {
      spec: step.spec,
      instructions: step.instructions.map((instruction) => resolve(document, instruction)),
      ways,
      close: closing.get(index) ?? -1,
      region: isSink(step) ? null : (regions.of[index]?.opener ?? -1),
    }
  })
}

/** An empty reference becomes the id it stands for. */
function resolve(document: ScenarioDocument, instruction: Instruction): Instruction {
  if (instruction.op !== 'generate' && instruction.op !== 'switch-profile') return instruction
  return { ...instruction, source: present(findSource(document, instruction.source), 'source').id }
}
