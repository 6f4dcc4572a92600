import { useCallback, useMemo } from 'react'
import { sourceName } from '../log/format.ts'
import { latencyBetween, printLatency } from '../log/latency.ts'
import { useStudio, type RunState } from '../store/studio.ts'
import { arrowsOf } from './arrows.ts'
import { failureOf, failuresOf } from './describe.ts'
import type { Scene } from './scene.ts'
import { usePalette } from './use-palette.ts'
import type { Lanes, Zooming } from './use-timeline.ts'
import { axisEnd, scaleOf } from './viewport.ts'

/** Where virtual time stands, and where the axis ends. */
export function useMoments(run: RunState): { live: boolean; nowMs: number; endMs: number } {
  const speed = useStudio((state) => state.speed)
  const { live, nowMs } = momentOf(run)
  const { progress, document } = run
  const expectedMs = live ? (progress?.expectedCycles ?? 0) * (document?.clock.cycleMs ?? 1_000) : 0
  return { live, nowMs, endMs: axisEnd(nowMs, expectedMs, speed) }
}

function momentOf({ status, progress, report, log }: RunState): { live: boolean; nowMs: number } {
  const live = status === 'running' || status === 'paused'
  const lastMs = log.count === 0 ? 0 : log.timeAt(log.count - 1)
  return { live, nowMs: Math.max(lastMs, report?.durationMs ?? progress?.atMs ?? 0) }
}

/** The latency from the record it is measured from to the focused one; null while there are not both. */
export function useMeasured({ log, document }: RunState): Scene['measured'] {
  const from = useStudio((state) => state.measuredFrom)
  const to = useStudio((state) => state.focusedSeq)
  const cycleMs = document?.clock.cycleMs ?? 1_000
  return useMemo(() => {
    if (from === null || to === null || from === to || Math.max(from, to) >= log.count) return null
    return { seq: from, text: printLatency(latencyBetween(log, from, to, cycleMs)) }
  }, [log, from, to, cycleMs])
}

interface SceneParts {
  readonly run: RunState
  readonly lanes: Lanes
  readonly zooming: Zooming
  readonly width: number
  readonly height: number
  readonly scrollTop: number
  readonly pinnedHeight: number
  readonly hoveredSeq: number | null
  readonly measured: Scene['measured']
}

/** A new scene only when the picture changes: it is what makes the canvas draw. */
export function useScene(parts: SceneParts): Scene | null {
  const { run, lanes, zooming, width, height, scrollTop, pinnedHeight, hoveredSeq, measured } = parts
  const palette = usePalette()
  const focusedSeq = useStudio((state) => state.focusedSeq)
  const momentMs = useStudio(({ moment }) => moment?.atMs ?? null)
  const brushed = useStudio((state) => state.range)
  const { document, log, report, progress } = run
  const { live, nowMs } = momentOf(run)
  const { fromMs, toMs } = zooming.range
  const { index, tracks, version } = lanes
  const failuresMs = useMemo(
    () => failuresOf(log, report?.assertions ?? progress?.assertions ?? []),
    [log, report, progress],
  )
  // oxlint-disable-next-line react/exhaustive-deps -- the index grows in place; the version says that it did
  const failure = useMemo(() => failureOf(run, index), [run, index, version])
  const rows = log.count
  const arrows = useMemo(
    () => (focusedSeq === null || focusedSeq >= rows ? [] : arrowsOf(log, focusedSeq)),
    [log, rows, focusedSeq],
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
            pinnedHeight,
            palette,
            cycleMs,
            nowMs,
            live,
            momentMs,
            focusedSeq,
            hoveredSeq,
            arrows,
            measured,
            brushed,
            failuresMs,
            failure,
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
      pinnedHeight,
      palette,
      cycleMs,
      nowMs,
      live,
      momentMs,
      focusedSeq,
      hoveredSeq,
      arrows,
      measured,
      brushed,
      failuresMs,
      failure,
      nameOfStep,
      fromMs,
      toMs,
    ],
  )
}
