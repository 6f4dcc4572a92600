import type { Millis } from '../base/time.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { EventLog } from '../log/event-log.ts'
import type { LiveAssertion, StepReport } from '../log/report.ts'
import { compileProgram } from '../program/compile.ts'
import type { Program } from '../program/program.ts'
import { flatten } from '../program/inline.ts'
import { scriptsOf } from '../program/scripts.ts'
import { Monitors } from './monitors.ts'
import { countBefore, StepHistory } from './step-history.ts'

/** A moment of a run: virtual time, and how many records the log had. Several can share a millisecond. */
export interface Moment {
  readonly atMs: Millis
  readonly rows: number
}

/** How a run stood at a moment. */
export interface MomentState extends Moment {
  readonly steps: readonly StepReport[]
  /** How often each connection had been taken, by its key. */
  readonly traffic: ReadonlyMap<string, number>
  /** Records that each fault had made, changed, held or lost, by the order of the document. */
  readonly touched: readonly number[]
  readonly assertions: readonly LiveAssertion[]
  /** False where the assertions are those of an earlier record: to see them exactly would take too long now. */
  readonly exact: boolean
}

/** Rows that monitors are shown again without a break: a few milliseconds. */
const ROWS_AT_ONCE = 60_000
/** Verdicts kept on the way, for moments between which one drags. */
const MOST_SAMPLES = 512

interface Sample {
  readonly rows: number
  readonly assertions: readonly LiveAssertion[]
}

/**
 * A run, looked back on. Everything is derived from the log and the document: monitors are shown the log
 * again up to the moment, and it was exactly then that a real run stood so.
 */
export class History {
  readonly steps: StepHistory
  readonly #log: EventLog
  readonly #assertions: Program['assertions']
  readonly #cycleMs: Millis
  readonly #scripted: readonly string[]
  /** Steps whose checks only note what they find. */
  readonly #noting: ReadonlySet<string>
  readonly #hits: number[][]
  readonly #samples: Sample[] = []
  #hitsRead = 0
  #monitors: Monitors
  #shown = 0
  #verdicts = 0

  constructor(log: EventLog, document: ScenarioDocument) {
    const compiled = compileProgram(document)
    this.#log = log
    this.steps = new StepHistory(log, document)
    this.#noting = new Set(
      flatten(document).steps.flatMap(({ spec }) => (spec.onFail === 'note' ? [spec.id] : [])),
    )
    this.#hits = document.faults.map(() => [])
    const scripted = new Set(scriptsOf(document).map(({ partId }) => partId))
    // A recording may come without the scenario that made it: then it has no assertions.
    const assertions = compiled.ok ? compiled.value.assertions : []
    this.#scripted = assertions.flatMap(({ spec }) => (scripted.has(spec.id) ? [spec.id] : []))
    this.#cycleMs = document.clock.cycleMs
    this.#assertions = assertions.filter(({ spec }) => !scripted.has(spec.id))
    this.#monitors = this.#fresh()
  }

  /** The moment at which time had come so far: everything that happened at that time has happened. */
  momentAt(atMs: Millis): Moment {
    return { atMs, rows: this.#log.firstAt(atMs + 1) }
  }

  /**
   * How the run stood. Steps and counts are exact at once. In a long log the verdicts may be those of an
   * earlier record: then `refine` goes on, and the next call knows more.
   */
  at(moment: Moment): MomentState {
    this.#read()
    const { rows } = moment
    const sample = this.#assertionsAt(moment)
    return {
      ...moment,
      steps: this.steps.stepsAt(rows),
      traffic: this.steps.trafficAt(rows),
      touched: this.#hits.map((seqs) => countBefore(seqs, rows)),
      assertions: [...sample.assertions, ...this.#scripted.map(unknown)],
      exact: sample.rows === rows,
    }
  }

  /** Goes on towards the verdicts of a moment, a few milliseconds long; true when `at` is exact. */
  refine(moment: Moment): boolean {
    this.#read()
    if (this.#shown > moment.rows) this.#rewind()
    this.#show(Math.min(moment.rows, this.#shown + ROWS_AT_ONCE))
    return this.#shown === moment.rows
  }

  #assertionsAt({ atMs, rows }: Moment): Sample {
    const ahead = rows - this.#shown
    if ((ahead >= 0 && ahead <= ROWS_AT_ONCE) || rows <= ROWS_AT_ONCE) {
      if (ahead < 0) this.#rewind()
      this.#show(rows)
      return { rows, assertions: this.#monitors.live(atMs) }
    }
    const before = this.#samples.findLast((sample) => sample.rows <= rows)
    return before ?? { rows: 0, assertions: this.#fresh().live(0) }
  }

  #read(): void {
    this.steps.catchUp()
    const { hits } = this.#log
    for (; this.#hitsRead < hits.length; this.#hitsRead++) {
      const { fault, seq } = hits[this.#hitsRead]!
      const seqs = this.#hits[fault]
      if (seqs !== undefined && seqs.at(-1) !== seq) seqs.push(seq)
    }
  }

  #fresh(): Monitors {
    return new Monitors(this.#log, this.#assertions, this.#cycleMs)
  }

  #rewind(): void {
    this.#monitors = this.#fresh()
    this.#shown = 0
    this.#verdicts = 0
  }

  /** Shows the monitors the log up to `rows`, and has them judged where a check step judged them. */
  #show(rows: number): void {
    const { verdicts } = this.steps
    for (
      let seq = verdicts[this.#verdicts];
      seq !== undefined && seq < rows;
      seq = verdicts[this.#verdicts]
    ) {
      this.#verdicts++
      const { assertion } = this.#log.payloadAt(seq)
      this.#monitors.until = seq
      const step = this.#log.channelAt(seq).source.slice('step:'.length)
      if (typeof assertion === 'string' && !this.#scripted.includes(assertion))
        this.#monitors.check([assertion], this.#log.timeAt(seq), step, this.#noting.has(step))
    }
    this.#monitors.until = rows
    this.#monitors.catchUp()
    this.#shown = rows
    const last = this.#samples.at(-1)?.rows ?? 0
    if (rows > last && rows - last >= Math.max(ROWS_AT_ONCE / 2, this.#log.count / MOST_SAMPLES))
      this.#samples.push({ rows, assertions: this.#monitors.live(this.#log.timeAt(rows - 1)) })
  }
}

/** Code runs in a sandbox, which is not there when one looks back. */
const unknown = (id: string): LiveAssertion => ({
  id,
  decided: false,
  verdict: 'holds',
  vacuous: true,
  pending: false,
  message: 'It is judged by a script; what it would have said then is not known.',
  expected: '',
  actual: '',
  witness: [],
})

/** How a run of this document stood at a moment, from its log alone. */
export const stateAt = (log: EventLog, document: ScenarioDocument, moment: Moment): MomentState => {
  const history = new History(log, document)
  while (!history.refine(moment));
  return history.at(moment)
}
