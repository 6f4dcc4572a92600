import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AssertionSpec } from '../document/types.ts'
import type { AssertionKind, Conclusion, EventBatch, Monitor, Stage, Verdict } from '../kinds/contracts.ts'
import type { LogColumns } from '../log/chunk.ts'
import type { Channel, EventLog, RowVisitor } from '../log/event-log.ts'
import type { StartScript } from '../sandbox/script.ts'
import { outcomeOf, type AssertionReport, type LiveAssertion } from '../log/report.ts'
import type { Bound } from '../program/program.ts'
import { EventView, numericFields, type EventShape } from './event-view.ts'

/** One assertion during one run. */
class AssertionRun {
  readonly spec: AssertionSpec
  readonly monitor: Monitor
  readonly stages: readonly Stage[]
  readonly sees: (topic: string) => boolean
  verdict: Verdict = 'open'
  judged: AssertionReport | null = null
  readonly #batches: boolean

  constructor(
    { spec, kind }: Bound<AssertionSpec, AssertionKind>,
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.spec = spec
    this.monitor = kind.monitor(spec.params, { cycleMs, ...(script && { script: script(spec.id) }) })
    this.#batches = this.monitor.observeBatch !== undefined
    this.stages = kind.stages?.(spec.params) ?? DELIVERED
    this.sees = topicsMatcher(kind.topics(spec.params))
  }

  /** Shows it the records of the batch. A decided verdict never changes, but some monitors still count. */
  observe(view: EventView, batch: Batch): void {
    const { monitor } = this
    if (this.#batches) {
      this.verdict = monitor.observeBatch!(batch)
      return
    }
    const { count, firstRow, firstSeq, firstOffset, stride } = batch
    for (let nth = 0; nth < count; nth++)
      this.verdict = monitor.observe(view.moveTo(firstRow + nth, firstOffset + nth * stride, firstSeq + nth))
  }
}

const DELIVERED: readonly Stage[] = ['delivered']

const NOTHING = new Float64Array(0)

/** Records of one channel that follow each other, laid over the columns of the log. */
class Batch implements EventBatch {
  count = 0
  firstSeq = 0
  firstRow = 0
  firstOffset = 0
  stride = 0
  times: Float64Array = NOTHING
  values: Float64Array = NOTHING
  #fields: EventShape = []

  over(
    { times, values, offsets }: LogColumns,
    fields: EventShape,
    firstRow: number,
    count: number,
    firstSeq: number,
  ): void {
    this.times = times
    this.values = values
    this.#fields = fields
    this.stride = fields.length
    this.firstRow = firstRow
    this.firstOffset = offsets[firstRow]!
    this.count = count
    this.firstSeq = firstSeq
  }

  column(field: string): number {
    const index = this.#fields.indexOf(field)
    return index < 0 ? -1 : this.firstOffset + index
  }
}

/** Who looks at the records of one channel. */
interface Audience {
  readonly fields: EventShape
  readonly runs: readonly AssertionRun[]
}

/**
 * All assertions of a run. They only look, so they need not look at once: records are shown to them in
 * batches, read from the log, and always before anybody asks for a verdict.
 */
export class Monitors {
  readonly #log: EventLog
  readonly #runs: readonly AssertionRun[]
  readonly #audiences: Audience[] = []
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
    if (this.#runs.length > 0) this.#log.visitRows(this.#shown, count, this.#show)
    this.#shown = count
  }

  readonly #show: RowVisitor = (columns, from, to, firstSeq) => {
    const { channels } = columns
    const audiences = this.#audiences
    const known = this.#log.channels
    while (audiences.length < known.length) audiences.push(this.#audienceOf(known[audiences.length]!))
    for (let row = from; row < to;) {
      const channel = channels[row]!
      let end = row + 1
      while (end < to && channels[end] === channel) end++
      const audience = audiences[channel]!
      if (audience.runs.length > 0) {
        this.#view.over(columns, known[channel]!, audience.fields, columns.values)
        this.#batch.over(columns, audience.fields, row, end - row, firstSeq + row - from)
        for (let index = 0; index < audience.runs.length; index++)
          audience.runs[index]!.observe(this.#view, this.#batch)
      }
      row = end
    }
  }

  #audienceOf(channel: Channel): Audience {
    const { topic, stage } = channel
    const runs = this.#runs.filter((run) => run.stages.includes(stage) && run.sees(topic))
    return { fields: numericFields(channel), runs }
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
  return { id, name, kind, ...conclusion, outcome: outcomeOf(conclusion), soft, weight, judgedBy, atMs }
}

/** The conclusion, with the scenario's own words before what was found when it is violated. */
function worded({ message: words }: AssertionSpec, conclusion: Conclusion): Conclusion {
  if (words === '' || conclusion.verdict === 'holds') return conclusion
  return { ...conclusion, message: `${words.replace(/[.:\s]+$/, '')}: ${conclusion.message}` }
}
