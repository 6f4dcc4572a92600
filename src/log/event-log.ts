import { assert, present } from '../base/assert.ts'
import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { Stage } from '../kinds/contracts.ts'
import {
  CHUNK_BITS,
  CHUNK_MASK,
  CHUNK_ROWS,
  giveChunk,
  NO_CHUNK,
  takeChunk,
  type Chunk,
  type LogColumns,
} from './chunk.ts'
import { concatenate, copyValues, firstIndex, widened } from './columns.ts'
import { Hits, type Hit } from './hits.ts'
import { PayloadCodec, type Shape } from './payload-codec.ts'

export type { Hit } from './hits.ts'

/** Everything about an event that repeats: one small integer in the log stands for it. */
export interface Channel {
  readonly id: number
  readonly topic: string
  readonly source: string
  readonly stage: Stage
  readonly shape: Shape
}

/** Rows [from, from + count) of a log as typed arrays, ready to be transferred to another thread. */
export interface LogBatch {
  readonly from: number
  readonly times: Float64Array
  readonly channels: Uint16Array
  readonly causes: Int32Array
  readonly values: Float64Array
  readonly newChannels: readonly Omit<Channel, 'id'>[]
  readonly newTexts: readonly string[]
  readonly hits: readonly Hit[]
}

const MAX_CHANNELS = 0xffff
/** Rows and values of the first chunk, before it grows: most runs are short. */
const FIRST_ROOM = 512

/** Is shown rows [from, to) of these columns; `from` has this sequence number. */
export type RowVisitor = (columns: LogColumns, from: number, to: number, firstSeq: number) => void

/**
 * The append-only columnar log of one run: the single source of everything the views show.
 *
 * A row is (time, channel, cause, payload values): 18 bytes, an offset, and 8 per payload field; no object
 * per event. Rows are kept in chunks; only the first grows, so that a long log is never copied. The engine appends; a page
 * that follows a worker appends the worker's batches to a log of its own.
 */
export class EventLog extends PayloadCodec {
  readonly #chunks: Chunk[] = []
  readonly #channels: Channel[] = []
  readonly #channelIds = new Map<string, number>()
  readonly #hits = new Hits()
  /** How many rows each channel has. */
  #rows = new Float64Array(16)
  #count = 0
  #last = NO_CHUNK
  /** The first record for which there is no room yet. */
  #end = 0

  get count(): number {
    return this.#count
  }

  get channels(): readonly Channel[] {
    return this.#channels
  }

  get hits(): readonly Hit[] {
    return this.#hits.all
  }

  get hitCount(): number {
    return this.#hits.count
  }

  /** Bytes held by the columns. */
  get bytes(): number {
    const perRow = 8 + 2 + 4 + 4
    return this.#chunks.reduce((sum, chunk) => sum + chunk.rows * perRow + chunk.values.byteLength, 0)
  }

  // ------------------------------------------------------------------------------------------ writing

  channel(topic: string, source: string, stage: Stage, shape: Shape): Channel {
    const key = `${stage}\n${shape.id}\n${topic}\n${source}`
    const known = this.#channelIds.get(key)
    if (known !== undefined) return present(this.#channels[known], 'channel')
    const channel = { id: this.#channels.length, topic, source, stage, shape }
    assert(channel.id < MAX_CHANNELS, 'more than 65,534 channels')
    this.#channels.push(channel)
    this.#channelIds.set(key, channel.id)
    if (channel.id === this.#rows.length) this.#rows = widened(this.#rows, new Float64Array(2 * channel.id))
    return channel
  }

  /** Appends a row; `values[at ...]` holds its payload. Returns its sequence number. */
  append(
    timeMs: Millis,
    channel: number,
    width: number,
    cause: number,
    values: Float64Array,
    at: number,
  ): number {
    const chunk = this.#openChunk()
    const seq = this.#count++
    const row = seq & CHUNK_MASK
    chunk.times[row] = timeMs
    chunk.channels[row] = channel
    chunk.causes[row] = cause
    const used = chunk.used
    chunk.offsets[row] = used
    if (used + width > chunk.values.length) chunk.widenValues(used + width)
    const target = chunk.values
    for (let index = 0; index < width; index++) target[used + index] = values[at + index]!
    chunk.used = used + width
    this.#rows[channel]!++
    return seq
  }

  /**
   * Appends `count` rows of one channel without a cause, `stepMs` apart; their payloads follow each other
   * in `data` from `at` on.
   */
  appendSeries(
    count: number,
    startMs: Millis,
    stepMs: Millis,
    channel: number,
    width: number,
    data: Float64Array,
    at: number,
  ): void {
    this.#rows[channel]! += count
    for (let done = 0; done < count;) {
      const chunk = this.#openChunk()
      const row = this.#count & CHUNK_MASK
      const some = Math.min(count - done, this.#end - this.#count)
      const { times, channels, causes, offsets, used } = chunk
      const total = some * width
      if (used + total > chunk.values.length) chunk.widenValues(used + total)
      copyValues(data, at + done * width, chunk.values, used, total)
      for (let index = 0; index < some; index++) {
        times[row + index] = startMs + (done + index) * stepMs
        channels[row + index] = channel
        causes[row + index] = -1
        offsets[row + index] = used + index * width
      }
      chunk.used = used + total
      this.#count += some
      done += some
    }
  }

  /** Hits come in the order of their records. */
  addHit(seq: number, hit: Omit<Hit, 'seq'>): void {
    this.#hits.add(seq, hit)
  }

  /**
   * Gives the columns back, for the next log: fresh memory costs more than what is written into it. The
   * log must not be used any more. For sweeps of many runs; not needed otherwise.
   */
  release(): void {
    this.#chunks.splice(0).forEach(giveChunk)
    this.#rows.fill(0)
    this.#count = 0
    this.#end = 0
    this.#last = NO_CHUNK
  }

  // ------------------------------------------------------------------------------------------ reading

  timeAt(seq: number): Millis {
    return this.#chunkOf(seq).times[seq & CHUNK_MASK]!
  }

  channelAt(seq: number): Channel {
    return present(this.#channels[this.#chunkOf(seq).channels[seq & CHUNK_MASK]!], 'channel')
  }

  channelIdAt(seq: number): number {
    return this.#chunkOf(seq).channels[seq & CHUNK_MASK]!
  }

  /** The record that caused this one, or -1. */
  causeAt(seq: number): number {
    return this.#chunkOf(seq).causes[seq & CHUNK_MASK]!
  }

  payloadAt(seq: number): JsonObject {
    const chunk = this.#chunkOf(seq)
    return this.decode(this.channelAt(seq).shape, chunk.values, chunk.offsets[seq & CHUNK_MASK]!)
  }

  /** A top-level numeric field of the payload, or NaN. */
  numberAt(seq: number, name: string): number {
    const { fields, types } = this.channelAt(seq).shape
    const index = fields.indexOf(name)
    if (index < 0 || types[index] !== 'number') return Number.NaN
    const chunk = this.#chunkOf(seq)
    return chunk.values[chunk.offsets[seq & CHUNK_MASK]! + index]!
  }

  /** What faults did to the event of this record. O(log hits). */
  hitsAt(seq: number): readonly Hit[] {
    return this.#hits.of(seq)
  }

  /** First row at or after `timeMs`: rows are in time order. O(log n). */
  firstAt(timeMs: Millis): number {
    return firstIndex(this.#count, (seq) => this.timeAt(seq) >= timeMs)
  }

  /**
   * Visits the columns from piece `from` on, each in the same order: times, channels, causes, payload
   * values; the last piece, which may still grow, only when `all`. Returns where to go on. Where the
   * pieces end depends on the rows alone, not on how they came.
   */
  visitColumns(
    from: number,
    all: boolean,
    visit: { doubles(column: Float64Array): void; words(column: Int32Array): void },
  ): number {
    const end = all ? this.#chunks.length : this.#count >> CHUNK_BITS
    for (let index = from; index < end; index++) {
      const { times, channels, causes, values, used } = this.#chunks[index]!
      const rows = Math.min(CHUNK_ROWS, this.#count - index * CHUNK_ROWS)
      visit.doubles(times.subarray(0, rows))
      // Two to a word; the unused half of the last one is 0.
      visit.words(new Int32Array(channels.buffer, channels.byteOffset, (rows + 1) >> 1))
      visit.words(causes.subarray(0, rows))
      visit.doubles(values.subarray(0, used))
    }
    return end
  }

  /** Visits all hits: the records, then the codes. */
  visitHits(visit: (column: Int32Array) => void): void {
    this.#hits.visitColumns(visit)
  }

  /** The columns of the piece that a record is in, at row `seq & CHUNK_MASK`. */
  columnsOf(seq: number): LogColumns {
    return this.#chunkOf(seq)
  }

  /** Visits rows [from, to) in order, piece by piece: without an object or a call for each row. */
  visitRows(from: number, to: number, visit: RowVisitor): void {
    for (let seq = from; seq < to;) {
      const end = Math.min(to, (seq | CHUNK_MASK) + 1)
      const row = seq & CHUNK_MASK
      visit(this.#chunkOf(seq), row, row + end - seq, seq)
      seq = end
    }
  }

  /** Visits rows [from, to) in order; a row's payload begins at `values[at]`. Without an object per row. */
  scan(
    from: number,
    to: number,
    visit: (seq: number, timeMs: Millis, channel: number, values: Float64Array, at: number) => void,
  ): void {
    this.visitRows(from, to, ({ times, channels, offsets, values }, first, end, firstSeq) => {
      for (let row = first; row < end; row++)
        visit(firstSeq + row - first, times[row]!, channels[row]!, values, offsets[row]!)
    })
  }

  /** How many rows each channel has, by its id. O(channels). */
  rowsByChannel(): Float64Array {
    return this.#rows.slice(0, this.#channels.length)
  }

  // ------------------------------------------------------------------------------------------ batches

  /** Copies the rows from `from` on. Channels, texts and hits are those added since the given counts. */
  batch(from: number, since: { channels: number; texts: number; hits: number }): LogBatch {
    const count = this.#count - from
    const times = new Float64Array(count)
    const channels = new Uint16Array(count)
    const causes = new Int32Array(count)
    const parts: Float64Array[] = []
    for (let seq = from; seq < this.#count;) {
      const chunk = this.#chunkOf(seq)
      const row = seq & CHUNK_MASK
      const rows = Math.min(CHUNK_ROWS - row, this.#count - seq)
      times.set(chunk.times.subarray(row, row + rows), seq - from)
      channels.set(chunk.channels.subarray(row, row + rows), seq - from)
      causes.set(chunk.causes.subarray(row, row + rows), seq - from)
      parts.push(chunk.values.subarray(chunk.offsets[row], chunk.used))
      seq += rows
    }
    return {
      from,
      times,
      channels,
      causes,
      values: concatenate(parts),
      newChannels: this.#channels
        .slice(since.channels)
        .map(({ topic, source, stage, shape }) => ({ topic, source, stage, shape })),
      newTexts: this.texts.slice(since.texts),
      hits: this.hits.slice(since.hits),
    }
  }

  /** Appends a batch made by another thread's log; batches must come in order. */
  accept(batch: LogBatch): void {
    assert(batch.from === this.#count, `batch from ${batch.from} after ${this.#count} rows`)
    for (const { topic, source, stage, shape } of batch.newChannels) {
      this.channel(topic, source, stage, this.shape(shape.fields, shape.types))
    }
    for (const text of batch.newTexts) this.text(text)
    let at = 0
    for (let index = 0; index < batch.times.length; index++) {
      const channel = batch.channels[index]!
      const width = this.#channels[channel]!.shape.fields.length
      this.append(batch.times[index]!, channel, width, batch.causes[index]!, batch.values, at)
      at += width
    }
    for (const hit of batch.hits) this.addHit(hit.seq, hit)
  }

  // ------------------------------------------------------------------------------------------ helpers

  #chunkOf(seq: number): Chunk {
    // Asked first, asserted after: the message would cost more than the look-up.
    if (!(seq >= 0 && seq < this.#count)) assert(false, `no record ${seq}`)
    return this.#chunks[seq >> CHUNK_BITS]!
  }

  /** The chunk with room for the next record. */
  #openChunk(): Chunk {
    if (this.#count === this.#end) this.#extend()
    return this.#last
  }

  /**
   * Makes room for further records: the first chunk grows, all others are whole at once. So that it happens early in a
   * run too: what never happened when code is compiled makes it be compiled anew.
   */
  #extend(): void {
    const row = this.#count & CHUNK_MASK
    if (row === 0) {
      const rows = this.#count === 0 ? FIRST_ROOM : CHUNK_ROWS
      // Payloads go on as they were: room for as many values as the chunk before needed, and a few more.
      this.#last = takeChunk(rows, this.#last.used + FIRST_ROOM)
      this.#chunks.push(this.#last)
    } else this.#last.widen()
    this.#end = this.#count - row + this.#last.rows
  }
}
