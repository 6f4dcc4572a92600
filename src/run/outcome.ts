import { Digest } from '../log/digest.ts'
import type { EventLog } from '../log/event-log.ts'
import type { AssertionReport, Conservation, LinkReport } from '../log/report.ts'

/**
 * The digest of everything that happened: records, texts, channels, fault hits, verdicts, counts. Records
 * are taken in as the log fills, while they are still in the processor's cache.
 */
export class RunDigest {
  readonly #log: EventLog
  readonly #digest = new Digest()
  #taken = 0

  constructor(log: EventLog, seed: string) {
    this.#log = log
    this.#digest.text(seed)
  }

  /** Takes in what no later record can change. */
  catchUp(): void {
    this.#taken = this.#log.visitColumns(this.#taken, false, this.#digest)
  }

  /** Takes in the rest; 32 hexadecimal digits. */
  finish(
    assertions: readonly AssertionReport[],
    conservation: Conservation,
    links: readonly LinkReport[],
  ): string {
    const digest = this.#digest
    const log = this.#log
    log.visitColumns(this.#taken, true, digest)
    for (const text of log.texts) digest.text(text)
    for (const { topic, source, stage, shape } of log.channels) {
      digest.text(`${stage} ${topic} ${source} ${shape.fields.join(',')} ${shape.types.join(',')}`)
    }
    log.visitHits((column) => digest.words(column))
    for (const { id, verdict, message, witness } of assertions)
      digest.text(`${id} ${verdict} ${message} ${witness.join(',')}`)
    for (const count of Object.values(conservation)) digest.double(count)
    for (const { subscriber, ...counts } of links) {
      digest.text(subscriber)
      for (const count of Object.values(counts)) digest.double(count)
    }
    return digest.hex()
  }
}

/** Delivered events by topic, in order of first appearance. O(rows). */
export function eventsByTopic(log: EventLog): Record<string, number> {
  const counts = log.rowsByChannel()
  const byTopic: Record<string, number> = {}
  for (const { id, topic, stage } of log.channels) {
    if (stage === 'delivered') byTopic[topic] = (byTopic[topic] ?? 0) + counts[id]!
  }
  return byTopic
}
