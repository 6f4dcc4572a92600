import { stepKinds } from '../../catalog.ts'
import type { StepKind } from '../../kinds/contracts.ts'
import type { Instruction } from '../../kinds/instruction.ts'
import type { Dice } from './dice.ts'
import { randomParams, type Surroundings } from './random-params.ts'

export interface RandomStep {
  readonly id: string
  readonly kind: string
  readonly params: Record<string, unknown>
  readonly onFail: string
}
export interface RandomEdge {
  readonly from: string
  readonly to: string
  readonly on: string
}
/** A way out that leads nowhere yet. */
type Loose = readonly [from: string, on: string]

/** What steps do, told by what they compile to: a new kind takes part as what it is. */
const opOf = (kind: StepKind): Instruction['op'] | undefined => kind.compile(kind.params.parse({}))[0]?.op
const withOp = (op: Instruction['op']) =>
  stepKinds.filter((kind) => kind.name !== 'call' && opOf(kind) === op)
const STEERING = new Set(['decide', 'fork', 'join', 'loop', 'break', 'block', 'end-block'])
const plainKinds = stepKinds.filter(
  (kind) => kind.ports.in && kind.ports.out.length > 0 && !STEERING.has(opOf(kind) ?? ''),
)
const shapes = {
  branch: withOp('decide'),
  parallel: withOp('fork'),
  join: withOp('join'),
  loop: withOp('loop'),
  exit: withOp('break'),
  block: withOp('block'),
  closing: withOp('end-block'),
}
const ON_FAIL = ['continue', 'continue', 'continue', 'stop', 'note', 'halt']

export interface Flow {
  readonly steps: RandomStep[]
  readonly edges: RandomEdge[]
}

/** A sub-scenario that can be called, with the names of its parameters. */
export interface Callee {
  readonly id: string
  readonly params: readonly string[]
}

/** A structured graph of steps from a start to an end: sequences, branches, loops, parallels, blocks, calls. */
export function randomFlow(
  dice: Dice,
  around: Surroundings,
  subscenarios: readonly Callee[],
  length: number,
): Flow {
  return new FlowMaker(dice, around, subscenarios).make(length)
}

class FlowMaker implements Flow {
  readonly steps: RandomStep[] = []
  readonly edges: RandomEdge[] = []
  readonly #dice: Dice
  readonly #around: Surroundings
  readonly #subscenarios: readonly Callee[]

  constructor(dice: Dice, around: Surroundings, subscenarios: readonly Callee[]) {
    this.#dice = dice
    this.#around = around
    this.#subscenarios = subscenarios
  }

  make(length: number): Flow {
    this.steps.push({ id: 'start', kind: 'start', params: {}, onFail: 'continue' })
    this.steps.push({ id: 'end', kind: 'end', params: {}, onFail: 'continue' })
    const loose = this.#sequence([['start', 'next']], length, 0, false)
    this.#connect(loose, 'end')
    return this
  }

  #add(kinds: readonly StepKind[], params: Record<string, unknown> = {}): string {
    const kind = this.#dice.pick(kinds)
    const id = `s${this.steps.length}`
    const around = { ...this.#around, steps: this.steps.map((step) => step.id) }
    const drawn = { ...randomParams(kind, this.#dice, around), ...params }
    this.steps.push({ id, kind: kind.name, params: drawn, onFail: this.#dice.pick(ON_FAIL) })
    return id
  }

  #connect(loose: readonly Loose[], to: string): void {
    for (const [from, on] of loose) this.edges.push({ from, to, on })
  }

  #sequence(into: readonly Loose[], length: number, depth: number, inLoop: boolean): Loose[] {
    let loose = [...into]
    for (let n = 0; n < length; n++) loose = this.#next(loose, depth, inLoop)
    return loose
  }

  #next(into: readonly Loose[], depth: number, inLoop: boolean): Loose[] {
    const dice = this.#dice
    const shape =
      depth >= 2 || dice.chance(0.6) ? 'plain' : dice.pick(['branch', 'loop', 'parallel', 'block', 'call'])
    const some = () => dice.between(0, 2)
    switch (shape) {
      case 'branch': {
        const id = this.#add(shapes.branch)
        this.#connect(into, id)
        const yes = this.#sequence([[id, 'yes']], some(), depth + 1, inLoop)
        const no = this.#sequence([[id, 'no']], some(), depth + 1, inLoop)
        if (inLoop && dice.chance(0.5) && shapes.exit.length > 0) {
          this.#connect(yes, this.#add(shapes.exit))
          return no
        }
        return dice.chance(0.15) ? no : [...yes, ...no]
      }
      case 'loop': {
        const id = this.#add(shapes.loop, { count: dice.between(0, 3), maxRounds: dice.between(1, 3) })
        this.#connect(into, id)
        this.#connect(this.#sequence([[id, 'body']], 1 + some(), depth + 1, true), id)
        return this.#out(id)
      }
      case 'parallel': {
        const id = this.#add(shapes.parallel)
        this.#connect(into, id)
        const branches = dice.between(2, 3)
        const loose = Array.from({ length: branches }, () =>
          this.#sequence([[id, 'next']], 1 + some(), depth + 1, false),
        ).flat()
        const join = this.#add(shapes.join)
        this.#connect(loose, join)
        return this.#out(join)
      }
      case 'block': {
        const id = this.#add(shapes.block)
        this.#connect(into, id)
        const inside = this.#sequence([[id, 'next']], 1 + some(), depth + 1, inLoop)
        const end = this.#add(shapes.closing)
        this.#connect(inside, end)
        const failing: Loose[] = dice.chance(0.5) ? [[id, 'fail']] : []
        return [[end, 'next'], ...failing, ...this.#escapes(inside)]
      }
      case 'call':
        if (this.#subscenarios.length > 0) return this.#call(into)
        break
      default:
    }
    const id = this.#add(plainKinds)
    this.#connect(into, id)
    return this.#out(id)
  }

  #call(into: readonly Loose[]): Loose[] {
    const calls = stepKinds.filter(({ name }) => name === 'call')
    const callee = this.#dice.pick(this.#subscenarios)
    const values = Object.fromEntries(
      this.#dice.some(callee.params, 0.6).map((name) => [name, this.#dice.between(0, 4)]),
    )
    const id = this.#add(calls, { subscenario: callee.id, values })
    this.#connect(into, id)
    return this.#out(id)
  }

  /** The ways out of a step that go on: always the next, sometimes the one for a failure. */
  #out(id: string): Loose[] {
    const step = this.steps.find((candidate) => candidate.id === id)
    const kind = stepKinds.find(({ name }) => name === step?.kind)
    const fails = kind?.ports.out.some(({ name }) => name === 'fail') === true && this.#dice.chance(0.4)
    return fails
      ? [
          [id, 'next'],
          [id, 'fail'],
        ]
      : [[id, 'next']]
  }

  /** Ways that leave a block before its end: the failures of the steps inside that lead nowhere yet. */
  #escapes(inside: readonly Loose[]): Loose[] {
    const ids = inside.map(([from]) => from)
    return ids.flatMap((id): Loose[] => {
      const taken = this.edges.some(({ from, on }) => from === id && on === 'fail')
      const step = this.steps.find((candidate) => candidate.id === id)
      const kind = stepKinds.find(({ name }) => name === step?.kind)
      const has = kind?.ports.out.some(({ name }) => name === 'fail') === true
      return has && !taken && this.#dice.chance(0.3) ? [[id, 'fail']] : []
    })
  }
}
