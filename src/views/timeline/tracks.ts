import type { EventLog } from '../../log/event-log.ts'
import type { Items } from './density.ts'
import type { Lane, LaneIndex } from './lane-index.ts'
import type { SpanRow } from './step-spans.ts'

/** Height of the axis above the tracks: times, and below them cycles. */
export const AXIS_HEIGHT = 34
const STEPS_HEIGHT = 26
const LANE_HEIGHT = 26

interface TrackBase {
  readonly id: string
  readonly name: string
  readonly items: Items
  /** Distance from the first track, in pixels. */
  readonly top: number
  readonly height: number
}

export interface StepsTrack extends TrackBase {
  readonly kind: 'steps'
  readonly row: SpanRow
}

export interface LaneTrack extends TrackBase {
  readonly kind: 'lane' | 'marks'
  readonly lane: Lane
  /** Which of the series' colours it has. */
  readonly nth: number
}

/** One row of the timeline: visits of steps, the engine's marks, or a topic. */
export type Track = StepsTrack | LaneTrack

/** The tracks from top to bottom. Marks have one only where there are any. */
export function layoutTracks(index: LaneIndex): Track[] {
  const tracks: Track[] = []
  let top = 0
  const place = (height: number) => {
    const at = { top, height }
    top += height
    return at
  }
  for (const [nth, row] of index.steps.rows.entries()) {
    const name = nth === 0 ? 'Steps' : `Steps, path ${nth + 1}`
    tracks.push({ kind: 'steps', id: `$steps ${nth}`, name, items: row, row, ...place(STEPS_HEIGHT) })
  }
  const { marks } = index
  if (marks.all.length > 0) {
    tracks.push({
      kind: 'marks',
      id: marks.id,
      name: 'Marks',
      items: marks.all,
      lane: marks,
      nth: 0,
      ...place(LANE_HEIGHT),
    })
  }
  for (const [nth, lane] of index.lanes.entries()) {
    tracks.push({
      kind: 'lane',
      id: lane.id,
      name: lane.topic,
      items: lane.all,
      lane,
      nth,
      ...place(LANE_HEIGHT),
    })
  }
  return tracks
}

export const heightOf = (tracks: readonly Track[]): number => {
  const last = tracks.at(-1)
  return last === undefined ? 0 : last.top + last.height
}

/** The track at a distance from the first one. */
export const trackAt = (tracks: readonly Track[], y: number): Track | undefined =>
  tracks.find(({ top, height }) => y >= top && y < top + height)

/** The track that shows a record: a step's marks belong to the visit they begin or end. */
export function trackOf(tracks: readonly Track[], log: EventLog, seq: number): Track | undefined {
  const { topic, source, stage } = log.channelAt(seq)
  const ofStep = stage === 'mark' && (topic === '$step.entered' || topic === '$step.left')
  return tracks.find((track) => {
    if (track.kind === 'steps') return ofStep && track.row.visit(visitOf(track.row, seq))?.source === source
    return track.kind === 'marks'
      ? stage === 'mark' && !ofStep
      : stage !== 'mark' && track.lane.topic === topic
  })
}

/** Index of the visit that `seq` belongs to: the last one begun at or before it. */
export const visitOf = (row: SpanRow, seq: number): number => row.lowerBound(seq + 1) - 1
