import type { BusEvent } from '../kinds/contracts.ts'
import type { Scope } from './scope.ts'
import type { Token, Wait } from './token.ts'

/** What tokens wait for, and when blocks are over; each in the order in which it began. */
export class Waits {
  #listening: Token[] = []
  readonly #due = new Map<number, { readonly token: Token; readonly wait: Wait }[]>()
  readonly #deadlines = new Map<number, Scope[]>()

  /** True while a token waits for events. */
  get listens(): boolean {
    return this.#listening.length > 0
  }

  begin(token: Token, wait: Wait): void {
    token.wait = wait
    if (wait.for === 'event') this.#listening.push(token)
    const ends = wait.for === 'cycle' ? wait.cycle : wait.deadlineCycle
    if (ends !== Infinity) append(this.#due, ends, { token, wait })
  }

  end(token: Token): void {
    if (token.wait?.for === 'event') this.#listening = this.#listening.filter((other) => other !== token)
    token.wait = null
  }

  /** Ends a block at the start of a cycle, if it is still open then. */
  limit(block: Scope, cycle: number): void {
    append(this.#deadlines, cycle, block)
  }

  /** Tokens for which this event was the last that they waited for. */
  satisfiedBy({ topic }: BusEvent): Token[] {
    return this.#listening.filter(
      ({ wait }) => wait?.for === 'event' && wait.matches(topic) && --wait.left === 0,
    )
  }

  /** Tokens whose wait ends at the start of a cycle; those that waited for events did so in vain. */
  dueAt(cycle: number): Token[] {
    const due = this.#due.get(cycle) ?? []
    this.#due.delete(cycle)
    return due.filter(({ token, wait }) => token.wait === wait).map(({ token }) => token)
  }

  blocksAt(cycle: number): readonly Scope[] {
    const blocks = this.#deadlines.get(cycle) ?? []
    this.#deadlines.delete(cycle)
    return blocks
  }

  /** The first cycle after this one at whose start a step may go on: the next, while one waits for events. */
  nextWake(cycle: number): number {
    if (this.listens) return cycle + 1
    let first = Infinity
    for (const at of this.#due.keys()) if (at > cycle && at < first) first = at
    for (const at of this.#deadlines.keys()) if (at > cycle && at < first) first = at
    return first
  }
}

function append<T>(map: Map<number, T[]>, key: number, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}
