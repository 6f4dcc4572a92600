import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { hearWithin } from '../commands/useShortcuts.ts'
import { moveBy } from '../store/moment.ts'
import type { RunState } from '../store/studio.ts'
import { describeTimeline } from './describe.ts'
import { Gutter } from './Gutter.tsx'
import { paintTimeline } from './paint.ts'
import type { Context } from './scene.ts'
import { TimelineBar } from './TimelineBar.tsx'
import { Tooltip } from './Tooltip.tsx'
import { AXIS_HEIGHT, heightOf, pinnedHeightOf } from './tracks.ts'
import { useActions } from './use-actions.ts'
import { usePainting, useSize } from './use-canvas.ts'
import { usePointer, type Hover } from './use-pointer.ts'
import { useMeasured, useMoments, useScene } from './use-scene.ts'
import { useZoom, type Lanes } from './use-timeline.ts'
import styles from './Timeline.module.css'

interface TimelineProps {
  readonly run: RunState
  readonly lanes: Lanes
  /** What takes the focus and the pointer. */
  readonly surface: RefObject<HTMLDivElement | null>
}

export const Timeline = ({ run, lanes, surface }: TimelineProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  const [hover, setHover] = useState<Hover | null>(null)
  const width = useSize(plot).width
  const height = useSize(scroller).height
  const { live, nowMs, endMs } = useMoments(run)
  const zooming = useZoom(run, nowMs, endMs, width)
  const pinnedHeight = pinnedHeightOf(lanes.tracks, height)
  const hoveredSeq = hover?.seq ?? null
  const measured = useMeasured(run)
  const scene = useScene({
    run,
    lanes,
    zooming,
    width,
    height,
    scrollTop,
    pinnedHeight,
    hoveredSeq,
    measured,
  })
  const paint = useCallback((context: Context) => scene !== null && paintTimeline(context, scene), [scene])
  usePainting(canvas, { width, height }, paint)
  const pointer = usePointer({ run, scene, zooming, surface, scroller, setHover })
  const spoken = useActions({ run, lanes, zooming, scroller, pinnedHeight })
  return (
    <div className={styles['timeline']}>
      <TimelineBar run={run} index={lanes.index} scene={scene} zooming={zooming} live={live} endMs={endMs} />
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div className={styles['content']} style={{ height: AXIS_HEIGHT + heightOf(lanes.tracks) }}>
          <Gutter lanes={lanes} pinnedHeight={pinnedHeight} />
          <div ref={plot} className={styles['plot']}>
            {/* A drawing that takes keys of its own: what ARIA has the role "application" for. */}
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as said */}
            <div
              ref={surface}
              className={styles['surface']}
              style={{ height }}
              data-dragging={pointer.dragging}
              data-ruler={pointer.onRuler}
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as said
              tabIndex={0}
              role="application"
              aria-roledescription="timeline"
              aria-label={
                live
                  ? 'Timeline of the run that is going on'
                  : describeTimeline(lanes.index, lanes.tracks, endMs)
              }
              onKeyDown={onKeyDown}
              {...pointer.handlers}
            >
              <canvas ref={canvas} className={styles['canvas']} aria-hidden />
            </div>
          </div>
        </div>
      </div>
      {hover !== null && !pointer.dragging && scene !== null && (
        <Tooltip hover={hover} scene={scene} document={run.document} />
      )}
      <p className="visually-hidden" aria-live="polite">
        {spoken}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {pointer.said}
      </p>
    </div>
  )
}

/** The keys of the command table, and two that move the clock. */
function onKeyDown(event: KeyboardEvent): void {
  const by = event.key === '[' ? -1 : event.key === ']' ? 1 : null
  if (by !== null) moveBy('event', by)
  else if (!hearWithin('timeline', event.nativeEvent)) return
  event.preventDefault()
  event.stopPropagation()
}
