import type { EventLog } from '../../log/event-log.ts'

/** Records in time order. */
export interface Items {
  readonly length: number
  /** The record at `index`, or -1 outside the list. */
  at(index: number): number
  /** Index of the first record at or after `seq`. */
  lowerBound(seq: number): number
}

/** Index of the first record of `list` at or after `ms`, looked for from `low` on: near ones are found fast. */
export function firstAt(log: EventLog, list: Items, ms: number, low = 0): number {
  let from = low
  let step = 1
  while (from + step <= list.length && log.timeAt(list.at(from + step - 1)) < ms) {
    from += step
    step *= 2
  }
  let high = Math.min(from + step, list.length)
  while (from < high) {
    const middle = (from + high) >>> 1
    if (log.timeAt(list.at(middle)) < ms) from = middle + 1
    else high = middle
  }
  return from
}

/** How many records of `list` lie in [fromMs, toMs). */
export const countBetween = (log: EventLog, list: Items, fromMs: number, toMs: number): number => {
  const first = firstAt(log, list, fromMs)
  return firstAt(log, list, toMs, first) - first
}

/**
 * How many records of `list` lie in each of `out.length` columns of `columnMs` from `fromMs` on.
 * Returns the most in one column. O(columns · log of the records in one).
 */
export function countColumns(
  log: EventLog,
  list: Items,
  fromMs: number,
  columnMs: number,
  out: Uint32Array,
): number {
  let most = 0
  let first = firstAt(log, list, fromMs)
  for (let column = 0; column < out.length; column++) {
    const next = firstAt(log, list, fromMs + (column + 1) * columnMs, first)
    const count = next - first
    out[column] = count
    if (count > most) most = count
    first = next
  }
  return most
}

/** The record of `list` nearest to `ms` in time, or -1 when there is none. */
export function nearest(log: EventLog, list: Items, ms: number): number {
  const after = firstAt(log, list, ms)
  const next = list.at(after)
  const before = list.at(after - 1)
  if (next < 0 || before < 0) return Math.max(next, before)
  return log.timeAt(next) - ms < ms - log.timeAt(before) ? next : before
}
