/**
 * A 128-bit digest over a stream of 32-bit words and doubles: four lanes, one word to each in turn, mixed
 * by xor, multiplication with an odd number and rotation. Each step is a bijection of the lane and of the
 * word, so that no single difference can cancel. Against accident and drift, not against an adversary.
 * The last step is the finaliser of A. Appleby's MurmurHash3 (public domain).
 */
export class Digest {
  readonly #lanes = new Int32Array([0x9368e53c, 0x2f6af274, 0x186dcd4d, 0x7bc6f0a1])
  readonly #double = new Float64Array(1)
  readonly #words = new Int32Array(this.#double.buffer)
  #count = 0

  word(word: number): void {
    const lane = this.#count++ & 3
    this.#lanes[lane] = mix(this.#lanes[lane]!, word)
  }

  double(value: number): void {
    this.#double[0] = value
    this.word(this.#words[0]!)
    this.word(this.#words[1]!)
  }

  /** A column of whole numbers, the first to the first lane. Faster than word by word. */
  words(column: Int32Array): void {
    const whole = column.length & ~7
    for (let at = 0; at < whole; at += BLOCK_WORDS) this.#block(column, at, Math.min(whole, at + BLOCK_WORDS))
    this.#count = (this.#count + whole + 3) & ~3
    this.#rest(column, whole)
  }

  /** A few at a time: a function that is called often is compiled once; a long loop is compiled while it runs, each time. */
  #block(column: Int32Array, from: number, to: number): void {
    let s0 = this.#lanes[0]!
    let s1 = this.#lanes[1]!
    let s2 = this.#lanes[2]!
    let s3 = this.#lanes[3]!
    for (let at = from; at < to; at += 8) {
      s0 = mixTwo(s0, column[at]!, column[at + 4]!)
      s1 = mixTwo(s1, column[at + 1]!, column[at + 5]!)
      s2 = mixTwo(s2, column[at + 2]!, column[at + 6]!)
      s3 = mixTwo(s3, column[at + 3]!, column[at + 7]!)
    }
    this.#lanes[0] = s0
    this.#lanes[1] = s1
    this.#lanes[2] = s2
    this.#lanes[3] = s3
  }

  /** Apart, so that the loop above is compiled once whether there is a rest or not. */
  #rest(column: Int32Array, from: number): void {
    for (let index = from; index < column.length; index++) this.word(column[index]!)
  }

  /** A column of doubles by their bits. Little-endian on every platform that runs this. */
  doubles(column: Float64Array): void {
    this.words(new Int32Array(column.buffer, column.byteOffset, column.length * 2))
  }

  text(value: string): void {
    this.word(value.length)
    for (let index = 0; index < value.length; index++) this.word(value.charCodeAt(index))
  }

  /** 32 hexadecimal digits. The digest can go on afterwards. */
  hex(): string {
    const lanes = Int32Array.from(this.#lanes, (lane) => finalMix(lane ^ this.#count))
    for (let round = 0; round < 2; round++) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = (lanes[lane]! + lanes[(lane + 1) & 3]!) | 0
    }
    return [...lanes].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
  }
}

/** Of a block; a multiple of eight. */
const BLOCK_WORDS = 1_024

const FACTOR = 0x9e3779b1

function mix(state: number, word: number): number {
  const mixed = Math.imul(state ^ word, FACTOR)
  return (mixed << 13) | (mixed >>> 19)
}

/** Two words at once, for a third of the work: still a bijection of the state and of either word. */
function mixTwo(state: number, first: number, second: number): number {
  const mixed = (Math.imul(state ^ first, FACTOR) + second) | 0
  return (mixed << 13) | (mixed >>> 19)
}

function finalMix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
