import { present } from '../base/assert.ts'
import type { Path, Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import type { ScenarioDocument, StepSpec } from '../document/types.ts'
import type { StepKind } from '../kinds/contracts.ts'
import type { Instruction } from '../kinds/instruction.ts'
import { flatten } from './inline.ts'

/** A step as the checks and the compiler see it. */
export interface GraphStep {
  readonly spec: StepSpec
  readonly kind: StepKind
  readonly instructions: readonly Instruction[]
  /** Where it is written in the document. */
  readonly path: Path
  readonly prefix: string
  /** How it is called in messages. */
  readonly title: string
}

export interface GraphEdge {
  readonly from: number
  readonly to: number
  readonly on: string
  readonly path: Path
}

/** A document's steps and edges by index, sub-scenarios in place, every step compiled once. */
export interface Graph {
  readonly steps: readonly GraphStep[]
  readonly edges: readonly GraphEdge[]
  /** Edges that leave a step, in the order of the document. */
  readonly out: readonly (readonly GraphEdge[])[]
  /** Index of the start, or -1. */
  readonly entry: number
  readonly indexOf: ReadonlyMap<string, number>
  readonly problems: readonly Problem[]
}

const compiled = new WeakMap<StepSpec, readonly Instruction[]>()

/** The instructions of a step. A step object never changes, so they are made once. */
function compileStep(spec: StepSpec, kind: StepKind): readonly Instruction[] {
  let instructions = compiled.get(spec)
  if (instructions === undefined) {
    instructions = kind.compile(spec.params)
    compiled.set(spec, instructions)
  }
  return instructions
}

const graphs = new WeakMap<ScenarioDocument, Graph>()

/** O(steps + edges), once for each version of a document. Edges that lead nowhere were refused when it was read. */
export function graphOf(document: ScenarioDocument): Graph {
  let graph = graphs.get(document)
  if (graph === undefined) {
    graph = makeGraph(document)
    graphs.set(document, graph)
  }
  return graph
}

function makeGraph(document: ScenarioDocument): Graph {
  const flat = flatten(document)
  const indexOf = new Map(flat.steps.map(({ spec }, index) => [spec.id, index]))
  const steps = flat.steps.map(({ spec, path, prefix }): GraphStep => {
    const kind = present(findKind(stepKinds, spec.kind), `step kind ${spec.kind}`)
    const instructions = compileStep(spec, kind).map((instruction) => renamed(instruction, prefix, indexOf))
    return { spec, kind, instructions, path, prefix, title: `"${spec.name || spec.id.slice(prefix.length)}"` }
  })
  const out: GraphEdge[][] = steps.map(() => [])
  const edges: GraphEdge[] = []
  for (const { edge, path } of flat.edges) {
    const from = indexOf.get(edge.from)
    const to = indexOf.get(edge.to)
    if (from === undefined || to === undefined) continue
    const found = { from, to, on: edge.on, path }
    edges.push(found)
    out[from]?.push(found)
  }
  const entry = steps.findIndex(({ spec }) => spec.kind === 'start')
  return { steps, edges, out, entry, indexOf, problems: flat.problems }
}

/** The instructions of the step with an id; none when there is no such step. */
export function instructionsOf(document: ScenarioDocument, id: string): readonly Instruction[] {
  const { steps, indexOf } = graphOf(document)
  return steps[indexOf.get(id) ?? -1]?.instructions ?? []
}

/** Inside a sub-scenario an id of a step means the copy's step, where there is one. */
function renamed(
  instruction: Instruction,
  prefix: string,
  indexOf: ReadonlyMap<string, number>,
): Instruction {
  if (prefix === '' || !('test' in instruction) || instruction.test?.of !== 'step') return instruction
  const inner = prefix + instruction.test.step
  return indexOf.has(inner) ? { ...instruction, test: { ...instruction.test, step: inner } } : instruction
}

/** The one instruction of a step that steers tokens, if it is such a step. */
export const steering = ({ instructions }: GraphStep): Instruction | undefined => instructions[0]

/** True for a step that a token reaches and is gone: nothing about the way there can be wrong. */
export const isSink = ({ kind, instructions }: GraphStep): boolean =>
  kind.ports.out.length === 0 && instructions.length === 0
