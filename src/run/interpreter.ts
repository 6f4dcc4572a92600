import { present } from '../base/assert.ts'
import type { Json } from '../base/json.ts'
import { topicMatcher } from '../base/topic.ts'
import type { BusEvent, Instruction } from '../kinds/contracts.ts'
import { failsRun, type StepReport } from '../log/report.ts'
import type { Program, ProgramStep } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { FaultRun } from './fault.ts'
import type { Monitors } from './monitors.ts'
import type { ScriptActions } from './script-actions.ts'
import type { SourceActor } from './sources.ts'
import { StepState, type Token } from './token.ts'

/** What an instruction did: went on, must wait, or failed with a reason. */
type Effect = 'on' | 'wait' | { readonly failed: string }

/** What steps act on: the other parts of the run. */
export interface World {
  readonly bus: Bus
  readonly monitors: Monitors
  readonly faults: readonly FaultRun[]
  readonly sources: readonly SourceActor[]
  /** Null in a scenario without code. */
  readonly scripts: ScriptActions | null
  /** Cycles begun so far. */
  readonly cycle: number
  /** True once the run has ended: nothing more is executed. */
  over(): boolean
}

/** Moves tokens through the graph of steps, as in BPMN: enters, executes, waits, leaves. */
export class Interpreter {
  readonly variables = new Map<string, Json>()
  readonly #program: Program
  readonly #world: World
  readonly #states: readonly StepState[]
  #tokens: Token[] = []
  readonly #hear = (event: BusEvent) => this.#heard(event)

  constructor(program: Program, world: World) {
    this.#program = program
    this.#world = world
    this.#states = program.steps.map((step) => new StepState(step))
  }

  /** True when no token is left. */
  get done(): boolean {
    return this.#tokens.length === 0
  }

  /** Puts a token at the start and runs it until it waits. */
  start(): void {
    const token = { step: this.#program.entry, instruction: 0, failed: false, wait: null, mark: -1 }
    this.#tokens = [token]
    this.#enter(token, token.step)
    this.#continue(token)
  }

  /** The first cycle after this one at whose start a step may go on: the next, while one waits for events. */
  nextWake(cycle: number): number {
    return this.#tokens.reduce(
      (first, { wait }) => Math.min(first, wait?.for === 'cycle' ? wait.cycle : cycle + 1),
      Infinity,
    )
  }

  steps(): StepReport[] {
    return this.#states.map((state) => state.report())
  }

  /** Goes on with the steps whose wait ends at the start of this cycle. */
  resumeAt(cycle: number): void {
    for (const token of this.#tokens) {
      const { wait } = token
      if (wait === null || this.#world.over()) continue
      if (wait.for === 'cycle' && wait.cycle === cycle) this.#resume(token)
      else if (wait.for === 'event' && wait.deadlineCycle === cycle) {
        token.wait = null
        this.#leave(
          token,
          `No ${wait.topic} came in time; ${wait.left} more ${wait.left === 1 ? 'was' : 'were'} awaited.`,
        )
        this.#continue(token)
      }
    }
  }

  #heard(event: BusEvent): void {
    for (const token of this.#tokens) {
      const { wait } = token
      if (wait === null || wait.for !== 'event' || !wait.matches(event.topic)) continue
      wait.left--
      if (wait.left === 0) this.#resume(token)
    }
  }

  #enter(token: Token, step: number): void {
    const { spec } = this.#step(step)
    token.step = step
    token.instruction = 0
    present(this.#states[step], 'step state').enter(this.#world.bus.nowMs)
    token.mark = this.#world.bus.mark('$step.entered', `step:${spec.id}`, { step: spec.id }, token.mark)
  }

  #resume(token: Token): void {
    token.wait = null
    token.instruction++
    this.#continue(token)
  }

  /** Runs a token until it waits or ends. A loop that lets no time pass was refused before the run. */
  #continue(token: Token): void {
    while (!this.#world.over() && this.#tokens.includes(token) && token.wait === null) {
      const instruction = this.#step(token.step).instructions[token.instruction]
      if (instruction === undefined) {
        this.#leave(token, null)
        continue
      }
      const effect = this.#execute(token, instruction)
      if (effect === 'on') token.instruction++
      else if (effect !== 'wait') this.#leave(token, effect.failed)
    }
    this.#world.bus.afterDelivery = this.#tokens.some(({ wait }) => wait?.for === 'event') ? this.#hear : null
  }

  /** Leaves a step along `next`, or `fail` with a reason. Without an edge the path ends. */
  #leave(token: Token, failure: string | null): void {
    const step = this.#step(token.step)
    const failed = failure !== null
    present(this.#states[token.step], 'step state').leave(this.#world.bus.nowMs, failed, failure ?? '')
    const outcome = failed ? 'failed' : 'passed'
    token.mark = this.#world.bus.mark(
      '$step.left',
      `step:${step.spec.id}`,
      { step: step.spec.id, outcome },
      token.mark,
    )
    token.failed ||= failed && step.fail < 0
    const target =
      failed && step.fail >= 0 ? step.fail : failed && step.spec.onFail === 'stop' ? -1 : step.next
    if (target >= 0) this.#enter(token, target)
    else {
      this.#world.bus.settle()
      this.#tokens = this.#tokens.filter((other) => other !== token)
    }
  }

  #execute(token: Token, instruction: Instruction): Effect {
    const { spec } = this.#step(token.step)
    const source = `step:${spec.id}`
    switch (instruction.op) {
      case 'advance':
        if (instruction.cycles === 0) return 'on'
        token.wait = { for: 'cycle', cycle: this.#world.cycle + instruction.cycles }
        this.#waits(token, `until cycle ${token.wait.cycle}`)
        return 'wait'
      case 'await': {
        const { topic, count, timeoutCycles } = instruction
        const deadlineCycle = timeoutCycles === 0 ? Infinity : this.#world.cycle + timeoutCycles
        token.wait = { for: 'event', topic, matches: topicMatcher(topic), left: count, deadlineCycle }
        this.#waits(token, `for ${count === 1 ? topic : `${count} × ${topic}`}`)
        return 'wait'
      }
      case 'check':
        return this.#check(token, instruction.assertions)
      case 'publish':
        this.#world.bus.publish(instruction.topic, source, instruction.payload, token.mark)
        return 'on'
      case 'generate': {
        const actor = this.#source(instruction.source)
        for (let count = 0; count < instruction.count; count++) actor.publish(token.mark)
        return 'on'
      }
      case 'switch-profile':
        this.#source(instruction.source).switchProfile(instruction.profile)
        this.#world.bus.mark(
          '$profile.switched',
          source,
          { source: instruction.source, profile: instruction.profile.kind },
          token.mark,
        )
        return 'on'
      case 'switch-fault': {
        const index = this.#program.faults.findIndex((fault) => fault.spec.id === instruction.fault)
        present(this.#world.faults[index], `fault ${instruction.fault}`).switch(instruction.on)
        this.#world.bus.mark(
          '$fault.switched',
          source,
          { fault: instruction.fault, on: instruction.on },
          token.mark,
        )
        return 'on'
      }
      case 'set':
        this.#set(token, instruction.variable, instruction.value)
        return 'on'
      case 'note':
        this.#world.bus.mark('$note', source, { step: spec.id, text: instruction.text }, token.mark)
        return 'on'
      case 'script':
        return this.#script(token, instruction)
    }
  }

  #set(token: Token, name: string, value: Json): void {
    this.variables.set(name, value)
    this.#world.bus.mark('$variable', `step:${this.#step(token.step).spec.id}`, { name, value }, token.mark)
  }

  #script(token: Token, instruction: Extract<Instruction, { op: 'script' }>): Effect {
    const { bus, cycle, scripts } = this.#world
    const step = this.#step(token.step).spec.id
    const context = { variables: this.variables, atMs: bus.nowMs, cycle }
    const failed = present(scripts, 'scripts of the run').run(step, instruction, context, {
      publish: (topic, payload, afterMs) => {
        const send = () => bus.publish(topic, `step:${step}`, payload, token.mark)
        if (afterMs > 0) bus.schedule(afterMs, send)
        else send()
      },
      set: (name, value) => this.#set(token, name, value),
      note: (text) => bus.mark('$note', `step:${step}`, { step, text }, token.mark),
    })
    return failed === null ? 'on' : { failed }
  }

  #waits(token: Token, message: string): void {
    present(this.#states[token.step], 'step state').wait(message)
  }

  /** What steps published at this instant is delivered before anything is judged. */
  #check(token: Token, ids: readonly string[]): Effect {
    const { spec } = this.#step(token.step)
    this.#world.bus.settle()
    const reports = this.#world.monitors.check(ids, this.#world.bus.nowMs, spec.id)
    for (const { id, verdict, message } of reports) {
      this.#world.bus.mark('$verdict', `step:${spec.id}`, { assertion: id, verdict, message }, token.mark)
    }
    const violated = reports.filter(failsRun)
    if (violated.length === 0) return 'on'
    return { failed: violated.map(({ name, id, message }) => `${name || id}: ${message}`).join(' ') }
  }

  #step(index: number): ProgramStep {
    return present(this.#program.steps[index], 'step')
  }

  #source(id: string): SourceActor {
    return present(
      this.#world.sources.find((source) => source.id === id),
      `source ${id}`,
    )
  }
}
