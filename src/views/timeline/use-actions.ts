import { useEffect, useRef, useState, type RefObject } from 'react'
import type { EventLog } from '../../log/event-log.ts'
import { printLatency, latencyBetween } from '../log/latency.ts'
import { clearRange, measureFrom, narrowEnd, printRange } from '../store/range.ts'
import { focusRecord } from '../store/running.ts'
import { studio, type RunState } from '../store/studio.ts'
import { timeline, type Arrangement, type TimelineActions } from '../store/timeline.ts'
import { hide, moveBy, togglePin } from './arrange.ts'
import { describeRecord } from './describe.ts'
import { moveFocus } from './navigate.ts'
import { AXIS_HEIGHT, trackOf, type Track } from './tracks.ts'
import type { Lanes, Zooming } from './use-timeline.ts'
import { lengthOf, type Range } from './viewport.ts'

export const ZOOM_FACTOR = 1.6
const PAN_SHARE = 0.2

interface ActionParts {
  readonly run: RunState
  readonly lanes: Lanes
  readonly zooming: Zooming
  readonly scroller: RefObject<HTMLElement | null>
  readonly pinnedHeight: number
}

/** What commands make the timeline do. `spoken` says what came of it, for screen readers. */
export function useActions({ run, lanes, zooming, scroller, pinnedHeight }: ActionParts): string {
  const [spoken, setSpoken] = useState('')
  const { log, document } = run
  const { tracks } = lanes
  const chosen = (): Track | undefined => {
    const { focusedSeq } = studio.getState()
    const track =
      focusedSeq === null || focusedSeq >= log.count ? undefined : trackOf(tracks, log, focusedSeq)
    if (track === undefined) setSpoken('Choose an event first: its lane is meant.')
    return track
  }
  const rearrange = (change: Partial<Arrangement>, said: string) => {
    lanes.arrange(change)
    setSpoken(said)
  }
  const actions: TimelineActions = {
    go(move) {
      const { focusedSeq, measuredFrom } = studio.getState()
      const seq = moveFocus(tracks, log, focusedSeq, move, zooming.range)
      if (seq === null) return
      const track = trackOf(tracks, log, seq)
      focusRecord(seq)
      zooming.reveal(log.timeAt(seq))
      if (track !== undefined && scroller.current !== null) scrollTo(scroller.current, track, pinnedHeight)
      const far = measuredFrom === null ? '' : ` ${sayLatency(run, measuredFrom, seq)}`
      setSpoken(describeRecord(log, document, seq, track) + far)
    },
    zoom: (closer) => zooming.zoom(closer ? 1 / ZOOM_FACTOR : ZOOM_FACTOR),
    pan: (onwards) => zooming.pan(lengthOf(zooming.range) * (onwards ? PAN_SHARE : -PAN_SHARE)),
    fit: () => zooming.fit(),
    focusEvent() {
      const { focusedSeq } = studio.getState()
      if (focusedSeq !== null && focusedSeq < log.count)
        zooming.show(around(log.timeAt(focusedSeq), zooming.range))
    },
    pin() {
      const track = chosen()
      if (track === undefined) return
      const said = track.pinned ? 'no longer pinned' : 'pinned to the top'
      rearrange(togglePin(lanes.arrangement, track.id), `${track.name} is ${said}.`)
    },
    hide() {
      const track = chosen()
      if (track !== undefined) rearrange(hide(lanes.arrangement, track.id), `${track.name} is hidden.`)
    },
    move(by) {
      const track = chosen()
      if (track === undefined) return
      const said = `${track.name} moved ${by < 0 ? 'up' : 'down'}.`
      rearrange(moveBy(tracks, track.id, by), said)
    },
    measure() {
      const { focusedSeq, measuredFrom } = studio.getState()
      if (focusedSeq === null) return setSpoken('Choose an event first: from there the latency is measured.')
      const off = measuredFrom === focusedSeq
      measureFrom(off ? null : focusedSeq)
      setSpoken(off ? 'No longer measured.' : `Measured from record ${focusedSeq}: now go to another event.`)
    },
    rangeEnd(end) {
      narrowEnd(end, hereMs(log, zooming.range))
      const { range } = studio.getState()
      if (range !== null) setSpoken(`Only ${printRange(range)} is shown in every panel.`)
    },
    clear() {
      const { measuredFrom, focusedSeq } = studio.getState()
      if (measuredFrom !== null) measureFrom(null)
      else if (focusedSeq !== null) focusRecord(null)
      else clearRange()
    },
  }
  useOffer(actions)
  return spoken
}

/** Commands find the newest actions, and none once the timeline is gone. */
function useOffer(actions: TimelineActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    timeline.setState({ actions: () => latest.current })
    return () => timeline.setState({ actions: null })
  }, [])
}

export const sayLatency = ({ log, document }: RunState, from: number, to: number): string => {
  const latency = latencyBetween(log, from, to, document?.clock.cycleMs ?? 1_000)
  return `${printLatency(latency)}, from record ${from}.`
}

/** The time of the chosen event, else of the moment that is shown, else the middle of the view. */
function hereMs(log: EventLog, range: Range): number {
  const { focusedSeq, moment } = studio.getState()
  if (focusedSeq !== null && focusedSeq < log.count) return log.timeAt(focusedSeq)
  return moment?.atMs ?? (range.fromMs + range.toMs) / 2
}

/** A quarter of what is in view, with this time in its middle. */
const around = (ms: number, range: Range): Range => {
  const half = lengthOf(range) / 8
  return { fromMs: ms - half, toMs: ms + half }
}

function scrollTo(scroller: HTMLElement, { top, height }: Track, pinnedHeight: number): void {
  if (top < pinnedHeight) return
  const room = scroller.clientHeight - AXIS_HEIGHT
  if (top - pinnedHeight < scroller.scrollTop) scroller.scrollTop = top - pinnedHeight
  else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room
}
