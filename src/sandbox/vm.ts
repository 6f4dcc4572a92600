import { InvariantError, present } from '../base/assert.ts'
import { normalQuantile } from '../base/normal.ts'
import { faultOf, faultOfStack, HOST_FAULT, type Fault, type Thrown } from './fault.ts'

/** Memory of one script, in bytes: everything it holds, its own code included. */
export const MEMORY_BYTES = 32 * 1024 * 1024
/** Depth of its calls, in bytes of QuickJS's stack: about 100 functions deep. */
const STACK_BYTES = 32 * 1024
const PAGE_BYTES = 65_536
/** QuickJS's own tables and stack beside what it counts as the script's memory. */
const RESERVED_PAGES = 32
export const MAX_PAGES = MEMORY_BYTES / PAGE_BYTES + RESERVED_PAGES

/** Parts of the language that quickjs-wasi can leave out; these stay: no dates, eval, promises or weak references. */
const REGEXP = 4
const JSON_TEXT = 8
const PROXY = 16
const MAP_SET = 32
const TYPED_ARRAYS = 64
const BIG_INT = 256
const LANGUAGE = REGEXP | JSON_TEXT | PROXY | MAP_SET | TYPED_ARRAYS | BIG_INT
/** Only to turn text into byte code, which does not run there. */
const EVAL = 2
/** Scripts are strict: a misspelt variable is an error, not a new one. */
const STRICT = 8

/**
 * Between two looks of QuickJS at the interrupt handler lie 10,000 turns of a script's loops. It looks
 * in time to say at which line the script was; what does more work than this in between, such as one
 * search through a huge sparse array, is stopped by the meter itself.
 */
const GRACE_FUEL = 10_000_000
const SETUP_FUEL = 50_000_000

/** A value inside the machine: an address in its memory. */
export type Handle = number

/** What is used of quickjs-wasi's WebAssembly module; values are passed by address. */
interface Exports {
  readonly memory: WebAssembly.Memory
  readonly fuel: WebAssembly.Global<'i32'>
  readonly _initialize: () => void
  readonly qjs_init2: (intrinsics: number) => number
  readonly qjs_set_memory_limit: (bytes: number) => void
  readonly qjs_set_max_stack_size: (bytes: number) => void
  readonly qjs_set_interrupt_handler: (on: number) => void
  readonly qjs_compile: (
    code: number,
    length: number,
    file: number,
    evalFlags: number,
    writeFlags: number,
    lengthOut: number,
  ) => number
  readonly qjs_eval_bytecode: (bytes: number, length: number) => Handle
  readonly qjs_call: (callee: Handle, self: Handle, count: number, values: number) => Handle
  readonly qjs_new_host_function: (name: number, length: number, parameters: number) => Handle
  readonly qjs_new_number: (value: number) => Handle
  readonly qjs_new_string: (text: number, length: number) => Handle
  readonly qjs_get_float64: (value: Handle) => number
  readonly qjs_get_undefined: () => Handle
  readonly qjs_get_string: (value: Handle) => number
  readonly qjs_free_cstring: (text: number) => void
  readonly qjs_free_value: (value: Handle) => void
  readonly qjs_is_exception: (value: Handle) => number
  readonly qjs_is_error: (value: Handle) => number
  readonly qjs_get_exception: () => Handle
  readonly qjs_new_error: () => Handle
  readonly qjs_get_prop_string: (object: Handle, name: number) => Handle
  readonly wasm_malloc: (bytes: number) => number
  readonly wasm_free: (address: number) => void
}

/** What code inside can call of the host. */
export interface HostFunctions {
  /** The next random number in [0, 1). */
  readonly random: () => number
  /** A step of a series is made. */
  readonly emit: (value: number, stress: number) => void
}

/** The host's functions: QuickJS tells which one is meant by a name, and the lengths of these differ. */
const HOST_NAMES = { random: 'random', normal: 'gauss', emit: 'emit' } as const

/**
 * One QuickJS machine with a memory of its own: the only module that knows quickjs-wasi.
 *
 * It reaches nothing: no clock (always the beginning of time), no random numbers but the ones it is
 * given, no output, no modules. Whatever it does takes fuel. After a fault that leaves its inside in
 * doubt it is `dead` and answers every call with a host fault; throw it away.
 */
export class Vm {
  dead = false
  /** Fuel that the last entry took. */
  lastFuel = 0
  readonly #exports: Exports
  readonly #host: HostFunctions
  /** The machine is interrupted when the counter falls below this. */
  #floor = 0

  constructor(module: WebAssembly.Module, host: HostFunctions, compiler = false) {
    this.#host = host
    this.#exports = this.#instantiate(module)
    const { fuel, _initialize, qjs_init2 } = this.#exports
    fuel.value = SETUP_FUEL
    _initialize()
    if (qjs_init2(compiler ? LANGUAGE | EVAL : LANGUAGE) !== 0) throw new InvariantError('QuickJS starts')
    this.#exports.qjs_set_memory_limit(MEMORY_BYTES)
    this.#exports.qjs_set_max_stack_size(STACK_BYTES)
    this.#exports.qjs_set_interrupt_handler(1)
  }

  /** Byte code of a script, which is not run. `file` names it in stack traces. */
  compile(code: string, file: string, fuel: number): Uint8Array | Fault {
    return this.#enter(fuel, () => {
      const [text, length] = this.#write(encoder.encode(code))
      const [name] = this.#write(encoder.encode(file))
      const lengthAt = this.#allocate(4)
      const bytes = this.#exports.qjs_compile(text, length, name, STRICT, 0, lengthAt)
      const { memory } = this.#exports
      if (bytes === 0) {
        const fault = this.#thrown()
        return fault.code === 'thrown' ? { ...fault, code: 'syntax' } : fault
      }
      const size = new DataView(memory.buffer).getUint32(lengthAt, true)
      const compiled = new Uint8Array(memory.buffer, bytes, size).slice()
      for (const address of [text, name, lengthAt, bytes]) this.#exports.wasm_free(address)
      return compiled
    })
  }

  /** Runs byte code; gives the value of its last statement. */
  run(code: Uint8Array, fuel: number): Handle | Fault {
    return this.#enter(fuel, () => {
      const [bytes, length] = this.#write(code)
      const value = this.#exports.qjs_eval_bytecode(bytes, length)
      this.#exports.wasm_free(bytes)
      return this.#checked(value)
    })
  }

  /** Calls a function with texts and values of this machine; gives its answer as a text. */
  call(callee: Handle, args: readonly (string | Handle)[], fuel: number): string | Fault {
    return this.#enter(fuel, () => {
      const { wasm_free, qjs_free_value } = this.#exports
      const texts = args.map((arg) => (typeof arg === 'string' ? this.#newString(arg) : null))
      const list = this.#allocate(4 * args.length)
      const view = new DataView(this.#exports.memory.buffer)
      for (const [index, arg] of args.entries())
        view.setUint32(list + 4 * index, texts[index] ?? (arg as Handle), true)
      const self = this.#exports.qjs_get_undefined()
      const answer = this.#checked(this.#exports.qjs_call(callee, self, args.length, list))
      for (const text of texts) if (text !== null) qjs_free_value(text)
      wasm_free(list)
      if (typeof answer !== 'number') return answer
      const text = this.#read(answer)
      qjs_free_value(answer)
      return text
    })
  }

  /** All that code in here can call of the host: the next uniform and normal variate, and `emit`. */
  hostFunctions(): readonly Handle[] {
    return Object.values(HOST_NAMES).map((text) => {
      const [name, length] = this.#write(encoder.encode(text))
      const made = this.#exports.qjs_new_host_function(name, length, 0)
      this.#exports.wasm_free(name)
      return made
    })
  }

  // ------------------------------------------------------------------------------------------ inside

  /** Runs `action` with so much fuel; whatever goes wrong becomes a fault. */
  #enter<T>(fuel: number, action: () => T | Fault): T | Fault {
    if (this.dead) return HOST_FAULT
    const counter = this.#exports.fuel
    counter.value = fuel + GRACE_FUEL
    this.#floor = GRACE_FUEL
    try {
      return action()
    } catch {
      // A trap: the meter ran out, or memory is so exhausted that not even an error could be made.
      this.dead = true
      return counter.value === 0 || counter.value < this.#floor ? this.#whereItStood() : HOST_FAULT
    } finally {
      this.lastFuel = fuel + GRACE_FUEL - counter.value
    }
  }

  /** After the meter's trap the frames are still there: a new error's stack tells where. */
  #whereItStood(): Fault {
    const { fuel, qjs_new_error } = this.#exports
    const left = fuel.value
    fuel.value = GRACE_FUEL
    this.#floor = 0
    try {
      return faultOfStack('fuel', this.#property(qjs_new_error(), 'stack'))
    } catch {
      return faultOfStack('fuel', '')
    } finally {
      fuel.value = left
    }
  }

  #checked(value: Handle): Handle | Fault {
    return this.#exports.qjs_is_exception(value) === 0 ? value : this.#thrown()
  }

  /** The pending exception, which the machine itself has thrown: what scripts throw is caught inside. */
  #thrown(): Fault {
    const error = this.#exports.qjs_get_exception()
    if (this.#exports.qjs_is_error(error) === 0) return faultOf({ name: '', message: '', stack: '' })
    const thrown: Thrown = {
      name: this.#property(error, 'name'),
      message: this.#property(error, 'message'),
      stack: this.#property(error, 'stack'),
    }
    const fault = faultOf(thrown)
    if (fault.code === 'memory' || fault.code === 'fuel') this.dead = true
    return fault
  }

  #property(object: Handle, name: string): string {
    const [key] = this.#write(encoder.encode(name))
    const text = this.#read(this.#exports.qjs_get_prop_string(object, key))
    this.#exports.wasm_free(key)
    return text
  }

  #newString(text: string): Handle {
    const [address, length] = this.#write(encoder.encode(text))
    const value = this.#exports.qjs_new_string(address, length)
    this.#exports.wasm_free(address)
    return value
  }

  /** Copies bytes into the machine, with a zero after them. */
  #write(bytes: Uint8Array): readonly [address: number, length: number] {
    const address = this.#allocate(bytes.length + 1)
    const memory = new Uint8Array(this.#exports.memory.buffer, address, bytes.length + 1)
    memory.set(bytes)
    memory[bytes.length] = 0
    return [address, bytes.length]
  }

  #allocate(bytes: number): number {
    const address = this.#exports.wasm_malloc(bytes)
    if (address === 0) throw new RangeError('the script’s memory is full')
    return address
  }

  #read(value: Handle): string {
    const address = this.#exports.qjs_get_string(value)
    if (address === 0) return ''
    const memory = new Uint8Array(this.#exports.memory.buffer)
    const text = decoder.decode(memory.subarray(address, memory.indexOf(0, address)))
    this.#exports.qjs_free_cstring(address)
    return text
  }

  #callHost(nameLength: number, args: number): Handle {
    const { random, emit } = this.#host
    const { qjs_new_number, qjs_get_float64, qjs_get_undefined, memory } = this.#exports
    if (nameLength === HOST_NAMES.random.length) return qjs_new_number(random())
    if (nameLength === HOST_NAMES.normal.length) return qjs_new_number(normalQuantile(random()))
    const view = new DataView(memory.buffer)
    emit(qjs_get_float64(view.getUint32(args, true)), qjs_get_float64(view.getUint32(args + 4, true)))
    return qjs_get_undefined()
  }

  #instantiate(module: WebAssembly.Module): Exports {
    const none = () => 0
    const imports = {
      env: {
        host_interrupt: () => (this.#exports.fuel.value < this.#floor ? 1 : 0),
        host_call: (_name: number, length: number, _self: Handle, _count: number, args: number) =>
          this.#callHost(length, args),
        host_get_timezone_offset: none,
        host_promise_rejection: none,
        host_module_normalize: none,
        host_module_load: none,
      },
      wasi_snapshot_preview1: {
        // The beginning of time: what was written there is zero already.
        clock_time_get: none,
        random_get: none,
        fd_close: none,
        fd_fdstat_get: none,
        fd_seek: none,
        fd_write: none,
      },
    }
    const { exports } = new WebAssembly.Instance(module, imports)
    present(exports['fuel'] as WebAssembly.Global | undefined, 'a metered module')
    return exports as unknown as Exports
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
