import type { ScenarioDocument } from '../../document/types.ts'
import type { EventLog } from '../../log/event-log.ts'
import { failsRun } from '../../log/report.ts'
import {
  faultNames,
  partOfSource,
  printClock,
  printCounted,
  printPayload,
  sourceName,
} from '../log/format.ts'
import { STAGES } from '../log/stages.ts'
import type { RunState } from '../store/studio.ts'
import type { LaneIndex } from './lane-index.ts'
import { visitOf, type Track } from './tracks.ts'

/** The whole timeline in a sentence, for those who cannot see it. */
export function describeTimeline(index: LaneIndex, tracks: readonly Track[], endMs: number): string {
  const lanes = tracks.map(({ name, items, ...track }) => {
    const word = track.kind === 'steps' ? 'visit' : 'record'
    const extra = track.kind === 'lane' ? unusual(track.lane.held.length, track.lane.dropped.length) : ''
    return `${name} ${printCounted(items.length, word)}${extra}`
  })
  return `Timeline of ${printCounted(index.shown.length, 'record')} from 0:00 to ${printClock(endMs)}. Lanes: ${lanes.join('; ')}.`
}

const unusual = (held: number, dropped: number): string => {
  const parts = [held > 0 && `${held} held`, dropped > 0 && `${dropped} dropped`].filter(Boolean)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** One record in a sentence: what a screen reader says when it is focused. */
export function describeRecord(
  log: EventLog,
  document: ScenarioDocument | null,
  seq: number,
  track: Track | undefined,
): string {
  const { topic, stage } = log.channelAt(seq)
  const timeMs = log.timeAt(seq)
  const cycle = Math.floor(timeMs / (document?.clock.cycleMs ?? 1_000))
  const at = `${printClock(timeMs)}, cycle ${cycle}`
  const visit = track?.kind === 'steps' ? track.row.visit(visitOf(track.row, seq)) : undefined
  if (visit !== undefined) {
    const state = visit.state === 'open' ? 'going on' : `${visit.state} at ${printClock(visit.toMs)}`
    return `Step ${sourceName(document, visit.source)}, entered at ${at}, ${state}.`
  }
  const names = faultNames(log, document, seq)
  const faults = names.length === 0 ? '' : ` Faults: ${names.join(', ')}.`
  return `Record ${seq}: ${topic}, ${STAGES[stage].word} at ${at}. ${printPayload(log.payloadAt(seq))}.${faults}`
}

/** The moments at which assertions were found violated for good: of the record that decided, where one did. */
export function failuresOf(
  log: EventLog,
  found: readonly {
    readonly verdict: string
    readonly witness: readonly number[]
    readonly atMs?: number
    readonly decided?: boolean
  }[],
): number[] {
  const moments = found.flatMap(({ verdict, witness, atMs, decided = true }) => {
    if (verdict !== 'violated' || !decided) return []
    const [seq] = witness
    if (seq !== undefined && seq < log.count) return [log.timeAt(seq)]
    return atMs === undefined ? [] : [atMs]
  })
  return [...new Set(moments)]
}

/** Where a run failed, and what people call it. */
export interface Failure {
  readonly atMs: number
  readonly word: string
}

/**
 * The moment at which a run that failed began to fail: the first violation or failed step that counted. Null
 * for a run that goes on, passed or was stopped by hand.
 */
export function failureOf({ report, document, log }: RunState, index: LaneIndex): Failure | null {
  if (report === null || report.verdict === 'passed' || report.verdict === 'stopped') return null
  if (report.verdict === 'limit') return { atMs: report.durationMs, word: 'Limit hit' }
  const handled = new Set(document?.edges.flatMap(({ from, on }) => (on === 'fail' ? [from] : [])))
  const counts = (source: string) => {
    const id = partOfSource(source)
    const step = document?.steps.find((candidate) => candidate.id === id)
    return step?.onFail !== 'note' && !handled.has(id)
  }
  const steps = [...index.steps.failedMs].flatMap(([source, ms]) => (counts(source) ? [ms] : []))
  const violations = failuresOf(log, report.assertions.filter(failsRun))
  return { atMs: Math.min(report.durationMs, ...steps, ...violations), word: 'Failed' }
}
