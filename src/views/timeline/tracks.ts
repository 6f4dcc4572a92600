import type { EventLog } from '../../log/event-log.ts'
import { AS_THEY_COME, type Arrangement } from '../store/timeline.ts'
import { arranged } from './arrange.ts'
import type { Items } from './density.ts'
import type { Lane, LaneIndex } from './lane-index.ts'
import type { SpanRow } from './step-spans.ts'

/** Height of the axis above the tracks: times, and below them cycles. */
export const AXIS_HEIGHT = 34
const TRACK_HEIGHT = 26
/** Pinned tracks stand still in this share of the view at most; what is more scrolls with the others. */
const MOST_PINNED = 0.6

interface TrackBase {
  readonly id: string
  readonly name: string
  readonly items: Items
  /** Distance from the first track, in pixels. */
  readonly top: number
  readonly height: number
  readonly pinned: boolean
}

export interface StepsTrack extends TrackBase {
  readonly kind: 'steps'
  readonly row: SpanRow
}

export interface LaneTrack extends TrackBase {
  readonly kind: 'lane' | 'marks'
  readonly lane: Lane
  /** Which of the series' colours it has; none for the lane of all others. */
  readonly nth: number | null
}

/** One row of the timeline: visits of steps, the engine's marks, or a lane of events. */
export type Track = StepsTrack | LaneTrack

type Unplaced<T> = T extends Track ? Omit<T, 'top' | 'pinned'> : never

/** The tracks from top to bottom as a person arranged them, without those that are hidden. */
export function layoutTracks(index: LaneIndex, arrangement: Arrangement = AS_THEY_COME): Track[] {
  const pinned = new Set(arrangement.pinned)
  let top = 0
  return arranged(tracksOf(index), arrangement).map((track) => {
    const placed = { ...track, top, pinned: pinned.has(track.id) }
    top += track.height
    return placed
  })
}

/** The tracks that are there and hidden. */
export const hiddenTracks = (index: LaneIndex, { hidden }: Arrangement): { id: string; name: string }[] =>
  tracksOf(index).filter(({ id }) => hidden.includes(id))

/** All of them in their own order: steps, marks where there are any, lanes. */
function tracksOf(index: LaneIndex): Unplaced<Track>[] {
  const { marks, lanes, grouping } = index
  const steps = index.steps.rows.map((row, nth): Unplaced<StepsTrack> => ({
    kind: 'steps',
    id: `$steps ${nth}`,
    name: nth === 0 ? 'Steps' : `Steps, path ${nth + 1}`,
    items: row,
    row,
    height: TRACK_HEIGHT,
  }))
  const laneTrack = (kind: 'lane' | 'marks', lane: Lane, nth: number | null): Unplaced<LaneTrack> => ({
    kind,
    id: lane.id,
    name: lane.name,
    items: lane.all,
    lane,
    nth,
    height: TRACK_HEIGHT,
  })
  // Topics come as they appear; parts of the scenario in its order, whichever acts first.
  const inOrder = lanes.toSorted((a, b) => a.rank - b.rank)
  return [
    ...steps,
    ...(marks.all.length > 0 ? [laneTrack('marks', marks, null)] : []),
    ...inOrder.map((lane, nth) =>
      laneTrack('lane', lane, grouping === 'topic' ? nth : lane.rank === Infinity ? null : lane.rank),
    ),
  ]
}

export const heightOf = (tracks: readonly Track[]): number => {
  const last = tracks.at(-1)
  return last === undefined ? 0 : last.top + last.height
}

/** How much of the view, below the axis, is taken by pinned tracks that stand still. */
export function pinnedHeightOf(tracks: readonly Track[], viewHeight: number): number {
  const most = (viewHeight - AXIS_HEIGHT) * MOST_PINNED
  const still = tracks.filter(({ pinned, top, height }) => pinned && top + height <= most)
  return heightOf(still)
}

/** How far tracks are scrolled, and how many of the first pixels stand still. */
interface Scrolled {
  readonly scrollTop: number
  readonly pinnedHeight: number
}

/** Where a track begins in the plot. */
export const yOf = ({ top }: Track, { scrollTop, pinnedHeight }: Scrolled): number =>
  AXIS_HEIGHT + top - (top < pinnedHeight ? 0 : scrollTop)

/** The track at a height of the plot. */
export function trackAt(tracks: readonly Track[], y: number, scrolled: Scrolled): Track | undefined {
  const below = y - AXIS_HEIGHT
  if (below < 0) return undefined
  const at = below < scrolled.pinnedHeight ? below : below + scrolled.scrollTop
  return tracks.find(({ top, height }) => at >= top && at < top + height)
}

/** The first track that shows a record: a step's marks belong to the visit they begin or end. */
export function trackOf(tracks: readonly Track[], log: EventLog, seq: number): Track | undefined {
  const { topic, source, stage } = log.channelAt(seq)
  const ofStep = stage === 'mark' && (topic === '$step.entered' || topic === '$step.left')
  return tracks.find((track) =>
    track.kind === 'steps'
      ? ofStep && track.row.visit(visitOf(track.row, seq))?.source === source
      : !ofStep && track.lane.all.has(seq),
  )
}

/** Index of the visit that `seq` belongs to: the last one begun at or before it. */
export const visitOf = (row: SpanRow, seq: number): number => row.lowerBound(seq + 1) - 1
