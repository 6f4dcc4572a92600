import { present } from '../base/assert.ts'
import type { Json } from '../base/json.ts'
import type { Problem, Result } from '../base/problem.ts'
import { randomStream } from '../base/random.ts'
import { scriptRandoms } from '../sandbox/direct.ts'
import type { ScenarioDocument } from '../document/types.ts'
import { notAllowed, scriptsOf, type ScriptPiece } from '../program/scripts.ts'
import type { Fault } from '../sandbox/fault.ts'
import type { CompiledScript, Machine, Sandbox } from '../sandbox/sandbox.ts'
import type { Answer, Moment, Script, StartScript } from '../sandbox/script.ts'
import type { Bus } from './bus.ts'
import { problemOf } from './script-problem.ts'

export interface ScriptOptions {
  /** Whether the code of this document may run. It came from a person: ask whose. */
  readonly allow: boolean
  /** What to do where it may not, for the problem's text. */
  readonly wayOut?: string
}

/** The sandbox and a document's code, read and ready to start; for any number of runs. */
export interface Scripts {
  readonly sandbox: Sandbox
  readonly pieces: readonly ScriptPiece[]
  readonly compiled: ReadonlyMap<string, CompiledScript>
}

/**
 * Reads a document's scripts and starts each once for trial. Null for a document without code, for which
 * nothing is loaded. Problems when the code is not allowed, cannot be read, or fails before its first call.
 */
export async function prepareScripts(
  document: ScenarioDocument,
  { allow, wayOut = 'Look at the code, then allow it.' }: ScriptOptions,
): Promise<Result<Scripts | null>> {
  const pieces = scriptsOf(document)
  if (pieces.length === 0) return { ok: true, value: null, warnings: [] }
  if (!allow) return { ok: false, problems: written(pieces).map((piece) => notAllowed(piece, wayOut)) }
  const { loadSandbox } = await import('../sandbox/sandbox.ts')
  const { scripts, problems } = readScripts(await loadSandbox(), pieces)
  const failed = problems.length > 0 ? problems : tryScripts(scripts)
  return failed.length > 0 ? { ok: false, problems: failed } : { ok: true, value: scripts, warnings: [] }
}

/** Each piece once, however many calls of its sub-scenario there are. */
const written = (pieces: readonly ScriptPiece[]): readonly ScriptPiece[] => [
  ...new Map(pieces.map((piece) => [piece.path.join('/'), piece])).values(),
]

/** Reads a document's scripts without running any of them. */
export async function checkScripts(document: ScenarioDocument): Promise<readonly Problem[]> {
  const pieces = scriptsOf(document)
  if (pieces.length === 0) return []
  const { loadSandbox } = await import('../sandbox/sandbox.ts')
  return readScripts(await loadSandbox(), pieces).problems
}

/** The same, and what starting it for trial brings to light where that is allowed. */
export async function findScriptProblems(
  document: ScenarioDocument,
  allow: boolean,
): Promise<readonly Problem[]> {
  if (!allow) return checkScripts(document)
  const prepared = await prepareScripts(document, { allow })
  return prepared.ok ? [] : prepared.problems
}

/** Reads pieces of code without running any of them. */
export function readScripts(
  sandbox: Sandbox,
  pieces: readonly ScriptPiece[],
): { readonly scripts: Scripts; readonly problems: readonly Problem[] } {
  const compiled = new Map<string, CompiledScript>()
  const problems: Problem[] = []
  for (const piece of pieces) {
    const key = keyOf(piece)
    if (compiled.has(key)) continue
    const read = sandbox.compile(piece.code, piece.shape)
    if ('detail' in read) problems.push(problemOf(piece, read, null, ''))
    else compiled.set(key, read)
  }
  return { scripts: { sandbox, pieces, compiled }, problems }
}

function tryScripts({ sandbox, pieces, compiled }: Scripts): readonly Problem[] {
  return pieces.flatMap((piece) => {
    const script = present(compiled.get(keyOf(piece)), 'compiled script')
    const random = randomStream('', 'script', piece.partId, 'trial')
    const started = sandbox.start(script, piece.shape, piece.settings, () => random.uniform())
    return 'detail' in started ? [problemOf(piece, started, null, '')] : []
  })
}

/** The same text is another program where other functions are asked of it. */
const keyOf = ({ code, shape }: Pick<ScriptPiece, 'code' | 'shape'>): string =>
  [...shape.needs, ...shape.may, code].join('\n')

/** What ended the run: told once, by the first script that failed. */
export interface ScriptFailure {
  readonly problem: Problem
  readonly partId: string
  readonly fault: Fault
  readonly moment: Moment | null
}

/** Writes a failure into the log, in the engine's own words, and gives its problem. */
export function recordFailure(bus: Bus, { problem, partId, fault, moment }: ScriptFailure): Problem {
  const at = moment?.step === undefined ? {} : { step: moment.step }
  const payload = { code: fault.code, line: fault.line ?? 0, event: moment?.seq ?? -1, ...at }
  bus.mark('$script.failed', partId, payload, moment?.seq ?? -1)
  return problem
}

/** The scripts of one run. */
export class ScriptRun {
  failure: ScriptFailure | null = null
  readonly #scripts: Scripts
  readonly #seed: string
  readonly #randoms = new Map<string, (purpose: string) => () => number>()

  constructor(scripts: Scripts, seed: string) {
    this.#scripts = scripts
    this.#seed = seed
  }

  /** Starts the code of one part. Each start has a machine and a random stream of its own. */
  starter(partId: string): StartScript {
    return (code, shape, settings, purpose = '') => {
      const { sandbox, pieces, compiled } = this.#scripts
      const key = keyOf({ code, shape })
      const same = pieces.filter((candidate) => candidate.code === code)
      // A source may have been told by a step which code to follow.
      const piece = present(
        same.find((candidate) => candidate.partId === partId) ?? same[0],
        `script of ${partId}`,
      )
      const randomOf = this.#randoms.get(partId) ?? scriptRandoms(this.#seed, partId)
      this.#randoms.set(partId, randomOf)
      const script = present(compiled.get(key), `compiled script of ${partId}`)
      const machine = sandbox.start(script, shape, settings, randomOf(purpose))
      if (!('detail' in machine)) return new RunningScript(this, piece, machine)
      this.fail(piece, machine, null, '')
      return new RunningScript(this, piece, null)
    }
  }

  fail(piece: ScriptPiece, fault: Fault, moment: Moment | null, calling: string): void {
    const problem = problemOf(piece, fault, moment, calling)
    this.failure ??= { problem, partId: piece.partId, fault, moment }
  }
}

class RunningScript implements Script {
  readonly #run: ScriptRun
  readonly #piece: ScriptPiece
  #machine: Machine | null
  #calling = ''
  #pending: Fault | null = null

  constructor(run: ScriptRun, piece: ScriptPiece, machine: Machine | null) {
    this.#run = run
    this.#piece = piece
    this.#machine = machine
  }

  get failed(): boolean {
    return this.#machine === null
  }

  has(name: string): boolean {
    return this.#machine?.functions.has(name) ?? false
  }

  call(name: string, argument: Json, moment: Moment | null): Answer | null {
    if (this.#machine === null) return null
    this.#calling = name
    const answer = this.#machine.call(name, argument)
    if (!('detail' in answer)) return answer
    this.#end(answer, moment)
    return null
  }

  series(...args: Parameters<Script['series']>): number {
    if (this.#machine === null) return 0
    ;[this.#calling] = args
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
    this.#machine = null
    this.#run.fail(this.#piece, fault, moment, this.#calling)
  }
}
