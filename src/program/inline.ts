import { problemAt, type Path, type Problem } from '../base/problem.ts'
import { findKind, stepKinds } from '../catalog.ts'
import type { EdgeSpec, ScenarioDocument, StepSpec, Subscenario } from '../document/types.ts'
import type { Json } from '../base/json.ts'

/** A step as it will run, and where it is written: for sub-scenarios that is another place. */
export interface FlatStep {
  readonly spec: StepSpec
  readonly path: Path
  /** What ids of steps mean here: the sub-scenario's own ids stand for those of this copy. */
  readonly prefix: string
}

export interface FlatEdge {
  readonly edge: EdgeSpec
  readonly path: Path
}

/** A document's steps with every call replaced by the steps of its sub-scenario. */
export interface FlatGraph {
  readonly steps: readonly FlatStep[]
  readonly edges: readonly FlatEdge[]
  readonly problems: readonly Problem[]
}

/** Between the id of a call and that of a step inside. A hand-made copy with such ids is the same run. */
export const SEPARATOR = '__'
export const MOST_STEPS = 20_000

/**
 * Replaces each call by a block under the call's own id, with the steps of the sub-scenario inside and
 * an End block step `<call>__end` behind them. The sub-scenario's start is the beginning of the
 * block; what leads to one of its ends leads to the end of the block.
 */
export function flatten(document: ScenarioDocument): FlatGraph {
  const calls = document.subscenarios.length > 0 || document.steps.some(({ kind }) => kind === 'call')
  if (!calls) {
    return {
      steps: document.steps.map((spec, index) => ({ spec, path: ['steps', index], prefix: '' })),
      edges: document.edges.map((edge, index) => ({ edge, path: ['edges', index] })),
      problems: [],
    }
  }
  return new Inliner(document).run()
}

class Inliner {
  readonly #document: ScenarioDocument
  readonly #steps: FlatStep[] = []
  readonly #edges: FlatEdge[] = []
  readonly #problems: Problem[] = []
  readonly #used = new Set<string>()

  constructor(document: ScenarioDocument) {
    this.#document = document
  }

  run(): FlatGraph {
    const { steps, edges, subscenarios } = this.#document
    subscenarios.forEach((subscenario, index) => this.#checkParams(subscenario, ['subscenarios', index]))
    this.#place({ steps, edges }, [], '', [])
    subscenarios.forEach(({ id, name }, index) => {
      if (this.#used.has(id)) return
      const message = `Nothing uses the sub-scenario "${name || id}".`
      const fix = 'Add a Sub-scenario step that names it, or remove it.'
      this.#problems.push(
        problemAt(['subscenarios', index], 'program/unused-subscenario', message, fix, 'warning'),
      )
    })
    this.#checkIds()
    return { steps: this.#steps, edges: this.#edges, problems: this.#problems }
  }

  #checkIds(): void {
    const seen = new Set<string>()
    for (const { spec, path } of this.#steps) {
      if (seen.has(spec.id)) {
        const message = `In place, a step of a sub-scenario has the id "${spec.id}", which another step has.`
        this.#problems.push(problemAt(path, 'program/same-id', message, 'Rename one of them.'))
      }
      seen.add(spec.id)
    }
  }

  /** Adds the steps and edges of one graph under a prefix. `chain` names the sub-scenarios around it. */
  #place(
    { steps, edges }: Pick<Subscenario, 'steps' | 'edges'>,
    path: Path,
    prefix: string,
    chain: readonly string[],
  ): void {
    const called = new Set<string>()
    const boundary = new Map<string, 'start' | 'end'>()
    steps.forEach((spec, index) => {
      const place = [...path, 'steps', index]
      if (chain.length > 0 && (spec.kind === 'start' || spec.kind === 'end')) {
        boundary.set(spec.id, spec.kind)
        return
      }
      const id = prefix + spec.id
      this.#add({ spec: prefix === '' ? spec : { ...spec, id }, path: place, prefix })
      if (spec.kind === 'call' && this.#call(spec, place, id, chain)) called.add(spec.id)
    })
    const caller = prefix.slice(0, -SEPARATOR.length)
    edges.forEach((edge, index) => {
      if (boundary.get(edge.from) === 'end' || boundary.get(edge.to) === 'start') return
      const inner = called.has(edge.from) && edge.on === 'next'
      const from =
        boundary.get(edge.from) === 'start' ? caller : prefix + edge.from + (inner ? `${SEPARATOR}end` : '')
      const to = boundary.get(edge.to) === 'end' ? `${prefix}end` : prefix + edge.to
      this.#edges.push({ edge: { from, to, on: edge.on }, path: [...path, 'edges', index] })
    })
  }

  #add(step: FlatStep): void {
    if (this.#steps.length === MOST_STEPS) {
      const message = `With its sub-scenarios in place the scenario has more than ${MOST_STEPS} steps.`
      this.#problems.push(
        problemAt(step.path, 'program/too-many-steps', message, 'Call fewer or smaller ones.'),
      )
    }
    if (this.#steps.length <= MOST_STEPS) this.#steps.push(step)
  }

  /** True when the steps of the sub-scenario were put in place. */
  #call(spec: StepSpec, path: Path, id: string, chain: readonly string[]): boolean {
    const { subscenario: name, values } = spec.params as { subscenario: string; values: Record<string, Json> }
    const refuse = (code: string, message: string, fix: string) => {
      this.#problems.push(problemAt([...path, 'params', 'subscenario'], `program/${code}`, message, fix))
      return false
    }
    const index = this.#document.subscenarios.findIndex((candidate) => candidate.id === name)
    const subscenario = this.#document.subscenarios[index]
    if (subscenario === undefined) {
      const message =
        name === ''
          ? `"${spec.name || spec.id}" names no sub-scenario.`
          : `There is no sub-scenario "${name}".`
      return refuse('unknown-subscenario', message, 'Choose one of the scenario’s sub-scenarios.')
    }
    this.#used.add(name)
    if (chain.includes(name)) {
      const round = [...chain.slice(chain.indexOf(name)), name].map((link) => `"${link}"`).join(' calls ')
      return refuse('recursive-call', `A sub-scenario may not call itself: ${round}.`, 'Use a loop instead.')
    }
    const starts = subscenario.steps.filter(({ kind }) => kind === 'start')
    if (starts.length !== 1) {
      const found = starts.length === 0 ? 'no start' : `${starts.length} starts`
      return refuse(
        'subscenario-start',
        `The sub-scenario "${name}" has ${found}.`,
        'Give it exactly one Start step.',
      )
    }
    if (this.#steps.length > MOST_STEPS) return false
    const steps = this.#withValues(subscenario, values, path)
    this.#place({ steps, edges: subscenario.edges }, ['subscenarios', index], id + SEPARATOR, [
      ...chain,
      name,
    ])
    const kind = 'end-block'
    const closing = {
      ...spec,
      id: `${id}${SEPARATOR}end`,
      name: `${spec.name || spec.id} ends`,
      kind,
      params: {},
    }
    this.#add({ spec: closing, path, prefix: '' })
    return true
  }

  #withValues(
    { steps, params }: Subscenario,
    values: Readonly<Record<string, Json>>,
    path: Path,
  ): readonly StepSpec[] {
    const changed = new Map<string, StepSpec>()
    for (const [name, value] of Object.entries(values)) {
      const place: Path = [...path, 'params', 'values', name]
      const param = params.find((candidate) => candidate.name === name)
      if (param === undefined) {
        const known = params.map((candidate) => candidate.name).join(', ')
        const fix = known === '' ? 'It has none; remove the value.' : `Use one of: ${known}.`
        this.#problems.push(
          problemAt(place, 'program/unknown-parameter', `The sub-scenario has no parameter "${name}".`, fix),
        )
        continue
      }
      for (const { step: id, field } of param.targets) {
        const step = changed.get(id) ?? steps.find((candidate) => candidate.id === id)
        const schema = step === undefined ? undefined : findKind(stepKinds, step.kind)?.params.strict()
        if (step === undefined || schema === undefined) continue
        const parsed = schema.safeParse({ ...step.params, [field]: value })
        if (parsed.success) changed.set(id, { ...step, params: parsed.data })
        else {
          const message = `The value of "${name}" does not fit "${field}" of the step "${id}": ${parsed.error.issues[0]?.message ?? 'invalid'}.`
          this.#problems.push(problemAt(place, 'program/bad-value', message, 'Correct this value.'))
        }
      }
    }
    return changed.size === 0 ? steps : steps.map((step) => changed.get(step.id) ?? step)
  }

  /** A parameter that points at nothing could never be given. */
  #checkParams({ params, steps }: Subscenario, path: Path): void {
    params.forEach(({ name, targets }, index) => {
      targets.forEach(({ step: id, field }, target) => {
        const step = steps.find((candidate) => candidate.id === id)
        const known = step !== undefined && field in (findKind(stepKinds, step.kind)?.params.shape ?? {})
        if (known) return
        const message = `The parameter "${name}" sets "${field}" of the step "${id}", which does not exist.`
        const place: Path = [...path, 'params', index, 'targets', target]
        this.#problems.push(
          problemAt(
            place,
            'program/unknown-target',
            message,
            'Name a step of the sub-scenario and one of its parameters.',
          ),
        )
      })
    })
  }
}
