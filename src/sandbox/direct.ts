import { InvariantError } from '../base/assert.ts'
import { isFault, type Fault } from './fault.ts'
import type { Sandbox } from './sandbox.ts'
import type { StartScript } from './script.ts'

/** Starts code outside of a run, as for a preview or an example: a fault goes to `onFault`. */
export const startDirectly =
  (sandbox: Sandbox, random: () => number, onFault: (fault: Fault) => void): StartScript =>
  (code, shape, settings) => {
    const compiled = sandbox.compile(code, shape)
    const machine = isFault(compiled) ? compiled : sandbox.start(compiled, shape, settings, random)
    if (isFault(machine)) onFault(machine)
    let failed = isFault(machine)
    const end = (fault: Fault) => {
      failed = true
      onFault(fault)
    }
    return {
      get failed() {
        return failed
      },
      has: (name) => !isFault(machine) && machine.functions.has(name),
      call(name, argument) {
        if (isFault(machine) || failed) return null
        const answer = machine.call(name, argument)
        if (!isFault(answer)) return answer
        end(answer)
        return null
      },
      refuse: (expected) => end({ code: 'result', line: null, column: null, detail: expected }),
    }
  }

/** For code that must not fail, such as an example. */
export const throwFault = ({ code, line, detail }: Fault): never => {
  throw new InvariantError(`script/${code} in line ${line}: ${detail}`)
}
