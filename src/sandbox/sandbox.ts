import { assert } from '../base/assert.ts'
import type { Json } from '../base/json.ts'
import { faultOf, HOST_FAULT, isFault, SCRIPT_FILE, type Fault, type Thrown } from './fault.ts'
import { meterModule } from './meter.ts'
import { footerOf, PRELUDE } from './prelude.ts'
import { quickjsBytes } from './quickjs-wasm.ts'
import type { Answer, ScriptShape, SeriesColumns, SeriesRule, SeriesStart } from './script.ts'
import { MAX_PAGES, Vm, type Handle, type HostFunctions } from './vm.ts'

/** Fuel of one call: one unit is one turn of a loop or one call inside QuickJS; some 250,000 turns of a script's. */
export const CALL_FUEL = 10_000_000
/** A script may use its call's fuel fully for so long; after that, calls must be cheap on average. */
export const RESERVE_FUEL = 200_000_000
/** What each call adds to the reserve. */
export const REFILL_FUEL = 100_000
/** Longest answer of one call, in characters. */
const MOST_TEXT = 1_000_000

/** A script that was read, and can be started any number of times. */
export interface CompiledScript {
  readonly code: Uint8Array
  readonly lines: number
}

/** Turns code into something that runs, apart from everything. Loading it is dear; having it is not. */
export interface Sandbox {
  /** Reads a script without running any of it. */
  compile(code: string, shape: ScriptShape): CompiledScript | Fault
  /** Runs the script's top level. `random` is its `Math.random`. */
  start(script: CompiledScript, shape: ScriptShape, settings: Json, random: () => number): Machine | Fault
}

/** The compiler runs nothing. */
const NO_HOST: HostFunctions = { random: () => 0, emit: () => undefined }

let loading: Promise<WebAssembly.Module> | undefined

/** Once for a thread; fails only where WebAssembly is forbidden. */
export async function loadSandbox(): Promise<Sandbox> {
  loading ??= WebAssembly.compile(meterModule(quickjsBytes(), MAX_PAGES))
  const module = await loading
  const prelude = compilePrelude(module)
  return {
    compile: (code, shape) => compile(module, code, shape),
    start: (script, shape, settings, random) => start(module, prelude, script, shape, settings, random),
  }
}

function compilePrelude(module: WebAssembly.Module): Uint8Array {
  const prelude = new Vm(module, NO_HOST, true).compile(PRELUDE, 'prelude', CALL_FUEL)
  assert(!isFault(prelude), 'the prelude compiles')
  return prelude
}

/** In a machine of its own: what one text does to the compiler concerns no other. */
function compile(module: WebAssembly.Module, code: string, shape: ScriptShape): CompiledScript | Fault {
  const lines = code.split('\n').length
  const text = code + footerOf([...shape.needs, ...shape.may])
  const compiled = new Vm(module, NO_HOST, true).compile(text, SCRIPT_FILE, CALL_FUEL)
  return isFault(compiled) ? within(compiled, lines) : { code: compiled, lines }
}

function start(
  module: WebAssembly.Module,
  prelude: Uint8Array,
  script: CompiledScript,
  shape: ScriptShape,
  settings: Json,
  random: () => number,
): Machine | Fault {
  const steps = new Steps()
  const vm = new Vm(module, { random, emit: (value, stress) => steps.take(value, stress) })
  const host = vm.run(prelude, CALL_FUEL)
  if (isFault(host)) return host
  const options = JSON.stringify({ settings, allowed: shape.commands, series: shape.series === true })
  const begun = vm.call(host, ['begin', options, ...vm.hostFunctions()], CALL_FUEL)
  if (isFault(begun)) return begun
  const functions = vm.run(script.code, CALL_FUEL)
  if (isFault(functions)) return within(functions, script.lines)
  const found = vm.call(host, ['adopt', '', functions], CALL_FUEL)
  if (isFault(found)) return found
  const names = new Set(JSON.parse(found) as string[])
  const missing = shape.needs.find((name) => !names.has(name))
  if (missing !== undefined) return { ...HOST_FAULT, code: 'missing', detail: missing }
  return new Machine(vm, host, names, script.lines, steps)
}

const NO_STEPS: SeriesColumns = { values: new Float64Array(0), stresses: new Float64Array(0) }

/** Where the steps of a series go while it is made. */
class Steps {
  into = NO_STEPS
  count = 0

  take(value: number, stress: number): void {
    const { values, stresses } = this.into
    if (this.count === values.length) return
    values[this.count] = value
    stresses[this.count++] = stress
  }
}

/** The end of a text that lacks something is its last line, whatever the footer adds. */
const within = (fault: Fault, lines: number): Fault =>
  fault.line === null ? fault : { ...fault, line: Math.min(fault.line, lines) }

/** A started script: its own machine, its own fuel. */
export class Machine {
  readonly functions: ReadonlySet<string>
  readonly #vm: Vm
  readonly #host: Handle
  readonly #lines: number
  readonly #steps: Steps
  #reserve = RESERVE_FUEL

  constructor(vm: Vm, host: Handle, functions: ReadonlySet<string>, lines: number, steps: Steps) {
    this.#vm = vm
    this.#host = host
    this.functions = functions
    this.#lines = lines
    this.#steps = steps
  }

  /** Calls one of `functions` with a JSON value. */
  call(name: string, argument: Json): Answer | Fault {
    const text = this.#ask('call', name, argument, 1)
    if (isFault(text)) return text
    if (text.length > MOST_TEXT) return { ...HOST_FAULT, code: 'result', detail: 'too long' }
    return readJson(text.slice(1)) as unknown as Answer
  }

  /**
   * Calls one of `functions` for as many steps as there are places in `into`, in one entry of the machine: fuel is
   * for all of them together. Gives how many steps were made before it ended, and the fault where that was not all.
   */
  series(
    name: string,
    given: Json,
    start: SeriesStart,
    rule: SeriesRule,
    into: SeriesColumns,
  ): { readonly made: number; readonly fault: Fault | null } {
    const count = into.values.length
    const steps = this.#steps
    steps.into = into
    steps.count = 0
    const text = this.#ask('series', name, { given, start: { ...start }, count }, count)
    const made = steps.count
    steps.into = NO_STEPS
    const bad = firstBad(into, made, rule)
    if (bad < made || (!isFault(text) && text.startsWith('r'))) {
      // The line at which its function begins: what it gave back has none.
      const line = isFault(text) ? Number.NaN : Number.parseInt(text.slice(1), 10)
      const fault: Fault = {
        code: 'result',
        line: line > 0 ? line : null,
        column: null,
        detail: rule.expected,
      }
      return { made: bad, fault: within(fault, this.#lines) }
    }
    return { made, fault: isFault(text) ? text : null }
  }

  /** One entry of the machine, for so many calls of the script's. */
  #ask(what: 'call' | 'series', name: string, argument: Json, calls: number): string | Fault {
    this.#reserve = Math.min(RESERVE_FUEL, this.#reserve + calls * REFILL_FUEL)
    const fuel = Math.min(CALL_FUEL + (calls - 1) * REFILL_FUEL, this.#reserve)
    const text = this.#vm.call(this.#host, [what, name, JSON.stringify(argument)], fuel)
    this.#reserve -= Math.min(this.#reserve, this.#vm.lastFuel)
    if (isFault(text)) return within(text, this.#lines)
    if (!text.startsWith('e')) return text
    return within(faultOf(readJson(text.slice(1)) as unknown as Thrown), this.#lines)
  }
}

/** The first step that breaks the rule, or `made`. */
function firstBad({ values, stresses }: SeriesColumns, made: number, rule: SeriesRule): number {
  const { least, most, mostStress } = rule
  for (let step = 0; step < made; step++) {
    const [value, stress] = [values[step]!, stresses[step]!]
    if (!(value >= least && value <= most && stress >= 0 && stress <= mostStress)) return step
  }
  return made
}

const readJson = (text: string): Json => JSON.parse(text) as Json
