/** A column of numbers that grows: appending costs O(1), reading is an array access. */
export class Column {
  #data: Float64Array
  #length = 0

  constructor(room = 1_024) {
    this.#data = new Float64Array(room)
  }

  get length(): number {
    return this.#length
  }

  /** The numbers so far, and zeros after them: read only below `length`, and never keep it. */
  get data(): Float64Array {
    return this.#data
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const wider = new Float64Array(this.#data.length * 2)
      wider.set(this.#data)
      this.#data = wider
    }
    this.#data[this.#length++] = value
  }

  at(index: number): number {
    return this.#data[index]!
  }

  /** The first index whose number is `value` or more; the numbers must ascend. O(log n). */
  firstAt(value: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#data[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
