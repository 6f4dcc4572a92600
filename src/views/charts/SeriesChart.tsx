import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react'
import {
  logAxis,
  logRange,
  rowsOf,
  valueAxis,
  valueRange,
  type ChartLine,
  type ChartMarker,
  type ChartPhase,
  type Range,
} from './chart.ts'
import { ChartCanvas } from './ChartCanvas.tsx'
import { ChartFrame } from './ChartFrame.tsx'
import type { Painter } from './paint.ts'
import { plotOf } from './plot.ts'
import { useSize, type Size } from './useSize.ts'
import styles from './SeriesChart.module.css'

export interface SeriesChartProps {
  /** What the chart shows, in a sentence: its accessible name. */
  readonly label: string
  /** Ascending. */
  readonly xs: ArrayLike<number>
  readonly lines: readonly ChartLine[]
  readonly phases?: readonly ChartPhase[]
  readonly markers?: readonly ChartMarker[]
  /** Left and right end of the x axis; the data's own when left out. */
  readonly domain?: readonly [number, number]
  readonly ticksOf: (from: number, to: number, wanted: number) => readonly number[]
  readonly formatX: (x: number) => string
  /** Heading of the tooltip; `formatX` when left out. */
  readonly describeX?: (x: number) => string
  readonly formatValue: (value: number) => string
  /** Where a line marks the record in focus. */
  readonly focusX?: number | null
  readonly onMarker?: (marker: ChartMarker) => void
  readonly className?: string
  /** Equal shares are equally high. For values above 0. */
  readonly logScale?: boolean
  /** What the value axis shows; that of the lines when left out. */
  readonly range?: Range | null
  /** Room for the labels of the value axis, so that charts above each other line up. */
  readonly axisWidth?: number
  /** Draw below the lines, and above them. Must keep their identity while they draw the same. */
  readonly below?: Painter | undefined
  readonly above?: Painter | undefined
  /** Lies over everything, inside of the chart: may ask recharts for its scales. */
  readonly overlay?: ReactNode
}

const NONE: readonly never[] = []
const X_TICK_PX = 84

/**
 * Curves over steps or time with shaded phases and markers. Give it at most some 600 points, see
 * `downsample`. With the chart focused, the arrow keys move the tooltip.
 */
export function SeriesChart(props: SeriesChartProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  return (
    <figure className={`${styles['figure']} ${props.className ?? ''}`} aria-label={props.label}>
      <div ref={frame} className={styles['frame']}>
        {size !== null && size.width > 40 && size.height > 30 && <Plot {...props} size={size} />}
      </div>
    </figure>
  )
}

function Plot({
  size,
  xs,
  lines,
  phases = NONE,
  markers = NONE,
  logScale = false,
  range = null,
  axisWidth: least = 0,
  ticksOf,
  below,
  above,
  ...rest
}: SeriesChartProps & { readonly size: Size }) {
  const [host, setHost] = useState<HTMLDivElement | null>(null)
  const named = phases.length > 0
  const y = useMemo(() => {
    const height = size.height - 30
    return logScale
      ? logAxis(range ?? logRange(lines), height, named)
      : valueAxis(range ?? valueRange(lines, markers), height, named)
  }, [lines, markers, size.height, named, logScale, range])
  const axisWidth = Math.max(least, y.width)
  const from = rest.domain?.[0] ?? xs[0] ?? 0
  const to = Math.max(rest.domain?.[1] ?? xs[xs.length - 1] ?? 1, from + 1e-9)
  const domain = useMemo((): readonly [number, number] => [from, to], [from, to])
  const plot = useMemo(
    () => plotOf(size, axisWidth, domain, y, logScale),
    [size, axisWidth, domain, y, logScale],
  )
  // What is read out and the axes follow the curve when there is time.
  const { label, formatX, describeX = formatX, formatValue, focusX = null, onMarker, overlay } = rest
  const now = useSame({
    size,
    plot,
    lines,
    phases,
    markers,
    domain,
    y,
    axisWidth,
    logScale,
    host,
    xs,
    ticksOf,
    label,
    formatX,
    describeX,
    formatValue,
    focusX,
    onMarker,
    overlay,
  })
  const { xs: shownXs, ticksOf: printed, ...shown } = useDeferredValue(now)
  const rows = useMemo(() => rowsOf(shownXs, shown.lines), [shownXs, shown.lines])
  const ticks = useMemo(
    () => [...printed(...shown.domain, Math.floor((shown.size.width - shown.axisWidth) / X_TICK_PX))],
    [printed, shown.domain, shown.size.width, shown.axisWidth],
  )
  return (
    <div className={styles['plot']}>
      <ChartCanvas {...{ size, plot, phases, xs, lines, below, above }} ticks={y.values} />
      <ChartFrame {...shown} rows={rows} ticks={ticks} />
      <div ref={setHost} className={styles['host']} />
    </div>
  )
}

/** The same object for as long as each of its fields is the same. */
function useSame<T extends object>(value: T): T {
  // The fields are what it depends on; their number never changes.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => value, Object.values(value))
}
