import { assert } from '../base/assert.ts'

/**
 * Fuel for any WebAssembly module: rewrites its code so that every call of a function and every turn of
 * a loop takes one unit from a counter, and the module traps when the counter is empty. Copies and fills
 * of memory take one unit for each 64 bytes.
 *
 * Nothing the module does escapes it: not a regular expression that backtracks, not a sort of a sparse
 * array, not one long search in a string. The counter is part of the module's own arithmetic, so the
 * same input stops at the same instruction on every machine and in every engine.
 *
 * The rewritten module exports the counter as the mutable global `fuel` (i32), and its memory cannot
 * grow beyond `maxPages`. Understands WebAssembly 1.0 with sign extension, saturating conversion, bulk
 * memory and reference types: what clang emits. Anything else is refused, never let through uncounted.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5, "Binary Format".
 */
export function meterModule(source: Uint8Array, maxPages: number): Uint8Array<ArrayBuffer> {
  const reader = new Reader(source)
  const writer = new Writer(source.length * 2)
  writer.bytes(source.subarray(0, HEADER_BYTES))
  reader.at = HEADER_BYTES
  // Both come first in a module's sections, long before the code that needs them.
  let fuel = -1
  while (reader.at < source.length) {
    const id = reader.byte()
    const end = reader.unsigned() + reader.at
    const body = new Writer(end - reader.at + SECTION_SLACK)
    if (id === SECTION.import) assertNoGlobals(source.subarray(reader.at, end))
    if (id === SECTION.memory) {
      body.unsigned(reader.unsigned())
      assert(reader.byte() === 0, 'a memory without a maximum')
      body.byte(1)
      body.unsigned(reader.unsigned())
      body.unsigned(maxPages)
    } else if (id === SECTION.global) {
      fuel = reader.unsigned()
      body.unsigned(fuel + 2)
      body.bytes(source.subarray(reader.at, end))
      body.bytes(ZERO_GLOBAL)
      body.bytes(ZERO_GLOBAL)
    } else if (id === SECTION.export) {
      body.unsigned(reader.unsigned() + 1)
      body.bytes(source.subarray(reader.at, end))
      body.bytes(Uint8Array.of(4, 0x66, 0x75, 0x65, 0x6c, 3))
      body.unsigned(fuel)
    } else if (id === SECTION.code) {
      assert(fuel >= 0, 'globals before the code')
      meterCode(reader, body, chargesOf(fuel))
    } else body.bytes(source.subarray(reader.at, end))
    writer.byte(id)
    writer.unsigned(body.length)
    writer.bytes(body.result())
    reader.at = end
  }
  return writer.result()
}

const HEADER_BYTES = 8
const SECTION_SLACK = 16
const SECTION = { import: 2, memory: 5, global: 6, export: 7, code: 10 } as const
/** `(global (mut i32) (i32.const 0))` */
const ZERO_GLOBAL = Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b)

interface Charges {
  /** Takes one unit. */
  readonly one: Uint8Array
  /** Takes one unit for each 64 of the number on top of the stack, and leaves it there. */
  readonly byLength: Uint8Array
}

/** The counter is global `fuel`; the one after it holds a length for a moment. */
function chargesOf(fuel: number): Charges {
  assert(fuel + 1 < 0x80, 'few globals')
  const length = fuel + 1
  const one = bytesOf(
    [0x23, fuel, 0x45, 0x04, 0x40, 0x00, 0x0b], // if (fuel == 0) trap
    [0x23, fuel, 0x41, 0x7f, 0x6a, 0x24, fuel], // fuel += -1
  )
  const byLength = bytesOf(
    [0x24, length], // length = top
    [0x23, length, 0x41, 6, 0x76, 0x23, fuel, 0x4b], // length >>> 6 > fuel, unsigned
    [0x04, 0x40, 0x00, 0x0b], // if so, trap
    [0x23, fuel, 0x23, length, 0x41, 6, 0x76, 0x6b, 0x24, fuel], // fuel -= length >>> 6
    [0x23, length],
  )
  return { one, byLength }
}

const bytesOf = (...rows: readonly (readonly number[])[]): Uint8Array => Uint8Array.from(rows.flat())

function meterCode(reader: Reader, into: Writer, charges: Charges): void {
  const count = reader.unsigned()
  into.unsigned(count)
  for (let index = 0; index < count; index++) {
    const end = reader.unsigned() + reader.at
    const body = new Writer((end - reader.at) * 2 + SECTION_SLACK)
    const start = reader.at
    for (let locals = reader.unsigned(); locals > 0; locals--) {
      reader.unsigned()
      reader.byte()
    }
    body.bytes(reader.source.subarray(start, reader.at))
    body.bytes(charges.one)
    meterInstructions(reader, end, body, charges)
    into.unsigned(body.length)
    into.bytes(body.result())
  }
}

/** Copies instructions, with a charge inside every loop and before every copy and fill of memory. */
function meterInstructions(reader: Reader, end: number, body: Writer, charges: Charges): void {
  let copied = reader.at
  const copyTo = (at: number) => {
    body.bytes(reader.source.subarray(copied, at))
    copied = at
  }
  while (reader.at < end) {
    const at = reader.at
    const found = skipInstruction(reader)
    if (found === 'loop') {
      copyTo(reader.at)
      body.bytes(charges.one)
    } else if (found === 'bulk') {
      copyTo(at)
      body.bytes(charges.byLength)
    }
  }
  assert(reader.at === end, 'a function that ends where it says')
  copyTo(end)
}

/** Moves past one instruction and its immediates. */
function skipInstruction(reader: Reader): 'loop' | 'bulk' | 'other' {
  const opcode = reader.byte()
  if (opcode === 0x03) {
    reader.skip()
    return 'loop'
  }
  if (opcode === 0xfc) return skipExtended(reader)
  if (opcode === 0x0e) for (let labels = reader.unsigned() + 1; labels > 0; labels--) reader.skip()
  else if (opcode === 0x1c) reader.skipList()
  else if (opcode === 0x43) reader.at += 4
  else if (opcode === 0x44) reader.at += 8
  else if (ONE_IMMEDIATE.has(opcode)) reader.skip()
  else if (opcode === 0x11 || (opcode >= 0x28 && opcode <= 0x3e)) {
    reader.skip()
    reader.skip()
  } else assert(PLAIN.has(opcode) || (opcode >= 0x45 && opcode <= 0xc4), `WebAssembly opcode ${opcode}`)
  return 'other'
}

/** Block types, labels, functions, locals, globals, tables, memories, integer constants, references. */
const ONE_IMMEDIATE = new Set([
  0x02, 0x04, 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2,
])
/** unreachable, nop, else, end, return, drop, select, ref.is_null */
const PLAIN = new Set([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1])

function skipExtended(reader: Reader): 'bulk' | 'other' {
  const opcode = reader.unsigned()
  if (opcode <= 7) return 'other'
  assert(opcode === 10 || opcode === 11, `WebAssembly opcode 0xfc ${opcode}`)
  reader.skip()
  if (opcode === 10) reader.skip()
  return 'bulk'
}

/** An imported global would come before the module's own and shift their numbers. */
function assertNoGlobals(section: Uint8Array): void {
  const reader = new Reader(section)
  for (let count = reader.unsigned(); count > 0; count--) {
    reader.skipList()
    reader.skipList()
    assert(reader.byte() === 0, 'imports of functions only')
    reader.skip()
  }
}

class Reader {
  readonly source: Uint8Array
  at = 0

  constructor(source: Uint8Array) {
    this.source = source
  }

  byte(): number {
    const byte = this.source[this.at++]
    assert(byte !== undefined, 'a module that is whole')
    return byte
  }

  /** An unsigned LEB128 number of at most 32 bits. */
  unsigned(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  /** Moves past a count and so many bytes. */
  skipList(): void {
    const bytes = this.unsigned()
    this.at += bytes
  }

  /** Moves past one LEB128 number. */
  skip(): void {
    while (this.byte() >= 0x80);
  }
}

class Writer {
  length = 0
  #buffer: Uint8Array<ArrayBuffer>

  constructor(capacity: number) {
    this.#buffer = new Uint8Array(capacity)
  }

  byte(byte: number): void {
    this.#reserve(1)
    this.#buffer[this.length++] = byte
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.length)
    this.length += bytes.length
  }

  unsigned(value: number): void {
    for (let rest = value; ; rest >>>= 7) {
      if (rest < 0x80) return this.byte(rest)
      this.byte((rest & 0x7f) | 0x80)
    }
  }

  result(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.length)
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#buffer.length) return
    const grown = new Uint8Array((this.length + more) * 2)
    grown.set(this.#buffer.subarray(0, this.length))
    this.#buffer = grown
  }
}
