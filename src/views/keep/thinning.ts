import type { VersionMark } from './record.ts'

const NEWEST = 20
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Of older versions one is kept for each of these spans, while it is not older than `forMs`. */
const SPANS = [
  { everyMs: 5 * MINUTE_MS, forMs: 2 * HOUR_MS },
  { everyMs: HOUR_MS, forMs: 7 * 24 * HOUR_MS },
] as const

/**
 * Which versions to keep: the last 20, then one for every five minutes of two hours, then one an
 * hour for a week. `marks` ascend by revision; so does the result.
 */
export function thin(marks: readonly VersionMark[], now: number): readonly VersionMark[] {
  const kept = new Set(marks.slice(-NEWEST))
  for (const { everyMs, forMs } of SPANS) {
    const filled = new Set<number>()
    // The newest of each span stands for it.
    for (const mark of marks.toReversed()) {
      const span = Math.floor(mark.at / everyMs)
      if (now - mark.at > forMs || filled.has(span)) continue
      filled.add(span)
      kept.add(mark)
    }
  }
  return marks.filter((mark) => kept.has(mark))
}
