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

/** A fixed number of rows; the values of their payloads as many as they need. */
export interface Chunk extends LogColumns {
  values: Float64Array
  used: number
}

/** Chunks of logs that were released, at most about 200 MB: fresh memory costs more than its use. */
const released: Chunk[] = []
const MOST_RELEASED = 256

/** An empty chunk, with room for about so many values. */
export const takeChunk = (room: number): Chunk =>
  released.pop() ?? {
    times: new Float64Array(CHUNK_ROWS),
    channels: new Uint16Array(CHUNK_ROWS),
    causes: new Int32Array(CHUNK_ROWS),
    offsets: new Uint32Array(CHUNK_ROWS),
    values: new Float64Array(room),
    used: 0,
  }

/** What comes before the first chunk of a log; nothing is written to it. */
export const NO_CHUNK: Chunk = {
  times: new Float64Array(0),
  channels: new Uint16Array(0),
  causes: new Int32Array(0),
  offsets: new Uint32Array(0),
  values: new Float64Array(0),
  used: 0,
}

/** Takes a chunk back for another log. */
export function giveChunk(chunk: Chunk): void {
  if (released.length === MOST_RELEASED) return
  // The digest reads channels two at a time, past the last row.
  chunk.channels.fill(0)
  chunk.used = 0
  released.push(chunk)
}

export function widen(chunk: Chunk, needed: number): void {
  const wider = new Float64Array(Math.max(needed, chunk.values.length * 2))
  wider.set(chunk.values)
  chunk.values = wider
}
