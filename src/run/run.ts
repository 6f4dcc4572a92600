import { assert, present } from '../base/assert.ts'
import type { Millis } from '../base/time.ts'
import { problemAt, type Problem } from '../base/problem.ts'
import { EventLog } from '../log/event-log.ts'
import {
  failsRun,
  type ChaosReport,
  type LiveAssertion,
  type RunReport,
  type RunVerdict,
  type StepReport,
} from '../log/report.ts'
import type { Program } from '../program/program.ts'
import { AgentRun } from './agents.ts'
import { Bus } from './bus.ts'
import { BusPlace } from './bus-place.ts'
import { Cycles, type Goal } from './cycles.ts'
import { chooseFaults, FaultRun } from './fault.ts'
import { Interpreter } from './interpreter.ts'
import type { World } from './world.ts'
import { Monitors } from './monitors.ts'
import { ScriptActions } from './script-actions.ts'
import { recordFailure, ScriptRun, type Scripts } from './scripts.ts'
import { eventsByTopic, RunDigest } from './outcome.ts'
import { SourceActor } from './sources.ts'
import { Subscribers } from './subscribers.ts'
import { Tail } from './tail.ts'
import { FaultWindows } from './windows.ts'

/** Cycles between two times that monitors and digest catch up: what they read is then still in the cache. */
const MOST_CYCLES_AT_ONCE = 1_024

export interface RunOptions {
  readonly seed?: string
  /** Of a document with code: what `prepareScripts` made of it. */
  readonly scripts?: Scripts | null
}

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
  readonly #digest: RunDigest
  readonly #sources: readonly SourceActor[]
  readonly #cycles: Cycles
  readonly #subscribers: Subscribers
  readonly #windows: FaultWindows
  /** Faults that a violated assertion will halt. */
  #watching: readonly FaultRun[] = []
  #tail: Tail | null = null
  readonly #interpreter: Interpreter
  readonly #scripts: ScriptRun | null
  #cycle = 0
  #ended: RunVerdict | null = null
  #report: RunReport | null = null
  readonly #problems: Problem[] = []

  constructor(program: Program, options: RunOptions = {}) {
    const { document } = program
    this.#program = program
    this.seed = options.seed ?? document.seed
    this.#cycleMs = document.clock.cycleMs
    this.#scripts = options.scripts ? new ScriptRun(options.scripts, this.seed) : null
    const script = this.#scripts?.starter.bind(this.#scripts)
    const place = new BusPlace()
    const agentIds = document.agents.map(({ id }) => id)
    const faultWorld = {
      seed: this.seed,
      cycleMs: this.#cycleMs,
      participants: [...document.sources.map(({ id }) => id), ...agentIds],
      agents: agentIds,
      place,
    }
    this.#faults = program.faults.map((fault, index) => new FaultRun(fault, index, faultWorld))
    this.#digest = new RunDigest(this.log, this.seed)
    this.#monitors = new Monitors(this.log, program.assertions, this.#cycleMs, script)
    const agents = program.agents.map((agent) => new AgentRun(agent, place, this.seed, this.#cycleMs, script))
    this.#subscribers = new Subscribers(agents, this.#faults, place)
    this.#bus = place.bus = new Bus(this.log, this.#faults, document.limits, this.#subscribers.find)
    const sourceWorld = { seed: this.seed, cycleMs: this.#cycleMs, scripts: this.#scripts }
    this.#sources = program.sources.map((source) => new SourceActor(source, this.#bus, sourceWorld))
    this.#cycles = new Cycles(this.#bus, this.log, this.#sources, this.#cycleMs)
    this.#interpreter = new Interpreter(program, this.#world())
    chooseFaults(this.#faults, this.seed, this.#bus)
    for (const fault of this.#faults) fault.noteTargets()
    this.#watching = this.#faults.filter(({ haltOn }) => haltOn !== undefined)
    this.#windows = new FaultWindows(this.#faults, this.#bus, this.#cycleMs)
    this.#windows.enter(0)
    for (const agent of agents) agent.begin()
    this.#interpreter.start()
    this.#endIfDone()
  }

  get finished(): boolean {
    return this.#ended !== null
  }

  /** True when the steps are over, and nothing is waited for after them. */
  get done(): boolean {
    return this.#interpreter.done && this.#tail === null
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

  /**
   * Asked after each instant at which something may have happened; where it says so, `advance` returns at
   * once, within a cycle too, and the next call goes on from there. While it is null it costs nothing.
   */
  pauseWhen: (() => boolean) | null = null

  /** Advances through at most `cycles` further cycles, or to the end. */
  advance(cycles: number): void {
    const target = this.#cycle + cycles
    this.#runTo(target)
  }

  /** Advances to `untilMs` of virtual time (that instant's cycle start not included), or to the end. */
  advanceTo(untilMs: Millis): void {
    this.#runTo(Math.ceil(untilMs / this.#cycleMs))
  }

  /** Ends the run here, as a person's stop does. */
  stop(): void {
    if (this.#ended === null) this.#end('stopped')
  }

  steps(): StepReport[] {
    return this.#interpreter.steps()
  }

  assertions(): LiveAssertion[] {
    return this.#monitors.live(this.atMs)
  }

  chaos(): ChaosReport[] {
    return this.#faults.map((fault) => fault.report())
  }

  /** Where all events are now: on the bus, and on the way to subscribers that faults act on. */
  accounts(): Pick<RunReport, 'conservation' | 'links'> {
    return { conservation: this.#bus.conservation, links: this.#subscribers.report() }
  }

  /** The whole account; the run must be finished. */
  report(): RunReport {
    return present(this.#report, 'report of a finished run')
  }

  // ------------------------------------------------------------------------------------------- time

  /** Runs until so many cycles have begun, or to the end. */
  #runTo(target: number): void {
    const { maxCycles } = this.#program.document.limits
    const { pauseWhen } = this
    const goal = pauseWhen === null ? this : new PauseGoal(this, pauseWhen)
    // A pause may have left the last cycle unfinished: what happens in it still belongs to it.
    if (this.#cycle > 0 && this.#ended === null) {
      this.#cycle--
      const pause = this.#cycles.finish(this.#cycle + 1, goal)
      this.#cycle++
      if (this.#endIfDone() || pause) return
    }
    while (this.#ended === null && this.#cycle < target) {
      this.#bus.advanceTo(this.#cycle * this.#cycleMs)
      if (this.#watching.length > 0) this.#haltFaults()
      this.#windows.enter(this.#cycle)
      this.#interpreter.resumeAt(this.#cycle)
      if (this.#endIfDone()) return
      if (this.#cycle >= maxCycles) {
        this.#limit('run/cycle-limit', `The run has reached ${this.#cycle} cycles.`)
        return
      }
      // A script that fails ends the run: then monitors are asked after every cycle, not every block.
      // So does what a fault that halts on an assertion watches.
      const alone = this.#scripts !== null || pauseWhen !== null || this.#watching.length > 0
      const block = alone ? 1 : MOST_CYCLES_AT_ONCE
      const wake = Math.min(
        this.#interpreter.nextWake(this.#cycle),
        this.#windows.nextCycle,
        this.#tail?.untilCycle ?? Infinity,
      )
      const until = Math.min(target, maxCycles, wake, this.#cycle + block)
      this.#cycle = this.#cycles.run(this.#cycle, until, goal)
      this.#monitors.catchUp()
      this.#digest.catchUp()
      if (this.#endIfDone() || pauseWhen?.()) return
    }
  }

  /** Ends the faults whose assertion is violated for good. */
  #haltFaults(): void {
    this.#watching = this.#watching.filter((fault) => {
      const halts = this.#monitors.isBroken(fault.haltOn ?? '')
      if (halts) fault.halt()
      return !halts
    })
  }

  #world(): World {
    const cycle = () => this.#cycle
    const scripts = this.#scripts === null ? null : new ScriptActions(this.#scripts, this.log)
    return {
      scripts,
      bus: this.#bus,
      log: this.log,
      seed: this.seed,
      monitors: this.#monitors,
      faults: this.#faults,
      sources: this.#sources,
      get cycle() {
        return cycle()
      },
      onStepChange: (step, active) => {
        const { id } = present(this.#program.steps[step], 'step').spec
        for (const fault of this.#faults) fault.stepChanged(id, active)
      },
      over: () => this.#ended !== null,
    }
  }

  // -------------------------------------------------------------------------------------------- end

  #endIfDone(): boolean {
    if (this.#ended !== null) return true
    const { overrun } = this.#bus
    if (overrun !== null) this.#limit(overrun.code, overrun.message)
    else if (this.#scripts?.failure) this.#end('failed')
    else if (this.#interpreter.done) this.#stepsAreOver()
    return this.#ended !== null
  }

  /** The run is over, or its tail begins: every fault is healed, and the system has to get going again. */
  #stepsAreOver(): void {
    const { tail } = this.#program.document
    if (tail === undefined) this.#end('passed')
    else if (this.#tail === null) {
      this.#tail = new Tail(tail, this.#cycle, this.log)
      this.#bus.mark('$tail.begun', 'run', { cycles: tail.cycles }, -1)
      for (const fault of this.#faults) fault.heal()
      this.#subscribers.heal()
      this.#cycles.finish(this.#cycle)
    } else if (this.#cycle >= this.#tail.untilCycle) this.#end('passed')
  }

  #limit(code: string, message: string): void {
    this.#problems.push(
      problemAt(['limits'], code, message, 'Shorten the scenario, mend the loop, or raise the limit.'),
    )
    this.#end('limit')
  }

  #end(wanted: RunVerdict): void {
    assert(this.#report === null, 'a run ends once')
    const { document } = this.#program
    const assertions = this.#monitors.finish(this.atMs)
    if (this.#scripts?.failure) this.#problems.push(recordFailure(this.#bus, this.#scripts.failure))
    const steps = this.steps()
    const tail = this.#tail?.report(this.#bus.conservation, this.#subscribers.report()) ?? null
    const failed =
      this.#interpreter.failed ||
      tail?.progress === false ||
      this.#problems.length > 0 ||
      assertions.some(failsRun)
    const verdict = wanted === 'passed' && failed ? 'failed' : wanted
    this.#ended = verdict
    this.#bus.mark('$run.end', 'run', { verdict }, -1)
    const conservation = this.#bus.conservation
    const links = this.#subscribers.report()
    const byTopic = eventsByTopic(this.log)
    this.#report = {
      scenario: document.name,
      seed: this.seed,
      verdict,
      digest: this.#digest.finish(assertions, conservation, links),
      cycles: this.#cycle,
      durationMs: this.atMs,
      events: { total: conservation.delivered, byTopic },
      steps,
      assertions,
      chaos: this.chaos(),
      conservation,
      links,
      tail,
      sources: this.#sources.map((source) => source.report()),
      variables: Object.fromEntries(this.#interpreter.variables),
      problems: this.#problems,
    }
  }
}

/** The run's own end, or a pause before it. */
class PauseGoal implements Goal {
  readonly #run: Goal
  readonly #pause: () => boolean

  constructor(run: Goal, pause: () => boolean) {
    this.#run = run
    this.#pause = pause
  }

  get done(): boolean {
    return this.#run.done || this.#pause()
  }
}
