import { scriptRandoms, startDirectly } from '../sandbox/direct.ts'
import type { Fault } from '../sandbox/fault.ts'
import type { Moment, StartScript } from '../sandbox/script.ts'

/** Starts the code of a source outside of a run, as the source of that id has it in a run with that seed. */
export type StartScripts = (seed: string, sourceId: string) => StartScript

/** A profile in code has failed where there is no run to end. */
export class ScriptStopped extends Error {
  readonly fault: Fault
  /** Null before the first step. */
  readonly moment: Moment | null

  constructor(fault: Fault, moment: Moment | null) {
    super(`script/${fault.code} in line ${fault.line}, at step ${moment?.step ?? 0}: ${fault.detail}`)
    this.name = 'ScriptStopped'
    this.fault = fault
    this.moment = moment
  }
}

/** Loads the sandbox for series that are made without a run: previews, tests. A failure is thrown as `ScriptStopped`. */
export async function loadScripts(): Promise<StartScripts> {
  const { loadSandbox } = await import('../sandbox/sandbox.ts')
  const sandbox = await loadSandbox()
  return (seed, sourceId) =>
    startDirectly(sandbox, scriptRandoms(seed, sourceId), (fault, moment) => {
      throw new ScriptStopped(fault, moment)
    })
}
