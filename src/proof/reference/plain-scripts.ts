import type { Json } from '../../base/json.ts'
import { randomStream } from '../../base/random.ts'
import type { Machine } from '../../sandbox/sandbox.ts'
import type { Answer, Script, StartScript } from '../../sandbox/script.ts'
import { sandbox } from '../sandbox.ts'

/** The code of a run's parts. Each start is a machine of its own, with a stream of chance of its own. */
export class PlainScripts {
  readonly #seed: string
  readonly #starts: string[] = []

  constructor(seed: string) {
    this.#seed = seed
  }

  starter(part: string): StartScript {
    return (code, shape, settings, purpose = '') => {
      const name = `${part}/${purpose === '' ? '' : `${purpose}/`}random`
      const before = this.#starts.filter((other) => other === name).length
      this.#starts.push(name)
      const random = randomStream(this.#seed, 'script', before === 0 ? name : `${name}/${before}`)
      const script = sandbox.compile(code, shape)
      const machine =
        'detail' in script ? script : sandbox.start(script, shape, settings, () => random.uniform())
      if ('detail' in machine) throw new Error(machine.detail)
      return new PlainScript(machine)
    }
  }
}

/** Programs of the proof do not fail: one that does is a mistake in it. */
class PlainScript implements Script {
  readonly failed = false
  readonly #machine: Machine

  constructor(machine: Machine) {
    this.#machine = machine
  }

  has(name: string): boolean {
    return this.#machine.functions.has(name)
  }

  call(name: string, argument: Json): Answer {
    const answer = this.#machine.call(name, argument)
    if ('detail' in answer) throw new Error(answer.detail)
    return answer
  }

  /** One step after the other: that many are made at once is the engine's own affair. */
  series(...[name, given, start, rule, into]: Parameters<Script['series']>): number {
    let { value } = start
    for (let nth = 0; nth < into.values.length; nth++) {
      const one = { values: new Float64Array(1), stresses: new Float64Array(1) }
      const from = { ...start, step: start.step + nth, phaseStep: start.phaseStep + nth, value }
      const { fault } = this.#machine.series(name, given, from, rule, one)
      if (fault !== null) throw new Error(fault.detail)
      value = one.values[0] ?? NaN
      into.values[nth] = value
      into.stresses[nth] = one.stresses[0] ?? NaN
    }
    return into.values.length
  }

  endSeries(): void {
    throw new Error('a profile should not fail')
  }

  refuse(expected: string): void {
    throw new Error(`a script should give ${expected}`)
  }
}
