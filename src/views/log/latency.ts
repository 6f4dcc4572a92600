import { printMillis } from '../../base/time.ts'
import type { EventLog } from '../../log/event-log.ts'
import { printCounted } from './format.ts'

/** How far two records are from each other. */
export interface Latency {
  /** Virtual. Negative when the second one came first. */
  readonly ms: number
  readonly cycles: number
  /** Events, marks left out, that were recorded after one and before the other. */
  readonly events: number
}

export function latencyBetween(log: EventLog, from: number, to: number, cycleMs: number): Latency {
  const [fromMs, toMs] = [log.timeAt(from), log.timeAt(to)]
  const isMark = Uint8Array.from(log.channels, ({ stage }) => (stage === 'mark' ? 1 : 0))
  let events = 0
  log.visitRows(Math.min(from, to) + 1, Math.max(from, to), ({ channels }, first, end) => {
    for (let row = first; row < end; row++) events += 1 - isMark[channels[row]!]!
  })
  return {
    ms: toMs - fromMs,
    cycles: Math.floor(toMs / cycleMs) - Math.floor(fromMs / cycleMs),
    events,
  }
}

/** `5 s · 5 cycles · 12 events between`. */
export function printLatency({ ms, cycles, events }: Latency): string {
  const sign = ms < 0 ? '−' : ''
  const parts = [printMillis(Math.abs(ms)), printCounted(Math.abs(cycles), 'cycle')]
  return `${sign}${parts.join(' · ')} · ${printCounted(events, 'event')} between`
}
