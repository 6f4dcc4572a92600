import { InvariantError } from '../base/assert.ts'
import { randomStream } from '../base/random.ts'
import { isFault, type Fault } from './fault.ts'
import type { Machine, Sandbox } from './sandbox.ts'
import type { Moment, Script, StartScript } from './script.ts'

/** Starts code outside of a run, as for a preview or an example: a fault goes to `onFault`. */
export const startDirectly =
  (
    sandbox: Sandbox,
    randomOf: (purpose: string) => () => number,
    onFault: (fault: Fault, moment: Moment | null) => void,
  ): StartScript =>
  (code, shape, settings, purpose = '') => {
    const compiled = sandbox.compile(code, shape)
    const machine = isFault(compiled) ? compiled : sandbox.start(compiled, shape, settings, randomOf(purpose))
    return new DirectScript(machine, onFault)
  }

class DirectScript implements Script {
  failed = false
  readonly #machine: Machine | null
  readonly #onFault: (fault: Fault, moment: Moment | null) => void
  #pending: Fault | null = null

  constructor(machine: Machine | Fault, onFault: (fault: Fault, moment: Moment | null) => void) {
    this.#onFault = onFault
    this.#machine = isFault(machine) ? null : machine
    if (isFault(machine)) this.#end(machine, null)
  }

  has(name: string): boolean {
    return this.#machine?.functions.has(name) ?? false
  }

  call(...[name, argument, moment]: Parameters<Script['call']>): ReturnType<Script['call']> {
    if (this.#machine === null || this.failed) return null
    const answer = this.#machine.call(name, argument)
    if (!isFault(answer)) return answer
    this.#end(answer, moment)
    return null
  }

  series(...args: Parameters<Script['series']>): number {
    if (this.#machine === null || this.failed) return 0
    const { made, fault } = this.#machine.series(...args)
    this.#pending = fault
    return made
  }

  endSeries(moment: Moment): void {
    if (this.#pending !== null) this.#end(this.#pending, moment)
  }

  refuse(expected: string, moment: Moment | null): void {
    this.#end({ code: 'result', line: null, column: null, detail: expected }, moment)
  }

  #end(fault: Fault, moment: Moment | null): void {
    if (this.failed) return
    this.failed = true
    this.#onFault(fault, moment)
  }
}

/** The random numbers of a part's code: the same in a run and in a preview of it. */
export function scriptRandom(seed: string, partId: string, purpose: string, nth: number): () => number {
  const name = [...(purpose === '' ? [] : [purpose]), 'random', ...(nth === 0 ? [] : [String(nth)])]
  const stream = randomStream(seed, 'script', partId, name.join('/'))
  return () => stream.uniform()
}

/** Counts how often each purpose was asked for, and hands out random numbers for each time. */
export function scriptRandoms(seed: string, partId: string): (purpose: string) => () => number {
  const started = new Map<string, number>()
  return (purpose) => {
    const nth = started.get(purpose) ?? 0
    started.set(purpose, nth + 1)
    return scriptRandom(seed, partId, purpose, nth)
  }
}

/** For code that must not fail, such as an example. */
export const throwFault = ({ code, line, detail }: Fault): never => {
  throw new InvariantError(`script/${code} in line ${line}: ${detail}`)
}
