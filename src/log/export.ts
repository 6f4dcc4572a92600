import type { JsonObject } from '../base/json.ts'
import type { Millis } from '../base/time.ts'
import type { ScenarioDocument } from '../document/types.ts'
import type { Stage } from '../kinds/contracts.ts'
import type { EventLog, Hit } from './event-log.ts'

/** One line of an exported log. */
export interface LogRecord {
  readonly seq: number
  /** Virtual time. */
  readonly timeMs: Millis
  readonly cycle: number
  readonly topic: string
  /** Id of a source or agent, `step:<id>` or `fault:<id>`. */
  readonly source: string
  readonly payload: JsonObject
  /** `seq` of the record that caused this one; null when nothing did. */
  readonly cause: number | null
  readonly stage: Stage
  /** Ids of the faults that acted on the event. */
  readonly faults: readonly string[]
  /** What each of them did. */
  readonly acts: readonly Hit['decision'][]
  /** Which of the events that each had matched this one was, counted from 1; 0 where it is not known. */
  readonly matches: readonly number[]
}

/** Record `seq` of a log as a plain object, in the key order of the export. */
export function logRecord(log: EventLog, document: ScenarioDocument, seq: number): LogRecord {
  const { topic, source, stage } = log.channelAt(seq)
  const timeMs = log.timeAt(seq)
  const cause = log.causeAt(seq)
  const hits = log.hitsAt(seq)
  return {
    seq,
    timeMs,
    cycle: Math.floor(timeMs / document.clock.cycleMs),
    topic,
    source,
    payload: log.payloadAt(seq),
    cause: cause < 0 ? null : cause,
    stage,
    faults: hits.map(({ fault }) => document.faults[fault]?.id ?? `#${fault}`),
    acts: hits.map(({ decision }) => decision),
    matches: hits.map(({ match = 0 }) => match),
  }
}

/** A log as JSON Lines: one record a line, each with its line end. Lazy: a long log is never one text. */
export function* exportLog(log: EventLog, document: ScenarioDocument): Generator<string> {
  for (let seq = 0; seq < log.count; seq++) yield `${JSON.stringify(logRecord(log, document, seq))}\n`
}
