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
    return (code, shape, settings) => {
      const before = this.#starts.filter((other) => other === part).length
      this.#starts.push(part)
      const random = randomStream(this.#seed, 'script', part, before === 0 ? 'random' : `random/${before}`)
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

  refuse(expected: string): void {
    throw new Error(`a script should give ${expected}`)
  }
}
