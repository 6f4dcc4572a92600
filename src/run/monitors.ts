import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AssertionSpec } from '../document/types.ts'
import type { AssertionKind, BusEvent, Conclusion, Monitor, Stage, Verdict } from '../kinds/contracts.ts'
import type { AssertionReport, LiveAssertion } from '../log/report.ts'
import type { Bound } from '../program/program.ts'
import type { Listener } from './message.ts'

/** One assertion during one run. */
class AssertionRun implements Listener {
  readonly spec: AssertionSpec
  readonly monitor: Monitor
  readonly stages: readonly Stage[]
  readonly sees: (topic: string) => boolean
  verdict: Verdict = 'open'
  judged: AssertionReport | null = null
  /** Bound: monitors differ in shape, and to look the method up at every event is what would cost. */
  readonly #observe: Monitor['observe']

  constructor({ spec, kind }: Bound<AssertionSpec, AssertionKind>, cycleMs: Millis) {
    this.spec = spec
    this.monitor = kind.monitor(spec.params, { cycleMs })
    this.#observe = this.monitor.observe.bind(this.monitor)
    this.stages = kind.stages?.(spec.params) ?? DELIVERED
    this.sees = topicsMatcher(kind.topics(spec.params))
  }

  /** A decided verdict never changes, but some monitors still count, for a fuller message. */
  hear(event: BusEvent): void {
    this.verdict = this.#observe(event)
  }
}

const DELIVERED: readonly Stage[] = ['delivered']

/** All assertions of a run: fed by the bus, asked by check steps, closed at the end. */
export class Monitors {
  readonly #runs: readonly AssertionRun[]

  constructor(assertions: readonly Bound<AssertionSpec, AssertionKind>[], cycleMs: Millis) {
    this.#runs = assertions.map((assertion) => new AssertionRun(assertion, cycleMs))
  }

  listeners(topic: string, stage: Stage): readonly Listener[] {
    return this.#runs.filter((run) => run.stages.includes(stage) && run.sees(topic))
  }

  /** Judges the assertions with these ids now, all of them for an empty list. Returns what was found. */
  check(ids: readonly string[], atMs: Millis, step: string): readonly AssertionReport[] {
    return this.#runs
      .filter(({ spec }) => ids.length === 0 || ids.includes(spec.id))
      .map((run) => {
        const report = judge(run, atMs, step)
        // Several checks of one assertion: the first that failed is what the report tells.
        if (run.judged?.verdict !== 'violated') run.judged = report
        return report
      })
  }

  /** What each assertion would say if the run ended now. */
  live(atMs: Millis): LiveAssertion[] {
    return this.#runs.map((run) => {
      const conclusion: Conclusion = run.judged ?? run.monitor.conclude(atMs)
      return { ...pick(conclusion), id: run.spec.id, decided: run.judged !== null || run.verdict !== 'open' }
    })
  }

  /** Final verdicts: of the check step that judged an assertion, or of the end of the run. */
  finish(atMs: Millis): AssertionReport[] {
    return this.#runs.map((run) => run.judged ?? judge(run, atMs, null))
  }
}

const judge = ({ spec, monitor }: AssertionRun, atMs: Millis, judgedBy: string | null): AssertionReport => ({
  id: spec.id,
  name: spec.name,
  kind: spec.kind,
  ...pick(monitor.conclude(atMs)),
  judgedBy,
  atMs,
})

const pick = ({ verdict, vacuous, pending, message, expected, actual, witness }: Conclusion): Conclusion => ({
  verdict,
  vacuous,
  pending,
  message,
  expected,
  actual,
  witness,
})
