import { useEffect, useRef, useState, type MouseEvent, type PointerEvent, type RefObject } from 'react'
import { showTime } from '../store/moment.ts'
import { measureFrom, narrowTo } from '../store/range.ts'
import { focusRecord } from '../store/running.ts'
import { studio, type RunState } from '../store/studio.ts'
import { pickAt } from './pick.ts'
import type { Scene } from './scene.ts'
import { AXIS_HEIGHT, type Track } from './tracks.ts'
import { sayLatency } from './use-actions.ts'
import type { Zooming } from './use-timeline.ts'
import { panBy, toMs, type Range } from './viewport.ts'

/** The record nearest to the pointer. */
export interface Hover {
  readonly seq: number
  readonly track: Track
  /** Where the pointer is in the window. */
  readonly clientX: number
  readonly clientY: number
  /** Virtual time under the pointer. */
  readonly atMs: number
}

interface Drag {
  readonly x: number
  readonly y: number
  readonly range: Range
  readonly msPerPx: number
  readonly scrollTop: number
  /** With Shift it chooses a stretch of time instead of moving the view. */
  readonly brushes: boolean
  moved: boolean
}

/** A press that moves no further is a click. */
const CLICK_PX = 4
/** No tooltip for a record further away than this. */
const HOVER_PX = 26
/** Per unit of a wheel's delta; a usual notch is 100. */
const WHEEL_ZOOM = 0.0022
const LINE_PX = 16

interface PointerParts {
  readonly run: RunState
  readonly scene: Scene | null
  readonly zooming: Zooming
  readonly surface: RefObject<HTMLElement | null>
  readonly scroller: RefObject<HTMLElement | null>
  readonly setHover: (hover: Hover | null) => void
}

/**
 * Wheel zooms at the pointer, a drag moves the view, a click focuses, a double click shows everything. With
 * Shift a drag narrows all panels to a stretch of time, and a click measures from the focused record.
 */
export function usePointer({ run, scene, zooming, surface, scroller, setHover }: PointerParts) {
  const drag = useRef<Drag | null>(null)
  const [dragging, setDragging] = useState(false)
  const [onRuler, setOnRuler] = useState(false)
  const [said, setSaid] = useState('')
  /** The clock is being dragged along the ruler. */
  const scrubbing = useRef(false)
  useWheel(surface, scene, zooming)
  const place = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const hoverAt = (event: PointerEvent) => {
    const { x, y } = place(event)
    const pick = scene === null ? undefined : pickAt(scene, x, y)
    if (scene === null || pick === undefined || pick.seq < 0 || pick.awayPx > HOVER_PX) return setHover(null)
    setHover({
      seq: pick.seq,
      track: pick.track,
      clientX: event.clientX,
      clientY: event.clientY,
      atMs: toMs(scene.scale, x),
    })
  }
  const end = (event: PointerEvent) => {
    const was = drag.current
    scrubbing.current = false
    drag.current = null
    setDragging(false)
    if (was === null || was.moved || scene === null) return
    const { x, y } = place(event)
    const pick = pickAt(scene, x, y)
    const seq = pick === undefined || pick.seq < 0 ? null : pick.seq
    if (!event.shiftKey) {
      measureFrom(null)
      return focusRecord(seq)
    }
    const { focusedSeq, measuredFrom } = studio.getState()
    if (seq === null || focusedSeq === null || focusedSeq >= run.log.count) return focusRecord(seq)
    const from = measuredFrom ?? focusedSeq
    measureFrom(from)
    focusRecord(seq)
    if (from !== seq) setSaid(sayLatency(run, from, seq))
  }
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0 || scene === null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const { x, y } = place(event)
      if (y < AXIS_HEIGHT) {
        scrubbing.current = true
        setHover(null)
        showTime(toMs(scene.scale, x))
        return
      }
      const { range, msPerPx } = scene.scale
      drag.current = {
        x: event.clientX,
        y: event.clientY,
        range,
        msPerPx,
        scrollTop: scroller.current?.scrollTop ?? 0,
        brushes: event.shiftKey,
        moved: false,
      }
    },
    onPointerMove(event: PointerEvent) {
      if (scrubbing.current) return scene === null ? undefined : showTime(toMs(scene.scale, place(event).x))
      const was = drag.current
      setOnRuler(was === null && place(event).y < AXIS_HEIGHT)
      if (was === null) return hoverAt(event)
      const [across, down] = [event.clientX - was.x, event.clientY - was.y]
      if (!was.moved && Math.hypot(across, down) < CLICK_PX) return
      if (!was.moved) setHover(null)
      was.moved = true
      if (was.brushes && scene !== null) {
        const { x } = place(event)
        return narrowTo(toMs(scene.scale, x), toMs(scene.scale, x - across))
      }
      setDragging(true)
      zooming.show(panBy(was.range, -across * was.msPerPx))
      scroller.current?.scrollTo({ top: was.scrollTop - down })
    },
    onPointerUp: end,
    onPointerCancel() {
      drag.current = null
      scrubbing.current = false
      setDragging(false)
    },
    onPointerLeave: () => setHover(null),
    onDoubleClick: (event: MouseEvent) => {
      const { top } = event.currentTarget.getBoundingClientRect()
      if (event.clientY - top >= AXIS_HEIGHT) zooming.fit()
    },
  }
  return { handlers, dragging, onRuler, said }
}

/** React's own wheel handlers cannot keep the page from scrolling. */
function useWheel(surface: RefObject<HTMLElement | null>, scene: Scene | null, zooming: Zooming): void {
  const latest = useRef({ scene, zooming })
  useEffect(() => {
    latest.current = { scene, zooming }
  }, [scene, zooming])
  useEffect(() => {
    const element = surface.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent) => {
      const { scene, zooming } = latest.current
      if (scene === null) return
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
      const [across, down] = [event.deltaX * unit, event.deltaY * unit]
      if (event.shiftKey || Math.abs(across) > Math.abs(down))
        return zooming.pan((across || down) * scene.scale.msPerPx)
      // A pinch on a trackpad comes as a wheel with Ctrl, in smaller steps.
      const factor = Math.exp(down * WHEEL_ZOOM * (event.ctrlKey ? 4 : 1))
      zooming.zoom(factor, toMs(scene.scale, event.clientX - element.getBoundingClientRect().left))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [surface])
}
