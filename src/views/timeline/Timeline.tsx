import { useCallback, useMemo, useRef, useState, type RefObject } from 'react'
import { sourceName } from '../log/format.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { describeTimeline, failuresOf } from './describe.ts'
import { Gutter } from './Gutter.tsx'
import { paintTimeline } from './paint.ts'
import type { Context, Scene } from './scene.ts'
import { TimelineBar } from './TimelineBar.tsx'
import { Tooltip } from './Tooltip.tsx'
import { AXIS_HEIGHT, heightOf } from './tracks.ts'
import { usePainting, useSize } from './use-canvas.ts'
import { useKeys } from './use-keys.ts'
import { usePalette } from './use-palette.ts'
import { usePointer, type Hover } from './use-pointer.ts'
import { useLanes, useZoom } from './use-timeline.ts'
import { scaleOf } from './viewport.ts'
import styles from './Timeline.module.css'

interface TimelineProps {
  readonly run: RunState
  /** What takes the focus and the pointer. */
  readonly surface: RefObject<HTMLDivElement | null>
}

export const Timeline = ({ run, surface }: TimelineProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const plot = useRef<HTMLDivElement>(null)
  const [scrollTop, setScrollTop] = useState(0)
  const [hover, setHover] = useState<Hover | null>(null)
  const width = useSize(plot).width
  const height = useSize(scroller).height
  const lanes = useLanes(run)
  const { live, nowMs, endMs } = momentsOf(run)
  const zooming = useZoom(run, nowMs, endMs, width)
  const scene = useScene({ run, lanes, zooming, width, height, scrollTop, hoveredSeq: hover?.seq ?? null })
  const paint = useCallback((context: Context) => scene !== null && paintTimeline(context, scene), [scene])
  usePainting(canvas, { width, height }, paint)
  const pointer = usePointer({ scene, zooming, surface, scroller, setHover })
  const { onKeyDown, spoken } = useKeys({ run, tracks: lanes.tracks, zooming, scroller })
  return (
    <div className={styles['timeline']}>
      <TimelineBar run={run} index={lanes.index} scene={scene} zooming={zooming} live={live} endMs={endMs} />
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div className={styles['content']} style={{ height: AXIS_HEIGHT + heightOf(lanes.tracks) }}>
          <Gutter tracks={lanes.tracks} />
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
    </div>
  )
}

/** Where virtual time stands, and where the axis ends: while a run goes on, where it is expected to. */
function momentsOf({ status, progress, report, document, log }: RunState): {
  live: boolean
  nowMs: number
  endMs: number
} {
  const live = status === 'running' || status === 'paused'
  const lastMs = log.count === 0 ? 0 : log.timeAt(log.count - 1)
  const nowMs = Math.max(lastMs, report?.durationMs ?? progress?.atMs ?? 0)
  const expectedMs = live ? (progress?.expectedCycles ?? 0) * (document?.clock.cycleMs ?? 1_000) : 0
  return { live, nowMs, endMs: Math.max(nowMs, expectedMs, 1) }
}

interface SceneParts {
  readonly run: RunState
  readonly lanes: ReturnType<typeof useLanes>
  readonly zooming: ReturnType<typeof useZoom>
  readonly width: number
  readonly height: number
  readonly scrollTop: number
  readonly hoveredSeq: number | null
}

/** A new scene only when the picture changes: it is what makes the canvas draw. */
function useScene({ run, lanes, zooming, width, height, scrollTop, hoveredSeq }: SceneParts): Scene | null {
  const palette = usePalette()
  const focusedSeq = useStudio((state) => state.focusedSeq)
  const momentMs = useStudio(({ moment }) => moment?.atMs ?? null)
  const { document, log, report, progress } = run
  const { live, nowMs } = momentsOf(run)
  const { fromMs, toMs } = zooming.range
  const { index, tracks, version } = lanes
  const failuresMs = useMemo(
    () => failuresOf(log, report?.assertions ?? progress?.assertions ?? []),
    [log, report, progress],
  )
  const nameOfStep = useCallback((source: string) => sourceName(document, source), [document])
  const cycleMs = document?.clock.cycleMs ?? 1_000
  return useMemo(
    () =>
      palette === null || width === 0
        ? null
        : {
            log,
            index,
            tracks,
            width,
            height,
            scrollTop,
            palette,
            cycleMs,
            nowMs,
            live,
            momentMs,
            focusedSeq,
            hoveredSeq,
            failuresMs,
            nameOfStep,
            scale: scaleOf({ fromMs, toMs }, width),
          },
    // oxlint-disable-next-line react/exhaustive-deps -- the index grows in place; the version says that it did
    [
      log,
      index,
      tracks,
      version,
      width,
      height,
      scrollTop,
      palette,
      cycleMs,
      nowMs,
      live,
      momentMs,
      focusedSeq,
      hoveredSeq,
      failuresMs,
      nameOfStep,
      fromMs,
      toMs,
    ],
  )
}
