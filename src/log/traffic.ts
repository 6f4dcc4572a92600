import type { EventLog } from './event-log.ts'

/** What became of the events of one publisher on one topic. */
export interface ChannelTraffic {
  readonly topic: string
  readonly source: string
  readonly delivered: number
  /** Delayed by a fault; most of them were delivered later, and count there too. */
  readonly held: number
  readonly dropped: number
  /** How often each fault acted on them, by its place in the document. */
  readonly hits: ReadonlyMap<number, number>
}

interface Counting {
  readonly topic: string
  readonly source: string
  delivered: number
  held: number
  dropped: number
  readonly hits: Map<number, number>
}

const keyOf = (topic: string, source: string): string => `${topic} ${source}`

/** Counts of the log by topic and publisher, marks left out. O(rows + hits). */
export function trafficOf(log: EventLog): ReadonlyMap<string, ChannelTraffic> {
  const counts = log.rowsByChannel()
  const traffic = new Map<string, Counting>()
  const countingOf = (topic: string, source: string): Counting => {
    const key = keyOf(topic, source)
    const known = traffic.get(key) ?? { topic, source, delivered: 0, held: 0, dropped: 0, hits: new Map() }
    traffic.set(key, known)
    return known
  }
  for (const { id, topic, source, stage } of log.channels) {
    if (stage === 'mark') continue
    countingOf(topic, source)[stage] += counts[id] ?? 0
  }
  for (const { seq, fault } of log.hits) {
    const { topic, source } = log.channelAt(seq)
    const { hits } = countingOf(topic, source)
    hits.set(fault, (hits.get(fault) ?? 0) + 1)
  }
  return traffic
}

/** The traffic of a publisher on a topic, if there was any. */
export const trafficBetween = (
  traffic: ReadonlyMap<string, ChannelTraffic>,
  topic: string,
  source: string,
): ChannelTraffic | undefined => traffic.get(keyOf(topic, source))

/** Events delivered on a topic, whoever published them. */
export function deliveredOn(traffic: ReadonlyMap<string, ChannelTraffic>, topic: string): number {
  let sum = 0
  for (const channel of traffic.values()) if (channel.topic === topic) sum += channel.delivered
  return sum
}

/** What happened within a part of a log. */
export interface Counts {
  /** Delivered events, marks left out. */
  readonly total: number
  readonly byTopic: Readonly<Record<string, number>>
  /** For each fault, by its place in the document, records of events that it acted on. */
  readonly hits: ReadonlyMap<number, number>
}

/** Counts of the records [from, to). O(to - from). */
export function countsBetween(log: EventLog, from: number, to: number): Counts {
  const rows = new Float64Array(log.channels.length)
  log.visitRows(from, to, ({ channels }, first, end) => {
    for (let row = first; row < end; row++) rows[channels[row]!]!++
  })
  const byTopic: Record<string, number> = {}
  let total = 0
  for (const { id, topic, stage } of log.channels) {
    const count = stage === 'delivered' ? (rows[id] ?? 0) : 0
    if (count === 0) continue
    byTopic[topic] = (byTopic[topic] ?? 0) + count
    total += count
  }
  const hits = new Map<number, number>()
  for (const { seq, fault } of log.hits)
    if (seq >= from && seq < to) hits.set(fault, (hits.get(fault) ?? 0) + 1)
  return { total, byTopic, hits }
}
