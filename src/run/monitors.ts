import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AssertionSpec } from '../document/types.ts'
import type { AssertionKind, Conclusion, EventBatch, Monitor, Stage, Verdict } from '../kinds/contracts.ts'
import { CHUNK_MASK, CHUNK_ROWS, type LogColumns } from '../log/chunk.ts'
import type { Channel, EventLog } from '../log/event-log.ts'
import type { StartScript } from '../sandbox/script.ts'
import { outcomeOf, type AssertionReport, type LiveAssertion } from '../log/report.ts'
import type { Bound } from '../program/program.ts'
import { EventView, numericFields, type EventShape } from './event-view.ts'

/** One assertion during one run. */
class AssertionRun {
  readonly spec: AssertionSpec
  readonly monitor: Monitor
  readonly #stages: readonly Stage[]
  readonly batches: boolean
  verdict: Verdict = 'open'
  judged: AssertionReport | null = null
  readonly #sees: (topic: string) => boolean

  constructor(
    { spec, kind }: Bound<AssertionSpec, AssertionKind>,
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.spec = spec
    this.monitor = kind.monitor(spec.params, { cycleMs, ...(script && { script: script(spec.id) }) })
    this.batches = this.monitor.observeBatch !== undefined
    this.#stages = kind.stages?.(spec.params) ?? DELIVERED
    this.#sees = topicsMatcher(kind.topics(spec.params))
  }

  looksAt({ topic, stage }: Channel): boolean {
    return this.#stages.includes(stage) && this.#sees(topic)
  }

  /** True when it has decided, and nothing more can change what it concludes. */
  get ended(): boolean {
    return this.verdict !== 'open' && this.monitor.endsDecided === true
  }

  /** Shows it the records of the batch. A decided verdict never changes, but some monitors still count. */
  observe(view: EventView, batch: Batch): void {
    if (this.batches) {
      this.verdict = this.monitor.observeBatch!(batch)
      return
    }
    const { count, rows, first, offsets } = batch
    for (let nth = 0; nth < count; nth++) {
      const row = rows[first + nth]!
      this.verdict = this.monitor.observe(view.moveTo(row, offsets[row]!, batch.seq(nth)))
    }
  }
}

const DELIVERED: readonly Stage[] = ['delivered']

const NOTHING = new Float64Array(0)
const NO_OFFSETS = new Uint32Array(0)
/** Rows that follow each other. */
const CONSECUTIVE = Int32Array.from({ length: CHUNK_ROWS }, (_, row) => row)

/** Records of one channel, by their rows in the columns of the log. */
class Batch implements EventBatch {
  count = 0
  rows: Int32Array = CONSECUTIVE
  first = 0
  times: Float64Array = NOTHING
  offsets: Uint32Array = NO_OFFSETS
  values: Float64Array = NOTHING
  #fields: EventShape = []
  #seqOfRow0 = 0

  /** Lays it over columns whose first row has this sequence number. */
  over({ times, values, offsets }: LogColumns, seqOfRow0: number): void {
    this.times = times
    this.values = values
    this.offsets = offsets
    this.#seqOfRow0 = seqOfRow0
  }

  show(fields: EventShape, rows: Int32Array, first: number, count: number): this {
    this.#fields = fields
    this.rows = rows
    this.first = first
    this.count = count
    return this
  }

  column(field: string): number {
    return this.#fields.indexOf(field)
  }

  seq(nth: number): number {
    return this.#seqOfRow0 + this.rows[this.first + nth]!
  }
}

/** Written where nobody gathers, so that the loop need not ask. */
const NOBODYS_ROWS = new Int32Array(CHUNK_ROWS)

/** Who looks at the records of one channel. */
class Audience {
  readonly fields: EventShape
  /** Those to whom the order among channels matters. */
  ordered: readonly AssertionRun[] = []
  /** Those who look at no other channel and can take many records at once, wherever they are. */
  gathered: readonly AssertionRun[] = []
  /** The rows of the piece at hand, for the latter. */
  rows: Int32Array = NOBODYS_ROWS
  count = 0

  constructor(channel: Channel) {
    this.fields = numericFields(channel)
  }

  admit(ordered: readonly AssertionRun[], gathered: readonly AssertionRun[]): void {
    this.ordered = ordered
    this.gathered = gathered
    if (gathered.length > 0 && this.rows === NOBODYS_ROWS) this.rows = new Int32Array(CHUNK_ROWS)
  }
}

/**
 * All assertions of a run. They only look, so they need not look at once: records are shown to them in
 * batches, read from the log, and always before anybody asks for a verdict.
 */
export class Monitors {
  readonly #log: EventLog
  readonly #runs: readonly AssertionRun[]
  /** By channel. */
  readonly #audiences: Audience[] = []
  #ordered = false
  #gathered = false
  readonly #view: EventView
  readonly #batch = new Batch()
  /** Records before this one have been shown. */
  #shown = 0
  /** Records from here on count as if they had not happened: for looking back at a run. */
  until = Infinity

  constructor(
    log: EventLog,
    assertions: readonly Bound<AssertionSpec, AssertionKind>[],
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.#log = log
    this.#view = new EventView(log)
    this.#runs = assertions.map((assertion) => new AssertionRun(assertion, cycleMs, script))
  }

  /** Shows the monitors what was recorded since the last time. */
  catchUp(): void {
    const count = Math.min(this.#log.count, this.until)
    for (let seq = this.#shown; seq < count && this.#runs.length > 0;) {
      const row = seq & CHUNK_MASK
      const rows = Math.min(count - seq, CHUNK_ROWS - row)
      this.#show(this.#log.columnsOf(seq), row, row + rows, seq)
      seq += rows
    }
    this.#shown = count
  }

  /** Rows of one piece of the log; the first has this sequence number. */
  #show(columns: LogColumns, from: number, to: number, firstSeq: number): void {
    if (this.#audiences.length < this.#log.channels.length) this.#meet()
    this.#batch.over(columns, firstSeq - from)
    if (this.#gathered) this.#showGathered(columns, from, to)
    if (this.#ordered) this.#showInOrder(columns, from, to)
  }

  #showGathered({ channels }: LogColumns, from: number, to: number): void {
    const audiences = this.#audiences
    for (let row = from; row < to;) {
      const channel = channels[row]!
      const audience = audiences[channel]!
      const { rows } = audience
      let { count } = audience
      do rows[count++] = row++
      while (row < to && channels[row] === channel)
      audience.count = count
    }
    for (let channel = 0; channel < audiences.length; channel++) {
      const audience = audiences[channel]!
      const { fields, rows, count, gathered } = audience
      audience.count = 0
      if (count === 0 || gathered.length === 0) continue
      const batch = this.#batch.show(fields, rows, 0, count)
      for (let index = 0; index < gathered.length; index++) gathered[index]!.observe(this.#view, batch)
    }
  }

  /** Records of one channel that follow each other at a time. */
  #showInOrder(columns: LogColumns, from: number, to: number): void {
    const { channels } = columns
    const known = this.#log.channels
    let ended = false
    for (let row = from; row < to;) {
      const channel = channels[row]!
      let end = row + 1
      while (end < to && channels[end] === channel) end++
      const { ordered, fields } = this.#audiences[channel]!
      if (ordered.length > 0) {
        this.#view.over(columns, known[channel]!, fields, columns.values)
        const batch = this.#batch.show(fields, CONSECUTIVE, row, end - row)
        for (let index = 0; index < ordered.length; index++) {
          ordered[index]!.observe(this.#view, batch)
          ended ||= ordered[index]!.ended
        }
      }
      row = end
    }
    if (ended) this.#meet()
  }

  /** Finds out who looks at which channels: anew when channels have come, or somebody has seen enough. */
  #meet(): void {
    const { channels } = this.#log
    const audiences = this.#audiences
    while (audiences.length < channels.length) audiences.push(new Audience(channels[audiences.length]!))
    const lookers = this.#runs
      .filter(({ ended }) => !ended)
      .map((run) => ({ run, seen: channels.filter((channel) => run.looksAt(channel)) }))
    const gathers = ({ run, seen }: (typeof lookers)[number]) => run.batches && seen.length === 1
    audiences.forEach((audience, id) => {
      const here = lookers.filter(({ seen }) => seen.includes(channels[id]!))
      const runsOf = (some: typeof lookers) => some.map(({ run }) => run)
      audience.admit(runsOf(here.filter((one) => !gathers(one))), runsOf(here.filter(gathers)))
    })
    this.#ordered = audiences.some(({ ordered }) => ordered.length > 0)
    this.#gathered = audiences.some(({ gathered }) => gathered.length > 0)
  }

  /**
   * Judges the assertions with these ids now, all of them for an empty list. Returns what was found. A
   * check that only notes it leaves them open: they are judged later.
   */
  check(ids: readonly string[], atMs: Millis, step: string, noteOnly = false): readonly AssertionReport[] {
    this.catchUp()
    return this.#runs
      .filter(({ spec }) => ids.length === 0 || ids.includes(spec.id))
      .map((run) => {
        const report = judge(run, atMs, step)
        // Several checks of one assertion: the first that failed is what the report tells.
        if (!noteOnly && run.judged?.verdict !== 'violated') run.judged = report
        return report
      })
  }

  /** What one assertion would say if the run ended now; undefined when there is no such assertion. */
  standing(id: string, atMs: Millis): Conclusion['verdict'] | undefined {
    this.catchUp()
    return this.#runs.find(({ spec }) => spec.id === id)?.monitor.conclude(atMs).verdict
  }

  /** True once nothing can mend one assertion any more. */
  isBroken(id: string): boolean {
    this.catchUp()
    return this.#runs.some(({ spec, verdict }) => spec.id === id && verdict === 'violated')
  }

  /** What each assertion would say if the run ended now. */
  live(atMs: Millis): LiveAssertion[] {
    this.catchUp()
    return this.#runs.map((run) => {
      const conclusion: Conclusion =
        run.judged ?? worded(run.spec, run.monitor.glance?.(atMs) ?? run.monitor.conclude(atMs))
      return { ...conclusion, id: run.spec.id, decided: run.judged !== null || run.verdict !== 'open' }
    })
  }

  /** Final verdicts: of the check step that judged an assertion, or of the end of the run. */
  finish(atMs: Millis): AssertionReport[] {
    this.catchUp()
    return this.#runs.map((run) => run.judged ?? judge(run, atMs, null))
  }
}

function judge({ spec, monitor }: AssertionRun, atMs: Millis, judgedBy: string | null): AssertionReport {
  const conclusion = worded(spec, monitor.conclude(atMs))
  const { id, name, kind, soft, weight } = spec
  const outcome = outcomeOf(conclusion)
  // A monitor may go on with the list that it gave: the verdict of this moment keeps its own.
  const witness = [...conclusion.witness]
  return { id, name, kind, ...conclusion, witness, outcome, soft, weight, judgedBy, atMs }
}

/** The conclusion, with the scenario's own words before what was found when it is violated. */
function worded({ message: words }: AssertionSpec, conclusion: Conclusion): Conclusion {
  if (words === '' || conclusion.verdict === 'holds') return conclusion
  return { ...conclusion, message: `${words.replace(/[.:\s]+$/, '')}: ${conclusion.message}` }
}
