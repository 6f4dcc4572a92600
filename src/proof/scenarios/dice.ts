import { randomStream, type RandomStream } from '../../base/random.ts'

/** Small choices from a named stream: the same name, the same choices. */
export class Dice {
  readonly #stream: RandomStream

  constructor(...name: readonly string[]) {
    this.#stream = randomStream('proof', ...name)
  }

  chance(probability: number): boolean {
    return this.#stream.uniform() < probability
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + this.#stream.below(high - low + 1)
  }

  pick<T>(list: readonly T[]): T {
    const found = list[this.#stream.below(list.length)]
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }

  uniform(): number {
    return this.#stream.uniform()
  }

  some<T>(list: readonly T[], probability: number): T[] {
    return list.filter(() => this.chance(probability))
  }

  list<T>(low: number, high: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.between(low, high) }, (_, index) => make(index))
  }
}
