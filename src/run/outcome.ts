import { Digest } from '../log/digest.ts'
import type { EventLog } from '../log/event-log.ts'
import type { AssertionReport, Conservation } from '../log/report.ts'

/** The digest of everything that happened: records, texts, channels, fault hits, verdicts, counts. */
export function digestOf(
  log: EventLog,
  outcome: {
    readonly assertions: readonly AssertionReport[]
    readonly conservation: Conservation
    readonly seed: string
  },
): string {
  const digest = new Digest()
  digest.text(outcome.seed)
  log.visitColumns(digest)
  for (const text of log.texts) digest.text(text)
  for (const { topic, source, stage, shape } of log.channels) {
    digest.text(`${stage} ${topic} ${source} ${shape.fields.join(',')} ${shape.types.join(',')}`)
  }
  for (const { seq, fault, decision } of log.hits) digest.text(`${seq} ${fault} ${decision}`)
  for (const { id, verdict, message, witness } of outcome.assertions)
    digest.text(`${id} ${verdict} ${message} ${witness.join(',')}`)
  for (const count of Object.values(outcome.conservation)) digest.double(count)
  return digest.hex()
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
