import { present } from '../base/assert.ts'
import type { Json } from '../base/json.ts'
import { topicMatcher } from '../base/topic.ts'
import type { BusEvent } from '../kinds/contracts.ts'
import type { Instruction } from '../kinds/instruction.ts'
import type { EventLog } from '../log/event-log.ts'
import type { StepOutcome, StepReport } from '../log/report.ts'
import type { Program, ProgramStep } from '../program/program.ts'
import { Acts } from './acts.ts'
import type { Bus } from './bus.ts'
import type { FaultRun } from './fault.ts'
import { Latest } from './latest.ts'
import type { Monitors } from './monitors.ts'
import { Questions } from './questions.ts'
import { innermost, isInside, Scope } from './scope.ts'
import type { SourceActor } from './sources.ts'
import { StepState, tokenAt, type Token, type Wait } from './token.ts'

/** What an instruction did: went on to the next one, or nothing more to do now, or left by a way, or failed. */
type Effect = 'on' | 'rest' | { readonly way: string } | { readonly failed: string }

/** What steps act on: the other parts of the run. */
export interface World {
  readonly bus: Bus
  readonly log: EventLog
  readonly seed: string
  readonly monitors: Monitors
  readonly faults: readonly FaultRun[]
  readonly sources: readonly SourceActor[]
  /** Cycles begun so far. */
  readonly cycle: number
  /** Told when a step that was idle is entered, and when it is idle again. */
  readonly onStepChange?: (step: number, active: boolean) => void
  /** True once the run has ended: nothing more is executed. */
  over(): boolean
}

const MOST_TOKENS = 10_000

/**
 * Moves tokens through the graph of steps, as in BPMN: enters, executes, waits, leaves. One token moves at
 * a time, until it waits or is gone; those that became ready meanwhile follow in that order.
 */
export class Interpreter {
  /** True once a step has failed in a way that counts. */
  failed = false
  readonly #program: Program
  readonly #world: World
  readonly #states: readonly StepState[]
  readonly #acts: Acts
  readonly #questions: Questions
  /** In the order in which they came to be. */
  readonly #tokens = new Set<Token>()
  #ready: Token[] = []
  #moving = false
  /** Tokens that wait for events, in the order in which they began to. */
  #listening: Token[] = []
  /** Waits that end at the start of a cycle, in the order in which they began. */
  readonly #due = new Map<number, { readonly token: Token; readonly wait: Wait }[]>()
  /** Groups whose time is up at the start of a cycle, in the order in which they were opened. */
  readonly #deadlines = new Map<number, Scope[]>()
  #instantMs = -1
  #entered = 0
  readonly #hear = (event: BusEvent) => this.#heard(event)

  constructor(program: Program, world: World) {
    this.#program = program
    this.#world = world
    this.#states = program.steps.map((step) => new StepState(step))
    const latest = new Latest(world.log)
    const indexOf = new Map(program.steps.map(({ spec }, index) => [spec.id, index]))
    this.#acts = new Acts(program, world, latest)
    this.#questions = new Questions({
      seed: world.seed,
      variables: this.#acts.variables,
      latest,
      monitors: world.monitors,
      nowMs: () => world.bus.nowMs,
      outcomeOf: (id) => this.#states[indexOf.get(id) ?? -1]?.outcome,
    })
  }

  get variables(): ReadonlyMap<string, Json> {
    return this.#acts.variables
  }

  /** True when no token is left. */
  get done(): boolean {
    return this.#tokens.size === 0
  }

  /** Puts a token at the start and runs it until it waits. */
  start(): void {
    this.#add(tokenAt(this.#program.entry, null, -1))
    this.#move()
  }

  steps(): StepReport[] {
    return this.#states.map((state) => state.report())
  }

  /** The first cycle after this one at whose start a step may go on: the next, while one waits for events. */
  nextWake(cycle: number): number {
    if (this.#listening.length > 0) return cycle + 1
    let first = Infinity
    for (const at of this.#due.keys()) if (at > cycle && at < first) first = at
    for (const at of this.#deadlines.keys()) if (at > cycle && at < first) first = at
    return first
  }

  /** Goes on with the steps whose wait ends at the start of this cycle, then ends groups whose time is up. */
  resumeAt(cycle: number): void {
    const due = this.#due.get(cycle) ?? []
    this.#due.delete(cycle)
    for (const { token, wait } of due) {
      if (token.wait !== wait) continue
      if (wait.for === 'event')
        token.failure = `No ${wait.topic} came in time; ${wait.left} more ${wait.left === 1 ? 'was' : 'were'} awaited.`
      this.#wake(token)
    }
    this.#move()
    for (const scope of this.#deadlines.get(cycle) ?? []) if (scope.open) this.#timeUp(scope)
    this.#deadlines.delete(cycle)
  }

  // ----------------------------------------------------------------------------------------- tokens

  #add(token: Token): void {
    this.#tokens.add(token)
    this.#ready.push(token)
    if (this.#tokens.size > MOST_TOKENS)
      this.#stop('run/token-limit', `More than ${MOST_TOKENS} branches were open at one time.`)
  }

  #remove(token: Token): void {
    token.alive = false
    this.#tokens.delete(token)
    if (token.wait?.for === 'event') this.#listening = this.#listening.filter((other) => other !== token)
    token.wait = null
  }

  /** Its wait is over: it goes on with the next instruction when its turn comes. */
  #wake(token: Token): void {
    if (token.wait?.for === 'event') this.#listening = this.#listening.filter((other) => other !== token)
    token.wait = null
    token.instruction++
    this.#ready.push(token)
  }

  #heard(event: BusEvent): void {
    const satisfied = this.#listening.filter(
      ({ wait }) => wait?.for === 'event' && wait.matches(event.topic) && --wait.left === 0,
    )
    for (const token of satisfied) this.#wake(token)
    if (satisfied.length > 0) this.#move()
  }

  /** Moves what is ready, one token after the other. Called from inside a move it only leaves them to that. */
  #move(): void {
    if (this.#moving) return
    this.#moving = true
    for (let next = 0; next < this.#ready.length && !this.#stopped(); next++) this.#run(this.#ready[next]!)
    this.#ready = []
    this.#moving = false
    this.#world.bus.afterDelivery = this.#listening.length > 0 ? this.#hear : null
  }

  #stopped(): boolean {
    return this.#world.over() || this.#world.bus.overrun !== null
  }

  #stop(code: string, message: string): void {
    this.#world.bus.overrun ??= { code, message }
  }

  /** Runs a token until it waits or is gone. A circle in which no time passes was refused before the run. */
  #run(token: Token): void {
    while (token.alive && token.wait === null && !this.#stopped()) {
      if (!token.entered) this.#enter(token)
      const { failure } = token
      token.failure = null
      const instruction = this.#step(token.step).instructions[token.instruction]
      if (failure !== null) this.#leave(token, 'fail', failure)
      else if (instruction === undefined) this.#leave(token, 'next', null)
      else this.#apply(token, this.#execute(token, instruction))
    }
  }

  #apply(token: Token, effect: Effect): void {
    if (effect === 'on') token.instruction++
    else if (effect !== 'rest')
      this.#leave(token, 'way' in effect ? effect.way : 'fail', 'failed' in effect ? effect.failed : null)
  }

  // ------------------------------------------------------------------------------- entering, leaving

  #enter(token: Token): void {
    const { region } = this.#step(token.step)
    token.entered = true
    token.instruction = 0
    if (this.#returns(token)) return
    if (region !== null) this.#unwind(token, region)
    if (this.#isLaterArrival(token)) return
    this.#count()
    this.#begin(token.step, token)
  }

  /** Back at the loop that it lies in: what lies between is left, the loop itself has never been. */
  #returns(token: Token): boolean {
    let loop = token.scope
    while (loop !== null && loop.opens !== 'fork' && loop.opener !== token.step) loop = loop.parent
    if (loop === null || loop.opens !== 'loop' || loop.opener !== token.step) return false
    this.#unwind(token, token.step)
    this.#count()
    return true
  }

  /** Only the first branch enters a join; the others find it entered. */
  #isLaterArrival(token: Token): boolean {
    const fork = innermost(token.scope, 'fork')
    return fork !== null && fork.join === token.step
  }

  /** Leaves the loops and groups between a token and the region it goes to. */
  #unwind(token: Token, region: number): void {
    for (let at = token.scope; at !== null && at.opener !== region; at = at.parent) {
      at.open = false
      token.scope = at.parent
      this.#finish(at.opener, 'passed', 'Left before its end.', token.mark)
    }
  }

  #begin(step: number, token: Token): void {
    const { spec } = this.#step(step)
    const { bus, onStepChange } = this.#world
    if (present(this.#states[step], 'step state').enter(bus.nowMs)) onStepChange?.(step, true)
    token.mark = bus.mark('$step.entered', `step:${spec.id}`, { step: spec.id }, token.mark)
  }

  /** Writes down that a step was left; returns the mark. */
  #finish(step: number, outcome: StepOutcome, message: string, cause: number, way?: string): number {
    const { spec } = this.#step(step)
    const { bus, onStepChange } = this.#world
    if (present(this.#states[step], 'step state').leave(bus.nowMs, outcome, message))
      onStepChange?.(step, false)
    const payload = { step: spec.id, outcome, ...(way !== undefined && { way }) }
    return bus.mark('$step.left', `step:${spec.id}`, payload, cause)
  }

  /** Leaves a step by a way out, or fails with a reason. Where no edge leads on, the path ends. */
  #leave(token: Token, way: string, failure: string | null): void {
    const { spec, ways } = this.#step(token.step)
    const plain = way === 'next' || way === 'fail'
    const outcome = failure === null ? 'passed' : 'failed'
    token.mark = this.#finish(token.step, outcome, failure ?? '', token.mark, plain ? undefined : way)
    if (failure === null || ways.has('fail')) {
      this.#follow(token, way)
      return
    }
    this.failed ||= spec.onFail !== 'note'
    if (spec.onFail === 'halt') this.#halt(token)
    else this.#follow(token, spec.onFail === 'stop' ? '' : 'next')
  }

  /** Ends the whole run, whatever else is going on. */
  #halt(token: Token): void {
    const { spec } = this.#step(token.step)
    this.#world.bus.settle()
    // It has left its step already.
    token.entered = false
    this.#cancel(null, null, `"${spec.name || spec.id}" ended the run.`)
  }

  /** On to what a way leads to, without leaving the step. */
  #follow(token: Token, way: string): void {
    const target = this.#step(token.step).ways.get(way)?.[0]
    if (target === undefined) {
      this.#end(token)
      return
    }
    token.step = target
    token.entered = false
  }

  /** The path ends here. Branches around it are one less; the join of the rest need not wait for it. */
  #end(token: Token): void {
    this.#world.bus.settle()
    this.#remove(token)
    for (let at = token.scope; at !== null; at = at.parent) {
      if (at.opens !== 'fork') {
        at.open = false
        this.#finish(at.opener, 'passed', 'The path ended inside.', token.mark)
        continue
      }
      at.ended++
      if (!at.settled) return
      at.open = false
      if (at.arrived > 0) {
        this.#add({ ...tokenAt(at.join, at.parent, at.mark), entered: true, failure: missing(at) })
        return
      }
    }
  }

  /** Every step entered at one instant counts: what turns in circles without time passing has a limit too. */
  #count(): void {
    const { bus } = this.#world
    const { maxPerInstant } = this.#program.document.limits
    if (bus.nowMs !== this.#instantMs) {
      this.#instantMs = bus.nowMs
      this.#entered = 0
    }
    if (++this.#entered > maxPerInstant)
      this.#stop(
        'run/instant-limit',
        `More than ${maxPerInstant} steps were entered at ${bus.nowMs} ms without time passing.`,
      )
  }

  // -------------------------------------------------------------------------------------- execution

  #execute(token: Token, instruction: Instruction): Effect {
    switch (instruction.op) {
      case 'advance':
        if (instruction.cycles === 0) return 'on'
        return this.#waitFor(token, { for: 'cycle', cycle: this.#world.cycle + instruction.cycles })
      case 'await': {
        const { topic, count, timeoutCycles } = instruction
        const deadlineCycle = timeoutCycles === 0 ? Infinity : this.#world.cycle + timeoutCycles
        return this.#waitFor(token, {
          for: 'event',
          topic,
          matches: topicMatcher(topic),
          left: count,
          deadlineCycle,
        })
      }
      case 'decide':
        return { way: this.#ask(token, instruction.test) ? 'yes' : 'no' }
      case 'fork':
        return this.#fork(token)
      case 'join':
        return this.#join(token, instruction.mode)
      case 'loop':
        return this.#loop(token, instruction)
      case 'break':
        return this.#break(token)
      case 'group':
        return this.#group(token, instruction.timeoutCycles)
      case 'end-group':
        return this.#endGroup(token)
      default: {
        const failed = this.#acts.perform(this.#step(token.step), instruction, token.mark)
        return failed === null ? 'on' : { failed }
      }
    }
  }

  #waitFor(token: Token, wait: Wait): Effect {
    token.wait = wait
    const state = present(this.#states[token.step], 'step state')
    const ends = wait.for === 'cycle' ? wait.cycle : wait.deadlineCycle
    if (wait.for === 'cycle') state.wait(`until cycle ${wait.cycle}`)
    else {
      state.wait(`for ${wait.left === 1 ? wait.topic : `${wait.left} × ${wait.topic}`}`)
      this.#listening.push(token)
      this.#world.bus.afterDelivery = this.#hear
    }
    if (ends !== Infinity) append(this.#due, ends, { token, wait })
    return 'rest'
  }

  /** What steps published at this instant is delivered before a question is answered. */
  #ask(token: Token, test: Parameters<Questions['ask']>[0]): boolean {
    this.#world.bus.settle()
    return this.#questions.ask(test, this.#step(token.step).spec.id)
  }

  #fork(token: Token): Effect {
    const { step, scope } = token
    const targets = this.#step(step).ways.get('next') ?? []
    const mark = this.#finish(step, 'passed', '', token.mark)
    this.#remove(token)
    const fork = new Scope(step, 'fork', scope, targets.length)
    for (const target of targets) this.#add(tokenAt(target, fork, mark))
    return 'rest'
  }

  #join(token: Token, mode: 'all' | 'any'): Effect {
    const fork = present(innermost(token.scope, 'fork') ?? undefined, 'branches of a join')
    const { bus } = this.#world
    const { spec } = this.#step(token.step)
    fork.arrived++
    fork.join = token.step
    if (fork.arrived > 1) {
      const payload = { step: spec.id, arrived: fork.arrived, of: fork.branches }
      token.mark = bus.mark('$join.arrived', `step:${spec.id}`, payload, token.mark)
    }
    fork.mark = token.mark
    if (mode === 'any') {
      fork.join = -1
      this.#cancel(fork, token, `Another branch was first at "${spec.name || spec.id}".`)
    } else if (!fork.settled) {
      present(this.#states[token.step], 'step state').wait(
        `for branches: ${fork.arrived} of ${fork.branches} arrived`,
      )
      this.#remove(token)
      return 'rest'
    }
    fork.open = false
    token.scope = fork.parent
    return fork.ended > 0 && mode === 'all' ? { failed: missing(fork) } : { way: 'next' }
  }

  #loop(token: Token, { repeat, rounds, test }: Extract<Instruction, { op: 'loop' }>): Effect {
    const known = token.scope?.opener === token.step ? token.scope : null
    const loop = known ?? new Scope(token.step, 'loop', token.scope)
    loop.mark = token.mark
    const asked = test !== null && (repeat === 'while' || loop.round > 0) ? this.#ask(token, test) : null
    const done = asked === null ? false : asked === (repeat === 'until')
    const spent = loop.round >= rounds
    if (!done && !spent) {
      loop.round++
      token.scope = loop
      const { bus } = this.#world
      const { id } = this.#step(token.step).spec
      token.mark = bus.mark('$loop.round', `step:${id}`, { step: id, round: loop.round }, token.mark)
      present(this.#states[token.step], 'step state').wait(`round ${loop.round} of at most ${rounds}`)
      this.#follow(token, 'body')
      return 'rest'
    }
    loop.open = false
    token.scope = loop.parent
    if (done || repeat === 'count') return { way: 'next' }
    return { failed: `${rounds} ${rounds === 1 ? 'round was' : 'rounds were'} not enough.` }
  }

  #break(token: Token): Effect {
    const loop = present(innermost(token.scope, 'loop') ?? undefined, 'loop of a break')
    token.mark = this.#finish(token.step, 'passed', '', token.mark)
    this.#cancel(loop, token, 'The loop was left.')
    loop.open = false
    token.scope = loop.parent
    token.step = loop.opener
    this.#leave(token, 'next', null)
    return 'rest'
  }

  #group(token: Token, timeoutCycles: number): Effect {
    const scope = new Scope(token.step, 'group', token.scope)
    scope.mark = token.mark
    token.scope = scope
    if (timeoutCycles > 0) append(this.#deadlines, this.#world.cycle + timeoutCycles, scope)
    this.#follow(token, 'next')
    return 'rest'
  }

  #endGroup(token: Token): Effect {
    const group = present(innermost(token.scope, 'group') ?? undefined, 'group of its end')
    this.#unwind(token, group.opener)
    group.open = false
    token.scope = group.parent
    token.mark = this.#finish(group.opener, 'passed', '', token.mark)
    return 'on'
  }

  #timeUp(group: Scope): void {
    this.#cancel(group, null, 'Time was up.')
    group.open = false
    const { spec } = this.#step(group.opener)
    const token = tokenAt(group.opener, group.parent, group.mark)
    this.#add({
      ...token,
      entered: true,
      failure: `Time was up before the end of "${spec.name || spec.id}".`,
    })
    this.#move()
  }

  // ----------------------------------------------------------------------------------- cancellation

  /**
   * Ends everything inside a scope (everything there is, for null) but one token, which then stands
   * directly in it: first the steps of the tokens, oldest first, then what was open between.
   */
  #cancel(scope: Scope | null, except: Token | null, message: string): void {
    const between = new Set<Scope>()
    for (const token of [...this.#tokens]) {
      if (!isInside(token.scope, scope)) continue
      for (let at = token.scope; at !== scope && at !== null; at = at.parent) between.add(at)
      if (token === except) continue
      this.#remove(token)
      if (token.entered) this.#finish(token.step, 'cancelled', message, token.mark)
    }
    if (scope?.opens === 'fork' && scope.join >= 0) this.#finish(scope.join, 'cancelled', message, scope.mark)
    for (const { opens, opener, join, mark } of between) {
      if (opens !== 'fork') this.#finish(opener, 'cancelled', message, mark)
      else if (join >= 0) this.#finish(join, 'cancelled', message, mark)
    }
    for (const at of between) at.open = false
    if (except !== null) except.scope = scope
  }

  #step(index: number): ProgramStep {
    return present(this.#program.steps[index], 'step')
  }
}

function missing({ ended, branches }: Scope): string {
  return `${ended} of ${branches} branches ended elsewhere.`
}

function append<T>(map: Map<number, T[]>, key: number, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
