import type { Millis } from '../base/time.ts'
import { topicsMatcher } from '../base/topic.ts'
import type { AssertionSpec } from '../document/types.ts'
import type { AssertionKind, Conclusion, Monitor, Stage, Verdict } from '../kinds/contracts.ts'
import type { StartScript } from '../sandbox/script.ts'
import { outcomeOf, type AssertionReport, type LiveAssertion } from '../log/report.ts'
import type { Bound } from '../program/program.ts'
import type { Listener } from './message.ts'

/** One assertion during one run. */
interface AssertionRun {
  readonly spec: AssertionSpec
  readonly monitor: Monitor
  readonly stages: readonly Stage[]
  readonly sees: (topic: string) => boolean
  verdict: Verdict
  judged: AssertionReport | null
}

const DELIVERED: readonly Stage[] = ['delivered']

/** All assertions of a run: fed by the bus, asked by check steps, closed at the end. */
export class Monitors {
  readonly #runs: readonly AssertionRun[]

  constructor(
    assertions: readonly Bound<AssertionSpec, AssertionKind>[],
    cycleMs: Millis,
    script?: (partId: string) => StartScript,
  ) {
    this.#runs = assertions.map(({ spec, kind }) => ({
      spec,
      monitor: kind.monitor(spec.params as never, { cycleMs, ...(script && { script: script(spec.id) }) }),
      stages: kind.stages?.(spec.params as never) ?? DELIVERED,
      sees: topicsMatcher(kind.topics(spec.params as never)),
      verdict: 'open',
      judged: null,
    }))
  }

  listeners(topic: string, stage: Stage): readonly Listener[] {
    return this.#runs
      .filter((run) => run.stages.includes(stage) && run.sees(topic))
      .map((run) => (event) => {
        // A decided verdict never changes, but some monitors still count, for a fuller message.
        run.verdict = run.monitor.observe(event)
      })
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
      const conclusion: Conclusion =
        run.judged ?? worded(run.spec, run.monitor.glance?.(atMs) ?? run.monitor.conclude(atMs))
      return { ...conclusion, id: run.spec.id, decided: run.judged !== null || run.verdict !== 'open' }
    })
  }

  /** Final verdicts: of the check step that judged an assertion, or of the end of the run. */
  finish(atMs: Millis): AssertionReport[] {
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
