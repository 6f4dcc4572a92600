import { present } from '../base/assert.ts'
import type { Instruction, Test } from '../kinds/instruction.ts'
import { ROUND } from '../kinds/structure.ts'
import type { ProgramStep } from '../program/program.ts'
import type { Bus } from './bus.ts'
import type { Questions } from './questions.ts'
import { innermost, Scope } from './scope.ts'
import type { StepBook } from './step-book.ts'
import { tokenAt, type Token } from './token.ts'

/** What an instruction did: went on to the next one, or nothing more to do now, or left by a way, or failed. */
export type Effect = 'on' | 'rest' | { readonly way: string } | { readonly failed: string }

/** Instructions that decide where tokens go. */
export type Steer = Extract<
  Instruction,
  { op: 'decide' | 'fork' | 'join' | 'loop' | 'break' | 'block' | 'end-block' }
>

/** What can be done with tokens. */
export interface Game {
  step(index: number): ProgramStep
  add(token: Token): void
  remove(token: Token): void
  /** On to what a way leads to, without leaving the step. */
  follow(token: Token, way: string): void
  leave(token: Token, way: string, failure: string | null): void
  /** Leaves the loops and blocks between a token and a region. */
  unwind(token: Token, region: number): void
  cancel(scope: Scope, except: Token, message: string): void
  /** Ends a block that is still open so many cycles from now. */
  limit(block: Scope, cycles: number): void
}

/** Control flow: how branches, joins, loops and blocks move tokens. */
export class Steering {
  readonly #game: Game
  readonly #book: StepBook
  readonly #bus: Bus
  readonly #questions: Questions

  constructor(game: Game, book: StepBook, bus: Bus, questions: Questions) {
    this.#game = game
    this.#book = book
    this.#bus = bus
    this.#questions = questions
  }

  steer(token: Token, instruction: Steer): Effect {
    switch (instruction.op) {
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
      case 'block':
        return this.#block(token, instruction.timeoutCycles)
      case 'end-block':
        return this.#endBlock(token)
    }
  }

  /** What steps published at this instant is delivered before a question is answered. */
  #ask(token: Token, test: Test): boolean {
    this.#bus.settle()
    return this.#questions.ask(test, this.#game.step(token.step).spec.id)
  }

  #fork(token: Token): Effect {
    const { step, scope } = token
    const targets = this.#game.step(step).ways.get('next') ?? []
    const mark = this.#book.finish(step, 'passed', '', token.mark)
    this.#game.remove(token)
    const fork = new Scope(step, 'fork', scope, targets.length)
    this.#book.state(step).way = 'next'
    for (const target of targets) this.#game.add(tokenAt(target, fork, mark))
    return 'rest'
  }

  #join(token: Token, mode: 'all' | 'any'): Effect {
    const fork = present(innermost(token.scope, 'fork'), 'branches of a join')
    const { spec } = this.#game.step(token.step)
    fork.arrived++
    fork.join = token.step
    if (fork.arrived > 1) {
      const payload = { arrived: fork.arrived, of: fork.branches }
      token.mark = this.#book.mark('$join.arrived', token.step, payload, token.mark)
    }
    fork.mark = token.mark
    if (mode === 'any') {
      fork.join = -1
      this.#game.cancel(fork, token, `Another branch was first at "${spec.name || spec.id}".`)
    } else if (!fork.settled) {
      this.#book.state(token.step).wait(`for branches: ${fork.arrived} of ${fork.branches} arrived`)
      this.#game.remove(token)
      return 'rest'
    }
    fork.open = false
    token.scope = fork.parent
    return fork.ended > 0 && mode === 'all' ? { failed: fork.missing } : { way: 'next' }
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
      token.mark = this.#book.mark('$loop.round', token.step, { round: loop.round }, token.mark)
      this.#book.state(token.step).wait(`round ${loop.round} of at most ${rounds}`)
      this.#game.follow(token, ROUND)
      return 'rest'
    }
    loop.open = false
    token.scope = loop.parent
    if (done || repeat === 'count') return { way: 'next' }
    return { failed: `${rounds} ${rounds === 1 ? 'round was' : 'rounds were'} not enough.` }
  }

  #break(token: Token): Effect {
    const loop = present(innermost(token.scope, 'loop'), 'loop of a break')
    token.mark = this.#book.finish(token.step, 'passed', '', token.mark)
    this.#game.cancel(loop, token, 'The loop was left.')
    loop.open = false
    token.scope = loop.parent
    token.step = loop.opener
    this.#game.leave(token, 'next', null)
    return 'rest'
  }

  #block(token: Token, timeoutCycles: number): Effect {
    const scope = new Scope(token.step, 'block', token.scope)
    scope.mark = token.mark
    token.scope = scope
    if (timeoutCycles > 0) this.#game.limit(scope, timeoutCycles)
    this.#game.follow(token, 'next')
    return 'rest'
  }

  #endBlock(token: Token): Effect {
    const block = present(innermost(token.scope, 'block'), 'block of its end')
    this.#game.unwind(token, block.opener)
    block.open = false
    token.scope = block.parent
    token.mark = this.#book.finish(block.opener, 'passed', '', token.mark)
    return 'on'
  }
}
