import { present } from '../base/assert.ts'
import { printCount } from '../base/count.ts'
import type { Json } from '../base/json.ts'
import { topicMatcher } from '../base/topic.ts'
import type { BusEvent } from '../kinds/contracts.ts'
import type { Instruction } from '../kinds/instruction.ts'
import type { StepReport } from '../log/report.ts'
import type { Program, ProgramStep } from '../program/program.ts'
import { Acts } from './acts.ts'
import { Latest } from './latest.ts'
import { Questions } from './questions.ts'
import { innermost, isInside, type Scope } from './scope.ts'
import { Steering, type Effect, type Game } from './steering.ts'
import { StepBook } from './step-book.ts'
import { tokenAt, type Token, type Wait } from './token.ts'
import { Waits } from './waits.ts'
import type { World } from './world.ts'

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
  readonly #book: StepBook
  readonly #acts: Acts
  readonly #steering: Steering
  /** In the order in which they came to be. */
  readonly #tokens = new Set<Token>()
  #ready: Token[] = []
  #moving = false
  readonly #waits = new Waits()
  readonly #hear = (event: BusEvent) => this.#heard(event)

  constructor(program: Program, world: World) {
    this.#program = program
    this.#world = world
    this.#book = new StepBook(program, world.bus, world.onStepChange)
    const latest = new Latest(world.log)
    this.#acts = new Acts(program, world, latest)
    const questions = new Questions({
      seed: world.seed,
      variables: this.#acts.variables,
      latest,
      monitors: world.monitors,
      nowMs: () => world.bus.nowMs,
      outcomeOf: (id) => this.#book.outcomeOf(id),
    })
    this.#steering = new Steering(this.#game(), this.#book, world.bus, questions)
  }

  #game(): Game {
    return {
      step: (index) => this.#step(index),
      add: (token) => this.#add(token),
      remove: (token) => this.#remove(token),
      follow: (token, way) => this.#follow(token, way),
      leave: (token, way, failure) => this.#leave(token, way, failure),
      unwind: (token, region) => this.#unwind(token, region),
      cancel: (scope, except, message) => this.#cancel(scope, except, message),
      limit: (block, cycles) => this.#waits.limit(block, this.#world.cycle + cycles),
    }
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
    return this.#book.report()
  }

  /** The first cycle after this one at whose start a step may go on. */
  nextWake(cycle: number): number {
    return this.#waits.nextWake(cycle)
  }

  /** Goes on with the steps whose wait ends at the start of this cycle, then ends blocks whose time is up. */
  resumeAt(cycle: number): void {
    for (const token of this.#waits.dueAt(cycle)) {
      const { wait } = token
      if (wait?.for === 'event')
        token.failure = `No ${wait.topic} came in time; ${wait.left} more ${wait.left === 1 ? 'was' : 'were'} awaited.`
      this.#wake(token)
    }
    this.#move()
    for (const scope of this.#waits.blocksAt(cycle)) if (scope.open) this.#timeUp(scope)
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
    this.#waits.end(token)
  }

  /** Its wait is over: it goes on with the next instruction when its turn comes. */
  #wake(token: Token): void {
    this.#waits.end(token)
    token.instruction++
    this.#ready.push(token)
  }

  #heard(event: BusEvent): void {
    const satisfied = this.#waits.satisfiedBy(event)
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
    this.#world.bus.afterDelivery = this.#waits.listens ? this.#hear : null
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
    this.#book.count()
    this.#book.begin(token)
  }

  /** Back at the loop that it lies in: what lies between is left, the loop itself has never been. */
  #returns(token: Token): boolean {
    let loop = token.scope
    while (loop !== null && loop.opens !== 'fork' && loop.opener !== token.step) loop = loop.parent
    if (loop === null || loop.opens !== 'loop' || loop.opener !== token.step) return false
    this.#unwind(token, token.step)
    this.#book.count()
    return true
  }

  /** Only the first branch enters a join; the others find it entered. */
  #isLaterArrival(token: Token): boolean {
    const fork = innermost(token.scope, 'fork')
    return fork?.join === token.step
  }

  /** Leaves the loops and blocks between a token and the region it goes to. */
  #unwind(token: Token, region: number): void {
    for (let at = token.scope; at !== null && at.opener !== region; at = at.parent) {
      at.open = false
      token.scope = at.parent
      this.#book.finish(at.opener, 'passed', 'Left before its end.', token.mark)
    }
  }

  /** Leaves a step by a way out, or fails with a reason. Where no edge leads on, the path ends. */
  #leave(token: Token, way: string, failure: string | null): void {
    const { spec, ways, close } = this.#step(token.step)
    const plain = way === 'next' || way === 'fail'
    const outcome = failure === null ? 'passed' : 'failed'
    token.mark = this.#book.finish(token.step, outcome, failure ?? '', token.mark, plain ? undefined : way)
    if (failure === null || ways.has('fail')) {
      this.#follow(token, way)
      return
    }
    this.failed ||= spec.onFail !== 'note'
    if (spec.onFail === 'halt') {
      this.#halt(token)
      return
    }
    // Going on after a block means after its end.
    if (close >= 0) token.step = close
    this.#follow(token, spec.onFail === 'stop' ? '' : 'next')
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
    this.#book.state(token.step).way = way
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
        this.#book.finish(at.opener, 'passed', 'The path ended inside.', token.mark)
        continue
      }
      at.ended++
      if (!at.settled) return
      at.open = false
      if (at.arrived > 0) {
        this.#add({ ...tokenAt(at.join, at.parent, at.mark), entered: true, failure: at.missing })
        return
      }
    }
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
      case 'fork':
      case 'join':
      case 'loop':
      case 'break':
      case 'block':
      case 'end-block':
        return this.#steering.steer(token, instruction)
      default: {
        const failed = this.#acts.perform(this.#step(token.step), instruction, token.mark)
        return failed === null ? 'on' : { failed }
      }
    }
  }

  #waitFor(token: Token, wait: Wait): Effect {
    this.#waits.begin(token, wait)
    const state = this.#book.state(token.step)
    if (wait.for === 'cycle') state.wait(`until cycle ${printCount(wait.cycle)}`)
    else {
      state.wait(`for ${wait.left === 1 ? wait.topic : `${printCount(wait.left)} × ${wait.topic}`}`)
      this.#world.bus.afterDelivery = this.#hear
    }
    return 'rest'
  }

  #timeUp(block: Scope): void {
    this.#cancel(block, null, 'Time was up.')
    block.open = false
    const { spec } = this.#step(block.opener)
    const token = tokenAt(block.opener, block.parent, block.mark)
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
    for (const token of this.#tokens) {
      if (!isInside(token.scope, scope)) continue
      for (let at = token.scope; at !== scope && at !== null; at = at.parent) between.add(at)
      if (token === except) continue
      this.#remove(token)
      if (token.entered) this.#book.finish(token.step, 'cancelled', message, token.mark)
    }
    if (scope?.opens === 'fork' && scope.join >= 0)
      this.#book.finish(scope.join, 'cancelled', message, scope.mark)
    for (const { opens, opener, join, mark } of between) {
      if (opens !== 'fork') this.#book.finish(opener, 'cancelled', message, mark)
      else if (join >= 0) this.#book.finish(join, 'cancelled', message, mark)
    }
    for (const at of between) at.open = false
    if (except !== null) except.scope = scope
  }

  #step(index: number): ProgramStep {
    return present(this.#program.steps[index], 'step')
  }
}
