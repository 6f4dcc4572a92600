import type { Json } from '../../base/json.ts'
import { findKind, stepKinds } from '../../catalog.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec, Subscenario } from '../../document/types.ts'
import type { Instruction } from '../../kinds/instruction.ts'

/** A step with its instructions, as it stands after every sub-scenario has been written out. */
export interface PlainStep {
  readonly spec: StepSpec
  readonly instructions: readonly Instruction[]
  /** Nothing leaves it, and it does nothing: a token that comes here is gone. */
  readonly isEnd: boolean
}

export interface PlainGraph {
  readonly steps: readonly PlainStep[]
  readonly edges: readonly EdgeSpec[]
}

/** Writes every sub-scenario out in the place of its call: a block with the call's own id. */
export function writtenOut(document: ScenarioDocument): PlainGraph {
  let steps: readonly StepSpec[] = document.steps
  let edges: readonly EdgeSpec[] = document.edges
  const done = new Set<string>()
  for (;;) {
    const call = steps.find(({ id, kind }) => kind === 'call' && !done.has(id))
    if (call === undefined) break
    done.add(call.id)
    const written = inPlaceOf(call, document.subscenarios, edges)
    const at = steps.indexOf(call)
    steps = [...steps.slice(0, at + 1), ...written.steps, ...steps.slice(at + 1)]
    edges = written.edges
  }
  const ids = new Set(steps.map(({ id }) => id))
  return {
    edges,
    steps: steps.map((spec) => {
      const kind = findKind(stepKinds, spec.kind)
      if (kind === undefined) throw new Error(`step kind ${spec.kind}`)
      const prefix = spec.id.slice(0, spec.id.lastIndexOf('__') + 2)
      const inside = spec.id.includes('__') ? prefix : ''
      const instructions = kind.compile(spec.params).map((instruction) => ownNames(instruction, inside, ids))
      return { spec, instructions, isEnd: kind.ports.out.length === 0 && instructions.length === 0 }
    }),
  }
}

function inPlaceOf(
  call: StepSpec,
  all: readonly Subscenario[],
  around: readonly EdgeSpec[],
): {
  steps: StepSpec[]
  edges: EdgeSpec[]
} {
  const { subscenario, values } = call.params as { subscenario: string; values: Record<string, Json> }
  const called = all.find(({ id }) => id === subscenario)
  if (called === undefined) throw new Error(`sub-scenario ${subscenario}`)
  const ownId = (id: string) => `${call.id}__${id}`
  const end = ownId('end')
  const given = (step: StepSpec): StepSpec => {
    const params: Record<string, unknown> = { ...step.params }
    for (const { name, targets } of called.params)
      for (const target of targets)
        if (Object.hasOwn(values, name) && target.step === step.id) params[target.field] = values[name]
    const kind = findKind(stepKinds, step.kind)
    return { ...step, id: ownId(step.id), params: kind === undefined ? params : kind.params.parse(params) }
  }
  const is = (id: string, kind: string) => called.steps.some((step) => step.id === id && step.kind === kind)
  const inner = called.steps.filter(({ kind }) => kind !== 'start' && kind !== 'end').map(given)
  const innerEdges = called.edges.map(({ from, to, on }) => ({
    from: is(from, 'start') ? call.id : ownId(from),
    to: is(to, 'end') ? end : ownId(to),
    on,
  }))
  const outer = around.map((edge) =>
    edge.from === call.id && edge.on === 'next' ? { ...edge, from: end } : edge,
  )
  return {
    steps: [
      ...inner,
      { ...call, id: end, name: `${call.name || call.id} ends`, kind: 'end-block', params: {} },
    ],
    edges: [...outer, ...innerEdges],
  }
}

/** Inside a sub-scenario a step's id means the step of this copy, where there is one. */
function ownNames(instruction: Instruction, prefix: string, ids: ReadonlySet<string>): Instruction {
  if (!('test' in instruction) || instruction.test?.of !== 'step') return instruction
  const inner = prefix + instruction.test.step
  return ids.has(inner) ? { ...instruction, test: { ...instruction.test, step: inner } } : instruction
}

/** What a step lies inside of: the steps that opened it, outermost first. */
export type Inside = readonly string[]

/**
 * Follows every path from the start and notes what is open on the way. Where paths with different things
 * open meet, what the shortest of them has open counts: the others are left on arrival.
 */
export function insides({ steps, edges }: PlainGraph): ReadonlyMap<string, Inside> {
  const found = new Map<string, Inside>()
  const op = (id: string) => steps.find(({ spec }) => spec.id === id)?.instructions[0]?.op
  const start = steps.find(({ spec }) => spec.kind === 'start')
  let paths: { readonly at: string; readonly open: Inside }[] =
    start === undefined ? [] : [{ at: start.spec.id, open: [] }]
  while (paths.length > 0) {
    const [{ at, open }, ...rest] = paths as [(typeof paths)[number], ...typeof paths]
    paths = rest
    const known = found.get(at)
    if (known !== undefined && known.length <= open.length) continue
    found.set(at, open)
    for (const { to, on } of edges.filter(({ from }) => from === at)) {
      const opens =
        op(at) === 'fork' || (op(at) === 'loop' && on === 'body') || (op(at) === 'block' && on === 'next')
      const closes = op(at) === 'join' ? 'fork' : op(at) === 'end-block' ? 'block' : null
      const closed = open.findLastIndex((opener) => op(opener) === closes)
      const next = closes !== null && closed >= 0 ? open.slice(0, closed) : opens ? [...open, at] : open
      // Back at a loop that is open: the round is over.
      const back = op(to) === 'loop' ? next.indexOf(to) : -1
      paths.push({ at: to, open: back >= 0 ? next.slice(0, back) : next })
    }
  }
  return found
}

export function stepOf({ steps }: PlainGraph, id: string): PlainStep {
  const step = steps.find(({ spec }) => spec.id === id)
  if (step === undefined) throw new Error(`step ${id}`)
  return step
}

export const targetsOf = ({ edges }: PlainGraph, from: string, way: string): string[] =>
  edges.filter((edge) => edge.from === from && edge.on === way).map(({ to }) => to)

/** The step that closes a block, where the run goes on when the block is given up. */
export function endOfBlock(
  graph: PlainGraph,
  lying: ReadonlyMap<string, Inside>,
  block: string,
): string | undefined {
  const closes = ({ spec, instructions }: PlainStep) =>
    instructions[0]?.op === 'end-block' &&
    lying.get(spec.id)?.findLast((opener) => stepOf(graph, opener).instructions[0]?.op === 'block') === block
  return graph.steps.find(closes)?.spec.id
}
