import { useState, type KeyboardEvent, type RefObject } from 'react'
import { moveBy } from '../store/moment.ts'
import { focusRecord } from '../store/running.ts'
import { studio, type RunState } from '../store/studio.ts'
import { describeRecord } from './describe.ts'
import { moveFocus, type Move } from './navigate.ts'
import { AXIS_HEIGHT, trackOf, type Track } from './tracks.ts'
import type { Zooming } from './use-timeline.ts'
import { lengthOf, type Range } from './viewport.ts'

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  ',': 'previous',
  '.': 'next',
}

export const ZOOM_FACTOR = 1.6
const PAN_SHARE = 0.2

interface KeysParts {
  readonly run: RunState
  readonly tracks: readonly Track[]
  readonly zooming: Zooming
  readonly scroller: RefObject<HTMLElement | null>
}

/** The keyboard of the plot. `spoken` describes the record that a key has led to, for screen readers. */
export function useKeys({ run, tracks, zooming, scroller }: KeysParts) {
  const [spoken, setSpoken] = useState('')
  const go = (move: Move) => {
    const seq = moveFocus(tracks, run.log, studio.getState().focusedSeq, move, zooming.range)
    if (seq === null) return
    const track = trackOf(tracks, run.log, seq)
    focusRecord(seq)
    zooming.reveal(run.log.timeAt(seq))
    if (track !== undefined && scroller.current !== null) scrollTo(scroller.current, track)
    setSpoken(describeRecord(run.log, run.document, seq, track))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = MOVES[event.key]
    const action =
      move === undefined ? viewAction(event, zooming, run) : (panAction(event, zooming) ?? (() => go(move)))
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return { onKeyDown, spoken }
}

function viewAction(
  { key: pressed }: KeyboardEvent,
  zooming: Zooming,
  { log }: RunState,
): (() => void) | undefined {
  const key = pressed.toLowerCase()
  if (key === '+' || key === '=' || key === 'w') return () => zooming.zoom(1 / ZOOM_FACTOR)
  if (key === '-' || key === 's') return () => zooming.zoom(ZOOM_FACTOR)
  if (key === 'a' || key === 'd')
    return () => zooming.pan(lengthOf(zooming.range) * (key === 'a' ? -PAN_SHARE : PAN_SHARE))
  if (key === '0') return () => zooming.fit()
  if (key === '[' || key === ']') return () => void moveBy('event', key === '[' ? -1 : 1)
  const { focusedSeq } = studio.getState()
  if (key === 'f' && focusedSeq !== null && focusedSeq < log.count)
    return () => zooming.show(around(log.timeAt(focusedSeq), zooming.range))
  // With nothing to clear, Escape belongs to whoever else listens.
  return key === 'escape' && studio.getState().focusedSeq !== null ? () => focusRecord(null) : undefined
}

/** A quarter of what is in view, with this time in its middle. */
const around = (ms: number, range: Range): Range => {
  const half = lengthOf(range) / 8
  return { fromMs: ms - half, toMs: ms + half }
}

/** With Shift the arrows move the view instead of the focus. */
function panAction({ key, shiftKey }: KeyboardEvent, zooming: Zooming): (() => void) | undefined {
  if (!shiftKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined
  return () => zooming.pan(lengthOf(zooming.range) * (key === 'ArrowLeft' ? -PAN_SHARE : PAN_SHARE))
}

function scrollTo(scroller: HTMLElement, { top, height }: Track): void {
  const room = scroller.clientHeight - AXIS_HEIGHT
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room
}
