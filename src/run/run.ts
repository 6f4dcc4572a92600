import { assert, present } from '../base/assert.ts'
import type { Json } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import { topicMatcher } from '../base/topic.ts'
import type { BusEvent, Instruction } from '../kinds/contracts.ts'
import { EventLog } from '../log/event-log.ts'
import type { ChaosReport, LiveAssertion, RunReport, RunVerdict, StepReport } from '../log/report.ts'
import type { Program, ProgramStep } from '../program/program.ts'
import { startAgent } from './agents.ts'
import { Bus, type Listener } from './bus.ts'
import { FaultRun } from './fault.ts'
import { Monitors } from './monitors.ts'
import { digestOf, eventsByTopic } from './outcome.ts'
import { SourceActor } from './sources.ts'
import { StepState, type Token } from './token.ts'

/** What an instruction did: went on, must wait, or failed with a reason. */
type Effect = 'on' | 'wait' | { readonly failed: string }

/**
 * One run of a program: set up by the constructor, driven by `advance`, over when `finished`.
 *
 * At one instant the order is: steps whose wait ends here, sources of the new cycle in document order,
 * deliveries and timers in the order they were scheduled. How `advance` is called (in slices, cycle by
 * cycle, at any speed) changes nothing of what happens.
 */
export class Run {
  readonly log = new EventLog()
  readonly seed: string
  readonly #program: Program
  readonly #cycleMs: Millis
  readonly #bus: Bus
  readonly #faults: readonly FaultRun[]
  readonly #monitors: Monitors
  readonly #sources: readonly SourceActor[]
  readonly #states: readonly StepState[]
  readonly #variables = new Map<string, Json>()
  #tokens: Token[] = []
  #cycle = 0
  #ended: RunVerdict | null = null
  #report: RunReport | null = null
  readonly #problems: Problem[] = []
  readonly #hear: Listener = (event) => this.#heard(event)

  constructor(program: Program, options: { readonly seed?: string } = {}) {
    const { document } = program
    this.#program = program
    this.seed = options.seed ?? document.seed
    this.#cycleMs = document.clock.cycleMs
    this.#faults = program.faults.map((fault, index) => new FaultRun(fault, index, this.seed, this.#cycleMs))
    this.#monitors = new Monitors(program.assertions, this.#cycleMs)
    const agents = program.agents.map((agent) => startAgent(agent, () => this.#bus, this.seed, this.#cycleMs))
    this.#bus = new Bus(this.log, this.#faults, document.limits, (topic) => [
      ...this.#monitors.listeners(topic),
      ...agents.filter(({ hears }) => hears(topic)).map(({ listener }) => listener),
    ])
    this.#sources = program.sources.map((source) => new SourceActor(source, this.#bus, this.seed, this.#cycleMs))
    this.#states = program.steps.map((step) => new StepState(step))
    const token = { step: program.entry, instruction: 0, failed: false, wait: null, mark: -1 }
    this.#tokens = [token]
    this.#enter(token, program.entry)
    this.#continue(token)
    this.#endIfDone()
  }

  get finished(): boolean {
    return this.#ended !== null
  }

  get atMs(): Millis {
    return this.#bus.nowMs
  }

  get cycleMs(): Millis {
    return this.#cycleMs
  }

  /** Cycles begun so far: the number of data each source has published by itself. */
  get cycle(): number {
    return this.#cycle
  }

  /** Advances through at most `cycles` further cycles, or to the end. */
  advance(cycles: number): void {
    const target = this.#cycle + cycles
    while (this.#ended === null && this.#cycle < target) this.#oneCycle()
  }

  /** Advances to `untilMs` of virtual time (that instant's cycle start not included), or to the end. */
  advanceTo(untilMs: Millis): void {
    while (this.#ended === null && this.#cycle * this.#cycleMs < untilMs) this.#oneCycle()
  }

  /** Ends the run here, as a person's stop does. */
  stop(): void {
    if (this.#ended === null) this.#end('stopped')
  }

  steps(): StepReport[] {
    return this.#states.map((state) => state.report())
  }

  assertions(): LiveAssertion[] {
    return this.#monitors.live(this.atMs)
  }

  chaos(): ChaosReport[] {
    return this.#faults.map((fault) => fault.report())
  }

  /** The whole account; the run must be finished. */
  report(): RunReport {
    return present(this.#report, 'report of a finished run')
  }

  // ------------------------------------------------------------------------------------------- time

  /** The start of the next cycle and everything up to the one after it. */
  #oneCycle(): void {
    const boundary = this.#cycle * this.#cycleMs
    this.#bus.advanceTo(boundary)
    this.#resumeAt(this.#cycle)
    if (this.#endIfDone()) return
    if (this.#cycle >= this.#program.document.limits.maxCycles) {
      this.#limit('run/cycle-limit', `The run has reached ${this.#cycle} cycles.`)
      return
    }
    for (const source of this.#sources) source.publish(-1)
    this.#cycle++
    this.#bus.drain()
    const next = boundary + this.#cycleMs
    while (!this.#endIfDone() && this.#bus.nextMs < next) {
      this.#bus.advanceTo(this.#bus.nextMs)
      this.#bus.drain()
    }
  }

  #resumeAt(cycle: number): void {
    for (const token of this.#tokens) {
      const { wait } = token
      if (wait === null || this.#ended !== null) continue
      if (wait.for === 'cycle' && wait.cycle === cycle) this.#resume(token)
      else if (wait.for === 'event' && wait.deadlineCycle === cycle) {
        token.wait = null
        this.#leave(token, `No ${wait.topic} came in time; ${wait.left} more ${wait.left === 1 ? 'was' : 'were'} awaited.`)
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

  // ------------------------------------------------------------------------------------------ tokens

  #enter(token: Token, step: number): void {
    const { spec } = this.#step(step)
    token.step = step
    token.instruction = 0
    present(this.#states[step], 'step state').enter(this.atMs)
    token.mark = this.#bus.mark('$step.entered', `step:${spec.id}`, { step: spec.id }, token.mark)
  }

  #resume(token: Token): void {
    token.wait = null
    token.instruction++
    this.#continue(token)
  }

  /** Runs a token until it waits or ends. A loop that lets no time pass was refused before the run. */
  #continue(token: Token): void {
    while (this.#ended === null && this.#tokens.includes(token) && token.wait === null) {
      const instruction = this.#step(token.step).instructions[token.instruction]
      if (instruction === undefined) {
        this.#leave(token, null)
        continue
      }
      const effect = this.#execute(token, instruction)
      if (effect === 'on') token.instruction++
      else if (effect !== 'wait') this.#leave(token, effect.failed)
    }
    this.#bus.afterDelivery = this.#tokens.some(({ wait }) => wait?.for === 'event') ? this.#hear : null
  }

  /** Leaves a step along `next`, or `fail` with a reason. Without an edge the path ends. */
  #leave(token: Token, failure: string | null): void {
    const step = this.#step(token.step)
    const failed = failure !== null
    present(this.#states[token.step], 'step state').leave(this.atMs, failed, failure ?? '')
    const outcome = failed ? 'failed' : 'passed'
    token.mark = this.#bus.mark('$step.left', `step:${step.spec.id}`, { step: step.spec.id, outcome }, token.mark)
    token.failed ||= failed && step.fail < 0
    const target = failed && step.fail >= 0 ? step.fail : failed && step.spec.onFail === 'stop' ? -1 : step.next
    if (target >= 0) this.#enter(token, target)
    else {
      this.#bus.settle()
      this.#tokens = this.#tokens.filter((other) => other !== token)
    }
  }

  #execute(token: Token, instruction: Instruction): Effect {
    const { spec } = this.#step(token.step)
    const source = `step:${spec.id}`
    switch (instruction.op) {
      case 'advance':
        if (instruction.cycles === 0) return 'on'
        token.wait = { for: 'cycle', cycle: this.#cycle + instruction.cycles }
        this.#waits(token, `until cycle ${token.wait.cycle}`)
        return 'wait'
      case 'await': {
        const { topic, count, timeoutCycles } = instruction
        const deadlineCycle = timeoutCycles === 0 ? Infinity : this.#cycle + timeoutCycles
        token.wait = { for: 'event', topic, matches: topicMatcher(topic), left: count, deadlineCycle }
        this.#waits(token, `for ${count === 1 ? topic : `${count} × ${topic}`}`)
        return 'wait'
      }
      case 'check':
        return this.#check(token, instruction.assertions)
      case 'publish':
        this.#bus.publish(instruction.topic, source, instruction.payload, token.mark)
        return 'on'
      case 'generate': {
        const actor = this.#source(instruction.source)
        for (let count = 0; count < instruction.count; count++) actor.publish(token.mark)
        return 'on'
      }
      case 'switch-profile':
        this.#source(instruction.source).switchProfile(instruction.profile)
        this.#bus.mark('$profile.switched', source, { source: instruction.source, profile: instruction.profile.kind }, token.mark)
        return 'on'
      case 'switch-fault': {
        const index = this.#program.faults.findIndex((fault) => fault.spec.id === instruction.fault)
        present(this.#faults[index], `fault ${instruction.fault}`).enabled = instruction.on
        this.#bus.mark('$fault.switched', source, { fault: instruction.fault, on: instruction.on }, token.mark)
        return 'on'
      }
      case 'set':
        this.#variables.set(instruction.variable, instruction.value)
        this.#bus.mark('$variable', source, { name: instruction.variable, value: instruction.value }, token.mark)
        return 'on'
      case 'note':
        this.#bus.mark('$note', source, { step: spec.id, text: instruction.text }, token.mark)
        return 'on'
    }
  }

  #waits(token: Token, message: string): void {
    present(this.#states[token.step], 'step state').wait(message)
  }

  /** What steps published at this instant is delivered before anything is judged. */
  #check(token: Token, ids: readonly string[]): Effect {
    const { spec } = this.#step(token.step)
    this.#bus.settle()
    const reports = this.#monitors.check(ids, this.atMs, spec.id)
    for (const { id, verdict, message } of reports) {
      this.#bus.mark('$verdict', `step:${spec.id}`, { assertion: id, verdict, message }, token.mark)
    }
    const violated = reports.filter(({ verdict }) => verdict === 'violated')
    if (violated.length === 0) return 'on'
    return { failed: violated.map(({ name, id, message }) => `${name || id}: ${message}`).join(' ') }
  }

  #step(index: number): ProgramStep {
    return present(this.#program.steps[index], 'step')
  }

  #source(id: string): SourceActor {
    return present(
      this.#sources.find((source) => source.id === id),
      `source ${id}`,
    )
  }

  // -------------------------------------------------------------------------------------------- end

  #endIfDone(): boolean {
    if (this.#ended !== null) return true
    const { overrun } = this.#bus
    if (overrun !== null) this.#limit(overrun.code, overrun.message)
    else if (this.#tokens.length === 0) this.#end('passed')
    return this.#ended !== null
  }

  #limit(code: string, message: string): void {
    this.#problems.push(problemAt(['limits'], code, message, 'Shorten the scenario, mend the loop, or raise the limit.'))
    this.#end('limit')
  }

  #end(wanted: RunVerdict): void {
    assert(this.#report === null, 'a run ends once')
    const { document } = this.#program
    const assertions = this.#monitors.finish(this.atMs)
    const steps = this.steps()
    // A failed step whose `fail` edge was taken was expected, and handled.
    const unhandled = this.#program.steps.some((step, index) => steps[index]?.outcome === 'failed' && step.fail < 0)
    const failed = unhandled || assertions.some(({ verdict }) => verdict === 'violated')
    const verdict = wanted === 'passed' && failed ? 'failed' : wanted
    this.#ended = verdict
    this.#bus.mark('$run.end', 'run', { verdict }, -1)
    const conservation = this.#bus.conservation
    const byTopic = eventsByTopic(this.log)
    this.#report = {
      scenario: document.name,
      seed: this.seed,
      verdict,
      digest: digestOf(this.log, { assertions, conservation, seed: this.seed }),
      cycles: this.#cycle,
      durationMs: this.atMs,
      events: { total: conservation.delivered, byTopic },
      steps,
      assertions,
      chaos: this.chaos(),
      conservation,
      sources: this.#sources.map((source) => source.report()),
      variables: Object.fromEntries(this.#variables),
      problems: this.#problems,
    }
  }
}
