import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stage } from '../../kinds/contracts.ts'
import { EventLog } from '../../log/event-log.ts'
import { countBetween, countColumns, firstAt, nearest } from './density.ts'
import { LaneIndex } from './lane-index.ts'

interface Row {
  readonly afterMs: number
  readonly topic: string
  readonly stage: Stage
  readonly hit: boolean
  readonly injected: boolean
  /** Refers to a row before, as a share of those there are. */
  readonly cause: number
}

const row: fc.Arbitrary<Row> = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.nat({ max: 50 })),
  topic: fc.constantFrom('a', 'b', 'c.d'),
  stage: fc.constantFrom<Stage>('delivered', 'delivered', 'held', 'dropped', 'mark'),
  hit: fc.boolean(),
  injected: fc.boolean(),
  cause: fc.double({ min: -1, max: 0.999, noNaN: true }),
})

const NO_VALUES = new Float64Array(0)

/** Appends rows to a log; every `$` row is a mark. */
function append(log: EventLog, { afterMs, topic, stage, hit, injected, cause }: Row): void {
  const atMs = (log.count === 0 ? 0 : log.timeAt(log.count - 1)) + afterMs
  const channel = log.channel(topic, injected ? 'fault:f' : 'source', stage, log.shape([], []))
  const seq = log.append(
    atMs,
    channel.id,
    0,
    cause < 0 ? -1 : Math.floor(cause * log.count) - 1,
    NO_VALUES,
    0,
  )
  if (hit) log.addHit(seq, { fault: 0, decision: 'delay' })
}

const logOf = (rows: readonly Row[]): EventLog => {
  const log = new EventLog()
  for (const each of rows) append(log, each)
  return log
}

const listOf = (list: { readonly length: number; at(index: number): number }): number[] =>
  Array.from({ length: list.length }, (_, at) => list.at(at))

/** The same by looking at every row. */
function naive(log: EventLog, topic: string) {
  const seqs = Array.from({ length: log.count }, (_, seq) => seq)
  const all = seqs.filter((seq) => log.channelAt(seq).topic === topic && log.channelAt(seq).stage !== 'mark')
  const inStage = (stage: Stage) => all.filter((seq) => log.channelAt(seq).stage === stage)
  const touched = all.filter((seq) => log.hitsAt(seq).length > 0 || log.channelAt(seq).source === 'fault:f')
  const released = inStage('delivered').filter((seq) => {
    const cause = log.causeAt(seq)
    const { stage, topic: its } = cause < 0 ? { stage: null, topic: '' } : log.channelAt(cause)
    return (
      stage === 'held' &&
      its === topic &&
      log.hitsAt(seq).length > 0 &&
      log.channelAt(seq).source !== 'fault:f'
    )
  })
  return { all, held: inStage('held'), dropped: inStage('dropped'), touched, released }
}

describe('LaneIndex', () => {
  it('sorts rows as a look at every row would, in whatever portions the log grows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 17 }),
        (portions, slice) => {
          const log = new EventLog()
          const index = new LaneIndex(log)
          for (const portion of portions) {
            for (const each of portion) append(log, each)
            while (index.rows < log.count) index.extend(index.rows + slice)
          }
          for (const topic of ['a', 'b', 'c.d']) {
            const expected = naive(log, topic)
            const lane = index.laneOf(topic)
            expect(lane === undefined).toBe(expected.all.length === 0)
            if (lane === undefined) continue
            for (const name of ['all', 'held', 'dropped', 'touched', 'released'] as const)
              expect(listOf(lane[name])).toEqual(expected[name])
            const holds = expected.released.map((seq) => log.timeAt(seq) - log.timeAt(log.causeAt(seq)))
            expect(lane.longestHoldMs).toBe(Math.max(0, ...holds))
          }
        },
      ),
    )
  })

  it('counts between two moments, and by column, as a look at every row would', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 80 }),
        fc.integer({ min: -50, max: 900 }),
        fc.integer({ min: 1, max: 300 }),
        (rows, fromMs, columnMs) => {
          const log = logOf(rows)
          const index = new LaneIndex(log)
          index.extend(log.count)
          for (const { all } of index.lanes) {
            const times = listOf(all).map((seq) => log.timeAt(seq))
            const between = (from: number, to: number) => times.filter((ms) => ms >= from && ms < to).length
            const out = new Uint32Array(7)
            const most = countColumns(log, all, fromMs, columnMs, out)
            const expected = Array.from({ length: 7 }, (_, column) =>
              between(fromMs + column * columnMs, fromMs + (column + 1) * columnMs),
            )
            expect([...out]).toEqual(expected)
            expect(most).toBe(Math.max(...expected))
            expect(countBetween(log, all, fromMs, fromMs + columnMs)).toBe(expected[0])
          }
        },
      ),
    )
  })

  it('finds the first record at a moment from any earlier start, and the nearest one', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 80 }),
        fc.integer({ min: -10, max: 1_500 }),
        (rows, ms) => {
          const log = logOf(rows)
          const index = new LaneIndex(log)
          index.extend(log.count)
          for (const { all } of index.lanes) {
            const times = listOf(all).map((seq) => log.timeAt(seq))
            const first = times.filter((time) => time < ms).length
            for (let low = 0; low <= first; low++) expect(firstAt(log, all, ms, low)).toBe(first)
            const away = Math.abs(log.timeAt(nearest(log, all, ms)) - ms)
            expect(away).toBe(Math.min(...times.map((time) => Math.abs(time - ms))))
          }
        },
      ),
    )
  })

  it('makes spans of the marks of steps and keeps other marks in a lane of their own', () => {
    const log = new EventLog()
    const mark = (atMs: number, topic: string, source: string, payload: Record<string, string>) => {
      const shape = log.shapeOf(payload)
      const values = new Float64Array(shape.fields.length)
      log.encode(payload, shape, values, 0)
      return log.append(
        atMs,
        log.channel(topic, source, 'mark', shape).id,
        shape.fields.length,
        -1,
        values,
        0,
      )
    }
    mark(0, '$step.entered', 'step:calm', { step: 'calm' })
    mark(0, '$step.entered', 'step:side', { step: 'side' })
    mark(5_000, '$step.left', 'step:calm', { step: 'calm', outcome: 'failed' })
    mark(5_000, '$step.entered', 'step:crash', { step: 'crash' })
    mark(6_000, '$verdict', 'step:crash', { assertion: 'a', verdict: 'holds' })
    const index = new LaneIndex(log)
    index.extend(log.count)

    expect(index.steps.rows).toHaveLength(2)
    const [first, second] = index.steps.rows
    expect(first?.visit(0)).toEqual({ source: 'step:calm', fromMs: 0, toMs: 5_000, state: 'failed', seq: 0 })
    expect(first?.visit(1)).toEqual({
      source: 'step:crash',
      fromMs: 5_000,
      toMs: Infinity,
      state: 'open',
      seq: 3,
    })
    expect(second?.visit(0)).toEqual({
      source: 'step:side',
      fromMs: 0,
      toMs: Infinity,
      state: 'open',
      seq: 1,
    })
    expect(listOf(index.marks.all)).toEqual([4])
    expect(index.lanes).toEqual([])
  })
})
