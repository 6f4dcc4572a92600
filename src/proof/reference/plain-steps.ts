import { printCount } from '../../base/count.ts'
import type { Instruction } from '../../kinds/instruction.ts'
import type { Deeds } from './plain-deeds.ts'
import { stepOf, targetsOf } from './plain-graph.ts'
import type { World } from './plain-parts.ts'
import { innermost, missing, opened, tokenAt, type Token } from './plain-token.ts'
import { PlainTokens, type After } from './plain-tokens.ts'

/** What the instructions of steps do to the tokens that meet them. */
export class PlainSteps extends PlainTokens {
  readonly #deeds: Deeds

  constructor(world: World, deeds: Deeds) {
    super(world)
    this.#deeds = deeds
  }

  protected override execute(token: Token, instruction: Instruction): After {
    const { bus } = this.world
    switch (instruction.op) {
      case 'advance':
        if (instruction.cycles === 0) return 'on'
        return this.wait(token, null, 0, this.cycle + instruction.cycles)
      case 'await': {
        const { topic, count, timeoutCycles } = instruction
        return this.wait(token, topic, count, timeoutCycles === 0 ? Infinity : this.cycle + timeoutCycles)
      }
      case 'decide':
        bus.settle()
        return { way: this.#deeds.ask(instruction.test, token.at, this) ? 'yes' : 'no', failure: null }
      case 'fork':
        return this.fork(token)
      case 'join':
        return this.join(token, instruction.mode)
      case 'loop':
        return this.loop(token, instruction)
      case 'break': {
        const depth = token.inside.findLastIndex(({ sort }) => sort === 'loop')
        const loop = innermost(token, 'loop')
        if (loop === undefined) throw new Error('break outside of a loop')
        token.mark = this.book.leave(token.at, 'passed', '', token.mark)
        this.cancel(loop, token, 'The loop was left.')
        loop.over = true
        token.inside = token.inside.slice(0, depth)
        token.at = loop.opener
        this.leave(token, 'next', null)
        return 'rest'
      }
      case 'block': {
        const block = opened(token.at, 'block', token.mark)
        token.inside = [...token.inside, block]
        if (instruction.timeoutCycles > 0)
          this.limits.push({
            block,
            inside: token.inside.slice(0, -1),
            until: this.cycle + instruction.timeoutCycles,
          })
        this.follow(token, 'next')
        return 'rest'
      }
      case 'end-block': {
        const depth = token.inside.findLastIndex(({ sort }) => sort === 'block')
        const block = innermost(token, 'block')
        if (block === undefined) throw new Error('end of no block')
        this.leaveOpen(token, depth + 1)
        block.over = true
        token.inside = token.inside.slice(0, depth)
        token.mark = this.book.leave(block.opener, 'passed', '', token.mark)
        return 'on'
      }
      default: {
        const failure = this.#deeds.perform(
          stepOf(this.graph, token.at).spec,
          instruction,
          token.mark,
          this.cycle,
        )
        return failure === null ? 'on' : { way: 'fail', failure }
      }
    }
  }

  protected wait(token: Token, topic: string | null, count: number, until: number): After {
    token.waits = { nth: this.waitsBegun++, topic, left: count, until }
    const events = count === 1 ? topic : `${printCount(count)} × ${topic}`
    this.book.wait(token.at, topic === null ? `until cycle ${printCount(until)}` : `for ${events}`)
    return 'rest'
  }

  protected fork(token: Token): After {
    const targets = targetsOf(this.graph, token.at, 'next')
    const mark = this.book.leave(token.at, 'passed', '', token.mark)
    this.remove(token)
    const fork = { ...opened(token.at, 'fork', mark), branches: targets.length, mark: -1 }
    this.book.change(token.at, { way: 'next' })
    for (const target of targets) this.add(tokenAt(target, [...token.inside, fork], mark))
    return 'rest'
  }

  protected join(token: Token, mode: 'all' | 'any'): After {
    const depth = token.inside.findLastIndex(({ sort }) => sort === 'fork')
    const fork = innermost(token, 'fork')
    if (fork === undefined) throw new Error('join of no branches')
    fork.arrived++
    fork.join = token.at
    if (fork.arrived > 1)
      token.mark = this.book.mark(
        '$join.arrived',
        token.at,
        { arrived: fork.arrived, of: fork.branches },
        token.mark,
      )
    fork.mark = token.mark
    if (mode === 'any') {
      const { name, id } = stepOf(this.graph, token.at).spec
      fork.join = null
      this.cancel(fork, token, `Another branch was first at "${name || id}".`)
    } else if (fork.arrived + fork.ended < fork.branches) {
      this.book.wait(token.at, `for branches: ${fork.arrived} of ${fork.branches} arrived`)
      this.remove(token)
      return 'rest'
    }
    fork.over = true
    token.inside = token.inside.slice(0, depth)
    if (mode === 'all' && fork.ended > 0) return { way: 'fail', failure: missing(fork) }
    return { way: 'next', failure: null }
  }

  protected loop(token: Token, { repeat, rounds, test }: Extract<Instruction, { op: 'loop' }>): After {
    const around = token.inside.at(-1)
    const loop = around?.opener === token.at ? around : opened(token.at, 'loop', token.mark)
    const outside = around?.opener === token.at ? token.inside.slice(0, -1) : token.inside
    loop.mark = token.mark
    let done = false
    if (test !== null && (repeat === 'while' || loop.round > 0)) {
      this.world.bus.settle()
      done = this.#deeds.ask(test, token.at, this) === (repeat === 'until')
    }
    if (!done && loop.round < rounds) {
      loop.round++
      token.inside = [...outside, loop]
      token.mark = this.book.mark('$loop.round', token.at, { round: loop.round }, token.mark)
      this.book.wait(token.at, `round ${loop.round} of at most ${rounds}`)
      this.follow(token, 'body')
      return 'rest'
    }
    loop.over = true
    token.inside = outside
    if (done || repeat === 'count') return { way: 'next', failure: null }
    return { way: 'fail', failure: `${rounds} ${rounds === 1 ? 'round was' : 'rounds were'} not enough.` }
  }
}
