import { widened } from './columns.ts'

export const CHUNK_BITS = 14
export const CHUNK_ROWS = 1 << CHUNK_BITS
export const CHUNK_MASK = CHUNK_ROWS - 1

/** Some rows of a log, as they are kept. */
export interface LogColumns {
  readonly times: Float64Array
  readonly channels: Uint16Array
  readonly causes: Int32Array
  /** Where in `values` a row's payload begins. */
  readonly offsets: Uint32Array
  readonly values: Float64Array
}

/** Rows of a log, at most CHUNK_ROWS, and the values of their payloads, as many as they need. */
export class Chunk implements LogColumns {
  times: Float64Array
  channels: Uint16Array
  causes: Int32Array
  offsets: Uint32Array
  values: Float64Array
  used = 0

  constructor(rows: number, room: number) {
    this.times = new Float64Array(rows)
    this.channels = new Uint16Array(rows)
    this.causes = new Int32Array(rows)
    this.offsets = new Uint32Array(rows)
    this.values = new Float64Array(room)
  }

  /** How many rows there is room for. */
  get rows(): number {
    return this.times.length
  }

  /** Makes room for twice as many rows. */
  widen(): void {
    const rows = 2 * this.rows
    this.times = widened(this.times, new Float64Array(rows))
    this.channels = widened(this.channels, new Uint16Array(rows))
    this.causes = widened(this.causes, new Int32Array(rows))
    this.offsets = widened(this.offsets, new Uint32Array(rows))
  }

  /** Makes room for so many values, and as many as there are again. */
  widenValues(needed: number): void {
    this.values = widened(this.values, new Float64Array(Math.max(needed, 2 * this.values.length)))
  }
}

/** What comes before the first chunk of a log; nothing is written to it. */
export const NO_CHUNK = new Chunk(0, 0)

/** Chunks of logs that were released, at most about 200 MB: fresh memory costs more than its use. */
const released: Chunk[] = []
const MOST_RELEASED = 256

/** An empty chunk, with room for at least so many rows and about so many values. */
export const takeChunk = (rows: number, room: number): Chunk => released.pop() ?? new Chunk(rows, room)

/** Takes a chunk back for another log. */
export function giveChunk(chunk: Chunk): void {
  if (released.length === MOST_RELEASED || chunk.rows < CHUNK_ROWS) return
  // The digest reads channels two at a time, past the last row.
  chunk.channels.fill(0)
  chunk.used = 0
  released.push(chunk)
}
