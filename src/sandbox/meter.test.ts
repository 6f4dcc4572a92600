import { describe, expect, it } from 'vitest'
import { meterModule } from './meter.ts'
import { quickjsBytes } from './quickjs-wasm.ts'

/** loop: i += 1; again while i < n; then i */
const RUN = [
  [1, 1, 0x7f, 0x03, 0x40, 0x20, 1, 0x41, 1, 0x6a, 0x22, 1],
  [0x20, 0, 0x49, 0x0d, 0, 0x0b, 0x20, 1, 0x0b],
].flat()
/** memory.copy of n bytes onto themselves; then n */
const COPY = [0, 0x41, 0, 0x41, 0, 0x20, 0, 0xfc, 10, 0, 0, 0x20, 0, 0x0b]

const sized = (...bytes: readonly number[]): number[] => [bytes.length, ...bytes]
const text = (name: string): number[] => sized(...new TextEncoder().encode(name))

/** A hand-made module: `run(n)` turns a loop n times and gives n back; `copy(n)` copies n bytes. */
const MODULE = Uint8Array.from(
  [
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [1, ...sized(1, 0x60, 1, 0x7f, 1, 0x7f)], // type: (i32) -> i32
    [3, ...sized(2, 0, 0)],
    [5, ...sized(1, 0, 1)], // memory: one page, no maximum
    [6, ...sized(1, 0x7f, 1, 0x41, 7, 0x0b)], // a global of its own
    [7, ...sized(3, ...text('run'), 0, 0, ...text('copy'), 0, 1, ...text('memory'), 2, 0)],
    [10, ...sized(2, ...sized(...RUN), ...sized(...COPY))],
  ].flat(),
)

const MAX_PAGES = 3

interface Metered {
  readonly run: (n: number) => number
  readonly copy: (n: number) => number
  readonly memory: WebAssembly.Memory
  readonly fuel: WebAssembly.Global<'i32'>
}

async function metered(): Promise<Metered> {
  const module = await WebAssembly.compile(meterModule(MODULE, MAX_PAGES))
  return new WebAssembly.Instance(module).exports as unknown as Metered
}

describe('a metered module', () => {
  it('does what it did before, and takes one unit for the call and one for each turn', async () => {
    const { run, fuel } = await metered()
    fuel.value = 1_000
    expect(run(10)).toBe(10)
    expect(fuel.value).toBe(1_000 - 1 - 10)
  })

  it('traps when the fuel is gone, at the same turn every time', async () => {
    const { run, fuel } = await metered()
    fuel.value = 11
    expect(run(10)).toBe(10)
    fuel.value = 10
    expect(() => run(10)).toThrow(WebAssembly.RuntimeError)
    expect(fuel.value).toBe(0)
  })

  it('takes a unit for each 64 bytes that are copied at once', async () => {
    const { copy, fuel } = await metered()
    fuel.value = 1_000
    expect(copy(6_400)).toBe(6_400)
    expect(fuel.value).toBe(1_000 - 1 - 100)
    fuel.value = 50
    expect(() => copy(6_400)).toThrow(WebAssembly.RuntimeError)
  })

  it('cannot have more memory than it is given', async () => {
    const { memory } = await metered()
    expect(() => memory.grow(MAX_PAGES)).toThrow(RangeError)
    expect(memory.grow(MAX_PAGES - 1)).toBe(1)
  })

  it('is refused when it has instructions that are not understood', () => {
    const atomic = Uint8Array.from(MODULE)
    atomic[atomic.lastIndexOf(0xfc)] = 0xfe
    expect(() => meterModule(atomic, MAX_PAGES)).toThrow('opcode 254')
  })
})

it('is the build of QuickJS that the sandbox was tested with: another one may give other results', async () => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(quickjsBytes())))
  expect(Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')).toBe(
    'd4c9375f2b1ca4dc95f72c8aa2982a7a9951ac8011490d79c6582df732b4bbd9',
  )
})
