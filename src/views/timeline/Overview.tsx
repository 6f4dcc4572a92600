import { useCallback, useRef, type PointerEvent } from 'react'
import { narrowTo } from '../store/range.ts'
import { paintOverview, paintShown } from './paint-overview.ts'
import type { Context, Scene } from './scene.ts'
import { usePainting, useSize } from './use-canvas.ts'
import type { Zooming } from './use-timeline.ts'
import { fitRange, lengthOf, panBy, scaleOf, toMs, toX, type Range } from './viewport.ts'
import styles from './Timeline.module.css'

interface OverviewProps {
  readonly scene: Scene | null
  readonly zooming: Zooming
  readonly endMs: number
}

interface Brush {
  readonly kind: 'new' | 'move' | 'from' | 'to'
  readonly startX: number
  readonly range: Range
  moved: boolean
}

/** Before there is a scene. */
const NOTHING = {
  log: null,
  index: null,
  palette: null,
  nowMs: 0,
  failure: null,
  momentMs: null,
  brushed: null,
} as const

/** So near to an end of the window, a drag moves that end. */
const EDGE_PX = 7
const CLICK_PX = 4

/**
 * The whole run in a strip. A drag chooses a stretch, which is shown and to which every panel is narrowed; or it
 * moves the window; a click centres it. All of it can be done with the keys of the plot and the buttons beside it,
 * so the strip itself takes no focus.
 */
export const Overview = ({ scene, zooming, endMs }: OverviewProps) => {
  const strips = useRef<HTMLCanvasElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const strip = useRef<HTMLDivElement>(null)
  const brush = useRef<Brush | null>(null)
  const { width, height } = useSize(strip)
  const whole = scaleOf(fitRange(endMs, width), width)
  const { fromMs: wholeFrom, toMs: wholeTo } = whole.range
  const { fromMs, toMs: until } = zooming.range
  const fit = zooming.view.mode === 'fit'
  const { log, index, palette, nowMs, failure, momentMs, brushed } = scene ?? NOTHING
  const rows = index?.rows ?? 0
  const paintStrip = useCallback(
    (context: Context) => {
      if (log === null || rows < 0) return
      const scale = scaleOf({ fromMs: wholeFrom, toMs: wholeTo }, width)
      paintOverview(context, { scene: { log, index, palette, nowMs, failure }, whole: scale, height })
    },
    [log, index, rows, palette, nowMs, failure, wholeFrom, wholeTo, width, height],
  )
  usePainting(strips, { width, height }, paintStrip)
  const paint = useCallback(
    (context: Context) => {
      if (palette === null) return
      const scale = scaleOf({ fromMs: wholeFrom, toMs: wholeTo }, width)
      const shown = fit ? null : { fromMs, toMs: until }
      paintShown(context, { scene: { palette, momentMs, brushed }, whole: scale, shown, height })
    },
    [palette, momentMs, brushed, wholeFrom, wholeTo, width, height, fromMs, until, fit],
  )
  usePainting(canvas, { width, height }, paint)
  const xOf = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = xOf(event)
    brush.current = {
      kind: grip(x, toX(whole, fromMs), toX(whole, until), fit),
      startX: x,
      range: zooming.range,
      moved: false,
    }
  }
  const onPointerMove = (event: PointerEvent) => {
    const held = brush.current
    if (held === null) return
    const x = xOf(event)
    if (!held.moved && Math.abs(x - held.startX) < CLICK_PX) return
    held.moved = true
    const [startMs, atMs] = [toMs(whole, held.startX), toMs(whole, x)]
    zooming.show(windowAfter(held, startMs, atMs))
    if (held.kind === 'new') narrowTo(startMs, atMs)
  }
  const onPointerUp = (event: PointerEvent) => {
    const held = brush.current
    brush.current = null
    if (held === null || held.moved || fit) return
    const half = lengthOf(zooming.range) / 2
    const centre = toMs(whole, xOf(event))
    zooming.show({ fromMs: centre - half, toMs: centre + half })
  }
  return (
    <div ref={strip} className={styles['overview']} data-testid="overview">
      <canvas ref={strips} aria-hidden className={styles['overviewStrip']} />
      <canvas
        ref={canvas}
        aria-hidden
        className={styles['overviewCanvas']}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onDoubleClick={() => zooming.fit()}
      />
    </div>
  )
}

function grip(x: number, from: number, to: number, fit: boolean): Brush['kind'] {
  if (fit) return 'new'
  if (Math.abs(x - from) <= EDGE_PX) return 'from'
  if (Math.abs(x - to) <= EDGE_PX) return 'to'
  return x > from && x < to ? 'move' : 'new'
}

function windowAfter({ kind, range }: Brush, startMs: number, atMs: number): Range {
  if (kind === 'move') return panBy(range, atMs - startMs)
  if (kind === 'from') return { fromMs: Math.min(atMs, range.toMs), toMs: range.toMs }
  if (kind === 'to') return { fromMs: range.fromMs, toMs: Math.max(atMs, range.fromMs) }
  return { fromMs: Math.min(startMs, atMs), toMs: Math.max(startMs, atMs) }
}
