import { printMillis } from '../../base/time.ts'
import type { EventLog } from '../../log/event-log.ts'
import { endOf } from './moment.ts'
import { studio, type TimeRange } from './studio.ts'

/** Narrows every panel to a stretch of virtual time; the ends may come in either order. */
export function narrowTo(oneMs: number, otherMs: number): void {
  const { atMs } = endOf(studio.getState().run)
  const [fromMs, toMs] = [oneMs, otherMs]
    .map((ms) => Math.round(Math.min(Math.max(0, ms), atMs)))
    .toSorted((a, b) => a - b)
  if (fromMs !== undefined && toMs !== undefined) studio.setState({ range: { fromMs, toMs } })
}

/** Moves one end of the stretch; where there is none, the other end is that of the run. */
export function narrowEnd(end: 'from' | 'to', ms: number): void {
  const { range, run } = studio.getState()
  const { fromMs, toMs } = range ?? { fromMs: 0, toMs: endOf(run).atMs }
  // An end that is moved past the other one takes it along.
  if (end === 'from') narrowTo(ms, Math.max(ms, toMs))
  else narrowTo(Math.min(fromMs, ms), ms)
}

export const clearRange = (): void => studio.setState({ range: null })

/** `12 s – 48 s`; a moment alone as such. */
export const printRange = ({ fromMs, toMs }: TimeRange): string =>
  fromMs === toMs ? printMillis(fromMs) : `${printMillis(fromMs)} – ${printMillis(toMs)}`

/** The records of a stretch: [from, to) of the log; all of them where there is none. */
export const rowsIn = (
  log: EventLog,
  range: TimeRange | null,
): { readonly from: number; readonly to: number } =>
  range === null
    ? { from: 0, to: log.count }
    : { from: log.firstAt(range.fromMs), to: log.firstAt(range.toMs + 1) }

export const isIn = (range: TimeRange | null, ms: number): boolean =>
  range === null || (ms >= range.fromMs && ms <= range.toMs)

/** From here the latency to whatever record is focused next is shown. */
export const measureFrom = (seq: number | null): void => studio.setState({ measuredFrom: seq })
