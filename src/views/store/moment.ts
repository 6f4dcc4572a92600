import { useMemo } from 'react'
import type { EventLog } from '../../log/event-log.ts'
import type { LiveAssertion, RunReport, StepReport } from '../../log/report.ts'
import { History, type Moment } from '../../run/moment.ts'
import { studio, useStudio, type RunState, type StudioState } from './studio.ts'

const histories = new WeakMap<EventLog, History>()

/** The run's history; made once, so that moving through it costs little. */
export function historyOf({ log, document }: RunState): History | null {
  const known = histories.get(log)
  if (known !== undefined) return known
  // A document that was refused has no log, and no history.
  if (document === null || log.count === 0) return null
  const made = new History(log, document)
  histories.set(log, made)
  return made
}

/** Where virtual time stands, and the last record. */
export function endOf({ log, report, progress }: RunState): Moment {
  const lastMs = log.count === 0 ? 0 : log.timeAt(log.count - 1)
  return { atMs: Math.max(lastMs, report?.durationMs ?? progress?.atMs ?? 0), rows: log.count }
}

// ------------------------------------------------------------------------------------------------- going

let refining: ReturnType<typeof setTimeout> | undefined

/** Shows this moment of the run in every panel. */
export function showMoment(moment: Moment): void {
  const { run } = studio.getState()
  const history = historyOf(run)
  if (history === null || run.log.count === 0) return
  const rows = Math.min(Math.max(1, moment.rows), run.log.count)
  const atMs = Math.max(moment.atMs, run.log.timeAt(rows - 1))
  const over = run.status !== 'running' && rows === run.log.count && atMs >= endOf(run).atMs
  if (over) return backToEnd()
  clearTimeout(refining)
  const state = history.at({ atMs, rows })
  studio.setState({ moment: state })
  if (!state.exact) refine(history, state)
}

/** In a long log the verdicts come a little later, unless one has moved on by then. */
function refine(history: History, moment: Moment): void {
  refining = setTimeout(() => {
    if (studio.getState().moment === null) return
    if (history.refine(moment)) studio.setState({ moment: history.at(moment) })
    else refine(history, moment)
  }, 0)
}

/** Shows the moment at which a time has come. */
export function showTime(atMs: number): void {
  const { run } = studio.getState()
  const history = historyOf(run)
  if (history === null) return
  const end = endOf(run).atMs
  showMoment(history.momentAt(Math.round(Math.min(Math.max(0, atMs), end))))
}

/** Shows the moment right after a record. */
export function showMomentOf(seq: number): void {
  const { log } = studio.getState().run
  if (seq >= 0 && seq < log.count) showMoment({ atMs: log.timeAt(seq), rows: seq + 1 })
}

export function backToEnd(): void {
  clearTimeout(refining)
  studio.setState({ moment: null })
}

export type Stride = 'event' | 'cycle' | 'step'

/** Goes on or back by one event, one cycle, or to where a step was entered or left. False at the end. */
export function moveBy(stride: Stride, by: 1 | -1): boolean {
  const { run, moment } = studio.getState()
  const at = moment ?? endOf(run)
  if (by > 0 && moment === null) return false
  const next = STRIDES[stride](run, at, by)
  if (next === null) {
    if (by > 0) backToEnd()
    return by < 0
  }
  showMoment(next)
  return true
}

const STRIDES: Readonly<Record<Stride, (run: RunState, at: Moment, by: 1 | -1) => Moment | null>> = {
  event({ log }, { rows }, by) {
    const next = rows + by
    return next < 1 || next > log.count ? null : { rows: next, atMs: log.timeAt(next - 1) }
  },
  cycle(run, { atMs }, by) {
    const cycleMs = run.document?.clock.cycleMs ?? 1_000
    const nextMs = (by > 0 ? Math.floor(atMs / cycleMs) + 1 : Math.ceil(atMs / cycleMs) - 1) * cycleMs
    if (nextMs < 0 || nextMs > endOf(run).atMs) return null
    return historyOf(run)?.momentAt(nextMs) ?? null
  },
  step(run, { rows }, by) {
    const marks = historyOf(run)?.steps.marks ?? []
    const seq = by > 0 ? marks.find((mark) => mark >= rows) : marks.findLast((mark) => mark + 1 < rows)
    return seq === undefined ? null : { rows: seq + 1, atMs: run.log.timeAt(seq) }
  },
}

// ----------------------------------------------------------------------------------------------- looking

/** The report of the run, unless an earlier moment is shown. */
export const shownReport = ({ moment, run }: StudioState): RunReport | null =>
  moment === null ? run.report : null

/** How the steps stand at the moment that is shown; null while nothing has run. */
export const shownSteps = ({ moment, run }: StudioState): readonly StepReport[] | null =>
  moment?.steps ?? run.progress?.steps ?? null

/** How the assertions stand at the moment that is shown; null while nothing has run. */
export const shownAssertions = ({ moment, run }: StudioState): readonly LiveAssertion[] | null =>
  moment?.assertions ?? run.progress?.assertions ?? null

/** Records that had happened at the moment that is shown. */
export const shownRows = ({ moment, run }: StudioState): number => moment?.rows ?? run.log.count

/** The run as it is shown: at an earlier moment it has no report yet. */
export function atMoment(run: RunState, moment: StudioState['moment']): RunState {
  if (moment === null || run.progress === null) return run
  const { atMs, rows, steps, assertions } = moment
  return { ...run, report: null, progress: { ...run.progress, atMs, events: rows, steps, assertions } }
}

/** How often each connection was taken up to the moment that is shown. */
export function useTraffic(): ReadonlyMap<string, number> {
  const moment = useStudio((state) => state.moment)
  const run = useStudio((state) => state.run)
  return useMemo(() => {
    if (moment !== null) return moment.traffic
    const steps = historyOf(run)?.steps
    steps?.catchUp()
    return steps?.trafficAt(run.log.count) ?? new Map<string, number>()
  }, [moment, run])
}
