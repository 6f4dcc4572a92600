import { topicMatcher } from '../../base/topic.ts'
import type { Instruction } from '../../kinds/instruction.ts'
import type { StepOutcome, StepReport } from '../../log/report.ts'
import type { Row } from './plain-bus.ts'
import { PlainBook } from './plain-book.ts'
import {
  endOfBlock,
  insides,
  stepOf,
  targetsOf,
  writtenOut,
  type Inside,
  type PlainGraph,
} from './plain-graph.ts'
import type { World } from './plain-parts.ts'
import { innermost, missing, tokenAt, type Open, type Token } from './plain-token.ts'

/** What an instruction did: went on to the next one, nothing more for now, or left the step. */
export type After = 'on' | 'rest' | { readonly way: string; readonly failure: string | null }

/** Tokens on the graph of steps; everything is looked up by id, each time anew. */
export abstract class PlainTokens {
  failed = false
  cycle = 0
  protected readonly world: World
  protected readonly graph: PlainGraph
  protected readonly insides: ReadonlyMap<string, Inside>
  protected readonly book: PlainBook
  protected tokens: Token[] = []
  protected ready: Token[] = []
  protected moving = false
  protected waitsBegun = 0
  protected limits: { readonly block: Open; readonly inside: readonly Open[]; readonly until: number }[] = []

  constructor(world: World) {
    this.world = world
    this.graph = writtenOut(world.document)
    this.insides = insides(this.graph)
    this.book = new PlainBook(world, this.graph.steps)
  }

  get done(): boolean {
    return this.tokens.length === 0
  }

  reports(): StepReport[] {
    return this.book.reports()
  }

  start(): void {
    const entry = this.graph.steps.find(({ spec }) => spec.kind === 'start')
    this.add(tokenAt(entry?.spec.id ?? '', [], -1))
    this.move()
  }

  /** The start of a cycle: first waits that are over, in the order in which they began, then time limits. */
  beginCycle(cycle: number): void {
    this.cycle = cycle
    const over = this.tokens
      .filter(({ waits }) => waits?.until === cycle)
      .toSorted((a, b) => (a.waits?.nth ?? 0) - (b.waits?.nth ?? 0))
    for (const token of over) {
      const { topic = null, left = 0 } = token.waits ?? {}
      if (topic !== null)
        token.failure = `No ${topic} came in time; ${left} more ${left === 1 ? 'was' : 'were'} awaited.`
      this.goOn(token)
    }
    this.move()
    for (const { block, inside, until } of this.limits)
      if (until === cycle && !block.over) this.timeUp(block, inside)
  }

  hear({ topic }: Row): void {
    const satisfied = this.tokens
      .filter(({ waits }) => waits !== null && waits.topic !== null && topicMatcher(waits.topic)(topic))
      .toSorted((a, b) => (a.waits?.nth ?? 0) - (b.waits?.nth ?? 0))
      .filter(({ waits }) => waits !== null && --waits.left === 0)
    for (const token of satisfied) this.goOn(token)
    if (satisfied.length > 0) this.move()
  }

  // ----------------------------------------------------------------------------------------- moving

  protected add(token: Token): void {
    this.tokens.push(token)
    this.ready.push(token)
  }

  protected remove(token: Token): void {
    token.gone = true
    token.waits = null
    this.tokens = this.tokens.filter((other) => other !== token)
  }

  protected goOn(token: Token): void {
    token.waits = null
    token.place++
    this.ready.push(token)
  }

  /** One token at a time, each until it waits or is gone. */
  protected move(): void {
    if (this.moving) return
    this.moving = true
    for (let token = this.ready.shift(); token !== undefined; token = this.ready.shift()) {
      while (!token.gone && token.waits === null && this.world.bus.overrun === null) this.advance(token)
    }
    this.moving = false
  }

  protected advance(token: Token): void {
    if (!token.in) this.enter(token)
    const { failure } = token
    token.failure = null
    const instruction = stepOf(this.graph, token.at).instructions[token.place]
    if (failure !== null) return this.leave(token, 'fail', failure)
    if (instruction === undefined) return this.leave(token, 'next', null)
    const after = this.execute(token, instruction)
    if (after === 'on') token.place++
    else if (after !== 'rest') this.leave(token, after.way, after.failure)
  }

  protected enter(token: Token): void {
    const { at } = token
    token.in = true
    token.place = 0
    const branches = token.inside.findLastIndex(({ sort }) => sort === 'fork')
    const loop = token.inside.findIndex(
      ({ opener, sort }, index) => sort === 'loop' && opener === at && index > branches,
    )
    if (loop >= 0) {
      this.leaveOpen(token, loop + 1)
      return this.book.countEntry()
    }
    if (!stepOf(this.graph, at).isEnd) this.leaveOpen(token, this.insides.get(at)?.length ?? 0)
    if (innermost(token, 'fork')?.join === at) return
    this.book.countEntry()
    token.mark = this.book.enter(at, token.mark)
  }

  /** What lies between a token and the place it goes to is left before its end, from the inside out. */
  protected leaveOpen(token: Token, keep: number): void {
    for (const open of token.inside.slice(keep).toReversed()) {
      open.over = true
      this.book.leave(open.opener, 'passed', 'Left before its end.', token.mark)
    }
    token.inside = token.inside.slice(0, keep)
  }

  protected leave(token: Token, way: string, failure: string | null): void {
    const { spec, instructions } = stepOf(this.graph, token.at)
    const named = way === 'next' || way === 'fail' ? {} : { way }
    token.mark = this.book.leave(
      token.at,
      failure === null ? 'passed' : 'failed',
      failure ?? '',
      token.mark,
      named,
    )
    const caught = targetsOf(this.graph, token.at, 'fail').length > 0
    if (failure === null || caught) return this.follow(token, way)
    this.failed ||= spec.onFail !== 'note'
    if (spec.onFail === 'halt') {
      this.world.bus.settle()
      token.in = false
      return this.cancel(null, null, `"${spec.name || spec.id}" ended the run.`)
    }
    if (instructions[0]?.op === 'block') token.at = endOfBlock(this.graph, this.insides, token.at) ?? token.at
    this.follow(token, spec.onFail === 'stop' ? '' : 'next')
  }

  protected follow(token: Token, way: string): void {
    const [target] = targetsOf(this.graph, token.at, way)
    if (target === undefined) return this.end(token)
    this.book.change(token.at, { way })
    token.at = target
    token.in = false
  }

  /** The path ends. What was open around it ends with it, but branches only when the others have ended too. */
  protected end(token: Token): void {
    this.world.bus.settle()
    this.remove(token)
    for (let depth = token.inside.length - 1; depth >= 0; depth--) {
      const open = token.inside[depth]
      if (open === undefined) return
      if (open.sort !== 'fork') {
        open.over = true
        this.book.leave(open.opener, 'passed', 'The path ended inside.', token.mark)
        continue
      }
      open.ended++
      if (open.arrived + open.ended < open.branches) return
      open.over = true
      if (open.arrived === 0) continue
      const rest = tokenAt(open.join ?? '', token.inside.slice(0, depth), open.mark)
      return this.add({ ...rest, in: true, failure: missing(open) })
    }
  }

  /** Does what an instruction says. */
  protected abstract execute(token: Token, instruction: Instruction): After

  protected timeUp(block: Open, inside: readonly Open[]): void {
    this.cancel(block, null, 'Time was up.')
    block.over = true
    const { name, id } = stepOf(this.graph, block.opener).spec
    const failure = `Time was up before the end of "${name || id}".`
    this.add({ ...tokenAt(block.opener, inside, block.mark), in: true, failure })
    this.move()
  }

  /** Ends all tokens inside of something, but one; then everything that was open between. */
  protected cancel(scope: Open | null, except: Token | null, message: string): void {
    const between: Open[] = []
    for (const token of this.tokens) {
      const depth = scope === null ? -1 : token.inside.indexOf(scope)
      if (scope !== null && depth < 0) continue
      for (const open of token.inside.slice(depth + 1).toReversed())
        if (!between.includes(open)) between.push(open)
      if (token === except) continue
      this.remove(token)
      if (token.in) this.book.leave(token.at, 'cancelled', message, token.mark)
    }
    if (scope !== null && scope.sort === 'fork' && scope.join !== null)
      this.book.leave(scope.join, 'cancelled', message, scope.mark)
    for (const open of between) {
      open.over = true
      const step = open.sort === 'fork' ? open.join : open.opener
      if (step !== null) this.book.leave(step, 'cancelled', message, open.mark)
    }
    if (except !== null && scope !== null)
      except.inside = except.inside.slice(0, except.inside.indexOf(scope) + 1)
  }

  outcomeOf(step: string): StepOutcome | undefined {
    return this.book.outcomeOf(step)
  }
}
