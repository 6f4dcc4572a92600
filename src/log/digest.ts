/**
 * A 128-bit digest over a stream of 32-bit words and doubles: four lanes of the MurmurHash3 x86-128
 * mixing step, one word to each in turn. Against accident and drift, not against an adversary.
 * Source: A. Appleby, MurmurHash3 (public domain).
 */
export class Digest {
  readonly #lanes = new Int32Array([0x9368e53c, 0x2f6af274, 0x186dcd4d, 0x7bc6f0a1])
  readonly #double = new Float64Array(1)
  readonly #words = new Int32Array(this.#double.buffer)
  #count = 0

  word(word: number): void {
    const lane = this.#count++ & 3
    let mixed = Math.imul(word, 0x239b961b)
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0xab0e9789)
    const state = this.#lanes[lane]! ^ mixed
    this.#lanes[lane] = (Math.imul((state << 19) | (state >>> 13), 5) + 0x561ccd1b) | 0
  }

  /** A double by its bits; -0 counts as 0, and payloads hold no NaN. Little-endian on every platform that runs this. */
  double(value: number): void {
    this.#double[0] = value + 0
    this.word(this.#words[0]!)
    this.word(this.#words[1]!)
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

function finalMix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
