import type { EventLog } from '../../log/event-log.ts'
import type { TimeRange } from '../store/studio.ts'
import type { Arrow } from './arrows.ts'
import type { Failure } from './describe.ts'
import type { LaneIndex } from './lane-index.ts'
import type { Track } from './tracks.ts'
import type { Palette } from './use-palette.ts'
import type { Scale } from './viewport.ts'

/** Everything that one picture of the plot depends on. */
export interface Scene {
  readonly log: EventLog
  readonly index: LaneIndex
  readonly tracks: readonly Track[]
  readonly scale: Scale
  readonly width: number
  readonly height: number
  /** How far the tracks are scrolled. */
  readonly scrollTop: number
  /** Of the pinned tracks that stand still. */
  readonly pinnedHeight: number
  readonly palette: Palette
  readonly cycleMs: number
  /** Where virtual time stands. */
  readonly nowMs: number
  readonly live: boolean
  /** The moment that is shown, where it is not the end. */
  readonly momentMs: number | null
  readonly focusedSeq: number | null
  readonly hoveredSeq: number | null
  /** What led to the focused record, and what it led to. */
  readonly arrows: readonly Arrow[]
  /** From where the latency to the focused record is measured, and what it is. */
  readonly measured: { readonly seq: number; readonly text: string } | null
  /** The stretch that every panel is narrowed to. */
  readonly brushed: TimeRange | null
  /** When assertions were found violated. */
  readonly failuresMs: readonly number[]
  /** Where the run failed. */
  readonly failure: Failure | null
  readonly nameOfStep: (source: string) => string
}

export type Context = CanvasRenderingContext2D

/** A box of the plot in which a track is drawn. */
export interface Box {
  readonly y: number
  readonly height: number
}
