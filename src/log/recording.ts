import { z } from 'zod'
import { isTopic } from '../base/topic.ts'
import { problemAt, type Path, type Problem, type Result } from '../base/problem.ts'
import type { Stage } from '../kinds/contracts.ts'
import { jsonObject } from '../kinds/topic.ts'
import { EventLog, type Hit } from './event-log.ts'
import { DECISIONS } from './hits.ts'

/** A log that was exported and read again: all that panels show, without the scenario that made it. */
export interface Recording {
  readonly log: EventLog
  readonly cycleMs: number
  /** Ids of faults, in the order of the log's fault numbers. */
  readonly faults: readonly string[]
}

const MOST_RECORDS = 1_000_000
const MOST_CHARACTERS_A_LINE = 1_000_000
const MOST_PROBLEMS = 20

const STAGES = ['delivered', 'held', 'dropped', 'mark'] as const satisfies readonly Stage[]
const whole = (most: number) => z.int().min(0).max(most)

const lineSchema = z.strictObject({
  seq: whole(MOST_RECORDS),
  timeMs: whole(Number.MAX_SAFE_INTEGER),
  cycle: whole(Number.MAX_SAFE_INTEGER),
  topic: z.string().min(1).max(200).refine(isTopic, 'must be a topic such as order.filled'),
  source: z.string().min(1).max(100),
  payload: jsonObject,
  cause: whole(MOST_RECORDS).nullable(),
  stage: z.enum(STAGES),
  faults: z.array(z.string().min(1).max(100)).max(1_000),
  /** What each of the faults did; logs of older versions do not say. */
  acts: z.array(z.enum(DECISIONS)).max(1_000).optional(),
  /** Which of its matches each was, counted from 1; 0 where it is not known, as in older versions. */
  matches: z.array(whole(Number.MAX_SAFE_INTEGER)).max(1_000).optional(),
})

type Line = z.output<typeof lineSchema>

/**
 * Reads an exported log line by line. All or nothing: what is wrong is said with its line; a reader with
 * problems gives no recording.
 */
export class RecordingReader {
  readonly problems: Problem[] = []
  readonly #log = new EventLog()
  readonly #faults: string[]
  #values = new Float64Array(64)
  #line = 0
  #lastMs = 0
  /** The bounds that times and cycles set: least < cycleMs <= most. */
  #least = 0
  #most = Infinity

  /** `faults`: the numbers that known faults shall have in the log; others follow. */
  constructor(faults: readonly string[] = []) {
    this.#faults = [...faults]
  }

  /** False when there is no sense in reading on. */
  take(text: string): boolean {
    this.#line++
    if (text.trim() === '') return true
    if (this.#log.count === MOST_RECORDS) {
      return this.#refuse('too-large', `More than ${MOST_RECORDS} records.`, 'Record a shorter run.')
    }
    const read = this.#read(text)
    if (read !== null) this.#append(read)
    return this.problems.length < MOST_PROBLEMS
  }

  finish(): Result<Recording> {
    if (this.problems.length === 0 && this.#log.count === 0) {
      this.#line = 1
      this.#refuse('empty', 'The file has no records.', 'Export the event log of a run as JSONL.')
    }
    if (this.problems.length > 0) return { ok: false, problems: this.problems }
    const cycleMs = Number.isFinite(this.#most) ? this.#most : Math.max(1_000, this.#least + 1)
    return { ok: true, value: { log: this.#log, cycleMs, faults: this.#faults }, warnings: [] }
  }

  #read(text: string): Line | null {
    if (text.length > MOST_CHARACTERS_A_LINE) {
      this.#refuse('too-large', `The line has ${text.length} characters.`, 'Remove it.')
      return null
    }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      this.#refuse('not-json', 'The line is not JSON.', 'Each line must be one JSON object, as exported.')
      return null
    }
    const parsed = lineSchema.safeParse(value)
    if (parsed.success) return this.#fits(parsed.data) ? parsed.data : null
    for (const { path, message, code, ...issue } of parsed.error.issues.slice(0, 3)) {
      const keys = code === 'unrecognized_keys' ? (issue as { readonly keys: string[] }).keys : []
      const place = [...path.map((part) => (typeof part === 'number' ? part : String(part))), ...keys]
      const what = keys.length > 0 ? `Unknown field "${keys.join('", "')}".` : `${message}.`
      this.#refuse('invalid-record', what, 'Records must be as they were exported.', place)
    }
    return null
  }

  /** What a record says must agree with those before it. */
  #fits({ seq, timeMs, cycle, cause, faults, acts }: Line): boolean {
    const { count } = this.#log
    if (seq !== count && this.problems.length === 0)
      return this.#refuse(
        'out-of-order',
        `Record ${seq} stands where ${count} should.`,
        'Lines were lost or moved: export the log again.',
        ['seq'],
      )
    if (timeMs < this.#lastMs)
      return this.#refuse(
        'out-of-order',
        `${timeMs} ms is before the record above.`,
        'Records must be in the order of time.',
        ['timeMs'],
      )
    if (cause !== null && cause >= seq)
      return this.#refuse(
        'cause',
        `A record cannot be caused by ${cause}, which is not before it.`,
        'Name an earlier record, or null.',
        ['cause'],
      )
    if (acts !== undefined && acts.length !== faults.length)
      return this.#refuse(
        'acts',
        `${faults.length} faults, but ${acts.length} acts.`,
        'Name one act for each fault.',
        ['acts'],
      )
    // cycle = floor(timeMs / cycleMs)
    const least = Math.max(this.#least, Math.floor(timeMs / (cycle + 1)))
    const most = cycle === 0 ? this.#most : Math.min(this.#most, Math.floor(timeMs / cycle))
    if (least >= most)
      return this.#refuse(
        'cycle',
        `Cycle ${cycle} at ${timeMs} ms fits no length of cycles.`,
        'Records must be as they were exported.',
        ['cycle'],
      )
    this.#least = least
    this.#most = most
    return true
  }

  #append({ timeMs, topic, source, payload, cause, stage, faults, acts, matches }: Line): void {
    const log = this.#log
    this.#lastMs = timeMs
    const shape = log.shapeOf(payload)
    const width = shape.fields.length
    if (width > this.#values.length) this.#values = new Float64Array(width * 2)
    log.encode(payload, shape, this.#values, 0)
    const channel = log.channel(topic, source, stage, shape).id
    const seq = log.append(timeMs, channel, width, cause ?? -1, this.#values, 0)
    faults.forEach((id, index) => {
      let fault = this.#faults.indexOf(id)
      if (fault < 0) fault = this.#faults.push(id) - 1
      const match = matches?.[index] ?? 0
      log.addHit(seq, { fault, decision: acts?.[index] ?? likelyAct(stage), match })
    })
  }

  #refuse(code: string, message: string, fix: string, path: Path = []): false {
    const place = [this.#line - 1, ...path]
    this.problems.push({
      ...problemAt(place, `recording/${code}`, message, fix),
      line: this.#line,
      column: 1,
    })
    return false
  }
}

const likelyAct = (stage: Stage): Hit['decision'] =>
  stage === 'dropped' ? 'drop' : stage === 'held' ? 'delay' : 'replace'

/** Reads a whole text at once. */
export function readRecording(text: string, faults: readonly string[] = []): Result<Recording> {
  const reader = new RecordingReader(faults)
  for (const line of text.split('\n')) if (!reader.take(line)) break
  return reader.finish()
}
