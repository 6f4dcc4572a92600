import type { EventLog } from './event-log.ts'
import type { RunReport } from './report.ts'

/**
 * The record at which a run failed: the last one that decided against an assertion, else where a step was left as
 * failed, else, where a limit ended it, the last one of all. Undefined when it passed, or nothing decided.
 */
export function failingRecord({ assertions, verdict }: RunReport, log: EventLog): number | undefined {
  if (verdict === 'passed') return undefined
  const violated = assertions.filter((one) => one.verdict === 'violated' && !one.soft)
  const decided = violated.flatMap(({ witness }) => witness.at(-1) ?? [])[0]
  if (decided !== undefined) return decided
  const left = log.channels.filter(({ topic, stage }) => topic === '$step.left' && stage === 'mark')
  const ids = new Set(left.map(({ id }) => id))
  let failed: number | undefined
  log.scan(0, log.count, (seq, _atMs, channelId) => {
    if (failed === undefined && ids.has(channelId) && log.payloadAt(seq)['outcome'] === 'failed') failed = seq
  })
  return failed ?? (verdict === 'limit' && log.count > 0 ? log.count - 1 : undefined)
}
