import { z } from 'zod'
import { defineSource, type ProfileKind, type SourceRun } from '../../kinds/contracts.ts'
import { field } from '../../kinds/form.ts'
import { ProfileFollower } from '../follower.ts'
import { SeriesStatistics } from '../series-statistics.ts'
import { Arrivals, type Moments } from './arrivals.ts'
import { MOST_ROWS, type Row } from './ohlcv/parse.ts'
import { analysePrices } from './likeness/analyse.ts'
import { priceStatistics } from './price-statistics.ts'
import { replay } from './profiles/replay.ts'
import { halfSpreadTicks } from './quotes.ts'
import { spreadBps, tick } from './market-fields.ts'
import { Ticks } from './ticks.ts'

const MINUTE = 60_000
const price = z.number().gt(0).max(1e12)
const moment = z.number().min(0).max(1e14)

/** An invented hour of minutes, so that the source has something to play before a file is loaded. */
const SAMPLE: Row[] = [100, 100.2, 100.1, 100.4, 99.9, 99.2, 98.4, 98.9, 99.3, 99.5, 99.4, 99.6].map(
  (close, index, closes): Row => {
    const open = closes[index - 1] ?? close
    return [
      index * MINUTE,
      open,
      Math.max(open, close) + 0.1,
      Math.min(open, close) - 0.1,
      close,
      1_000 + 40 * index,
    ]
  },
)

const params = z.object({
  rows: field(
    z
      .array(z.tuple([moment, price, price, price, price, z.number().min(0).max(1e15)]))
      .min(2)
      .max(MOST_ROWS)
      .refine((rows) => rows.every(([at], index) => index === 0 || at > rows[index - 1]![0]), {
        message: 'times must rise from row to row',
      })
      .default(SAMPLE),
    {
      label: 'Rows',
      control: 'data',
      help: 'Each row: time in ms, open, high, low, close, volume.',
    },
  ),
  firstRow: field(z.int().min(1).max(MOST_ROWS).default(1), {
    label: 'First row',
    help: 'Where in the recording to begin.',
  }),
  pace: field(z.enum(['row-per-cycle', 'time']).default('row-per-cycle'), {
    label: 'Pace',
    help: 'One row in each cycle, or each row at its own time.',
    texts: { 'row-per-cycle': 'One row a cycle', time: 'By the recorded times' },
  }),
  speed: field(z.number().min(0.001).max(1_000_000).default(60), {
    label: 'Speed',
    unit: 'x',
    help: '1 is as recorded; 60 plays a minute in a second.',
    when: { pace: ['time'] },
  }),
  atEnd: field(z.enum(['hold', 'repeat', 'stop']).default('hold'), {
    label: 'After the last row',
    help: 'Hold its price, begin again, or publish nothing more.',
    texts: { hold: 'Hold the last price', repeat: 'Begin again', stop: 'Fall silent' },
  }),
  spreadBps: spreadBps(5),
  tick: tick('0.01'),
})

type Params = z.output<typeof params>

/** Candles that somebody recorded, played back as they are. Quotes lie round the close, in whole ticks. */
export const recorded = defineSource({
  name: 'recorded',
  title: 'Recorded prices',
  summary: 'Plays recorded candles back: a row a cycle, or at the recorded times.',
  source: 'The rows in the scenario itself',
  params,
  describe: ({ rows, pace, speed }) =>
    `${rows.length} rows, ${pace === 'time' ? `${speed} ×` : 'one a cycle'}`,
  defaultTopic: 'PriceUpdate',
  analyse: analysePrices,
  fields: ['price', 'bid', 'ask', 'spread', 'open', 'high', 'low', 'volume'],
  profiles: [replay],
  start: (p, profile, profileParams, context) => {
    const follower = new ProfileFollower(profile, profileParams, {
      stepMs: context.stepMs,
      random: (purpose) => context.random(purpose),
      startValue: 0,
      resolution: 1,
      volatility: 0,
    })
    return new RecordedRun(p, follower, context.stepMs)
  },
})

class RecordedRun implements SourceRun {
  readonly arrivals: ((offsets: Float64Array) => number) | undefined
  readonly #rows: readonly Row[]
  readonly #repeats: boolean
  readonly #ticks: Ticks
  readonly #halfSpread: number
  readonly #follower: ProfileFollower
  readonly #series = new SeriesStatistics({ returns: true })
  #given = 0

  constructor(p: Params, follower: ProfileFollower, stepMs: number) {
    // Never past the end: a row is left to play.
    this.#rows = p.rows.slice(Math.min(p.firstRow, p.rows.length) - 1)
    this.#repeats = p.atEnd === 'repeat'
    this.#ticks = new Ticks(Number(p.tick))
    this.#halfSpread = halfSpreadTicks(p.spreadBps, this.#ticks)
    this.#follower = follower
    if (p.pace === 'time') {
      const process = new Arrivals(recordedMoments(this.#rows, p.atEnd, p.speed * stepMs), stepMs)
      this.arrivals = (offsets) => process.cycle(offsets)
    } else if (p.atEnd === 'stop') this.arrivals = (offsets) => this.#oneOrNone(offsets)
  }

  next(out: Float64Array): void {
    const place = this.#follower.next()
    this.#given = place + 1
    const { length } = this.#rows
    const [, open, high, low, close, volume] =
      this.#rows[this.#repeats ? place % length : Math.min(place, length - 1)]!
    const count = this.#ticks.count(close)
    const half = Math.max(1, Math.round(this.#halfSpread * close))
    this.#series.add(close)
    out[0] = close
    out[1] = this.#ticks.price(count - half)
    out[2] = this.#ticks.price(count + half)
    out[3] = this.#ticks.price(2 * half)
    out[4] = open
    out[5] = high
    out[6] = low
    out[7] = volume
  }

  switchProfile(kind: ProfileKind, profileParams: never): void {
    this.#follower.switchTo(kind, profileParams)
  }

  phase() {
    return this.#follower.phase()
  }

  statistics() {
    return priceStatistics(this.#series)
  }

  #oneOrNone(offsets: Float64Array): number {
    offsets[0] = 0
    return this.#given < this.#rows.length ? 1 : 0
  }
}

/** When rows come, in cycles: at their own times, `msPerCycle` of the recording in a cycle. */
function recordedMoments(rows: readonly Row[], atEnd: Params['atEnd'], msPerCycle: number): Moments {
  const { length } = rows
  const start = rows[0]![0]
  const last = rows[length - 1]![0]
  // After the last row as much time goes by as lay between two rows on average.
  const gap = length > 1 ? (last - start) / (length - 1) : msPerCycle
  let given = 0
  return () => {
    const turn = Math.floor(given / length)
    const row = rows[given % length]!
    const beyond = given++ - length + 1
    if (turn === 0 || atEnd === 'repeat') return (row[0] - start + turn * (last - start + gap)) / msPerCycle
    return atEnd === 'hold' ? (last - start + beyond * gap) / msPerCycle : Infinity
  }
}
