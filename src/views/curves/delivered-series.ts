import { downsample } from '../charts/downsample.ts'
import { Column } from './columns.ts'

const BLOCK = 256
/** Up to here every value is looked at; above, only the extremes of blocks. */
const FEW = 60_000

/** The primary values of one source in the order of their delivery. */
export class DeliveredSeries {
  readonly times = new Column()
  readonly values = new Column()
  /** Log records, ascending. */
  readonly seqs = new Column()
  /** Of each full block the indices of its lowest and highest value, in order. */
  readonly #extremes = new Column(64)

  get length(): number {
    return this.values.length
  }

  add(seq: number, timeMs: number, value: number): void {
    this.seqs.push(seq)
    this.times.push(timeMs)
    this.values.push(value)
    if (this.length % BLOCK === 0) this.#closeBlock(this.length - BLOCK)
  }

  /** The value subscribers knew last when record `seq` was written, or NaN. O(log n). */
  valueBefore(seq: number): number {
    const index = this.seqs.firstAt(seq + 1) - 1
    return index < 0 ? Number.NaN : this.values.at(index)
  }

  /** Indices of [from, to), at most `most`, that show the same curve: see `downsample`. */
  pick(from: number, to: number, most: number): number[] {
    if (to - from <= FEW) return downsample(this.values.data, from, to, most)
    const firstBlock = Math.ceil(from / BLOCK)
    const lastBlock = Math.floor(to / BLOCK)
    const candidates: number[] = []
    for (let index = from; index < firstBlock * BLOCK; index++) candidates.push(index)
    for (let at = firstBlock * 2; at < lastBlock * 2; at++) candidates.push(this.#extremes.at(at))
    for (let index = lastBlock * BLOCK; index < to; index++) candidates.push(index)
    if (candidates[0] !== from) candidates.unshift(from)
    if (candidates.at(-1) !== to - 1) candidates.push(to - 1)
    const values = candidates.map((index) => this.values.at(index))
    return downsample(values, 0, values.length, most).map((index) => candidates[index]!)
  }

  #closeBlock(start: number): void {
    let low = start
    let high = start
    for (let index = start + 1; index < start + BLOCK; index++) {
      if (this.values.at(index) < this.values.at(low)) low = index
      if (this.values.at(index) > this.values.at(high)) high = index
    }
    this.#extremes.push(Math.min(low, high))
    this.#extremes.push(Math.max(low, high))
  }
}
