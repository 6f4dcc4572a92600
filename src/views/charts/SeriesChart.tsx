import { useMemo, useRef, useState, type ReactNode } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import { fixed } from './axis.ts'
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
import { ChartTooltip } from './ChartTooltip.tsx'
import { MarkerLayer } from './MarkerLayer.tsx'
import { PhaseBands } from './PhaseBands.tsx'
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
  /** Drawn below and above the lines, inside of the chart: may ask recharts for its scales. */
  readonly underlay?: ReactNode
  readonly overlay?: ReactNode
}

const NONE: readonly never[] = []
const TICK = { fontSize: 11, fill: 'var(--text-3)' } as const
const X_TICK_PX = 84
const MARGIN = { top: 6, right: 10, bottom: 0, left: 0 } as const

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
  label,
  xs,
  lines,
  phases = NONE,
  markers = NONE,
  domain,
  focusX = null,
  onMarker,
  logScale = false,
  range = null,
  axisWidth = 0,
  underlay,
  overlay,
  ...axis
}: SeriesChartProps & { readonly size: Size }) {
  const { ticksOf, formatX, formatValue, describeX = formatX } = axis
  const [host, setHost] = useState<HTMLDivElement | null>(null)
  const named = phases.length > 0
  const mixed = lines.some(({ ownXs }) => ownXs !== undefined)
  const rows = useMemo(() => rowsOf(xs, lines), [xs, lines])
  const y = useMemo(() => {
    const height = size.height - 30
    return logScale
      ? logAxis(range ?? logRange(lines), height, named)
      : valueAxis(range ?? valueRange(lines, markers), height, named)
  }, [lines, markers, size.height, named, logScale, range])
  const width = Math.max(axisWidth, y.width)
  // One is enough for the tooltip to know where it is; each costs a measuring of its path.
  const drawn = lines
    .map((line, index) => ({ line, index }))
    .filter(({ line, index }) => line.hidden !== true || (index === 0 && lines.every(({ hidden }) => hidden)))
  const from = domain?.[0] ?? xs[0] ?? 0
  const to = Math.max(domain?.[1] ?? xs[xs.length - 1] ?? 1, from + 1e-9)
  const ticks = useMemo(
    () => [...ticksOf(from, to, Math.floor((size.width - width) / X_TICK_PX))],
    [ticksOf, from, to, size.width, width],
  )
  return (
    <div className={styles['plot']}>
      <LineChart
        width={size.width}
        height={size.height}
        data={rows}
        margin={MARGIN}
        aria-label={`${label} Arrow keys read the values.`}
      >
        <PhaseBands phases={phases} from={from} to={to} />
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="x"
          type="number"
          domain={[from, to]}
          allowDataOverflow
          ticks={ticks}
          tickFormatter={formatX}
          tick={TICK}
          tickLine={false}
          stroke="var(--border)"
          height={24}
          interval="preserveStart"
        />
        <YAxis
          type="number"
          scale={logScale ? 'log' : 'linear'}
          domain={[y.low, y.high]}
          allowDataOverflow
          ticks={[...y.values]}
          tickFormatter={(value: number) => fixed(value, y.digits)}
          tick={TICK}
          tickLine={false}
          axisLine={false}
          width={width}
          interval={0}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: 'var(--border-strong)', strokeDasharray: '3 3' }}
          content={
            <ChartTooltip lines={lines} phases={phases} describeX={describeX} formatValue={formatValue} />
          }
        />
        {focusX !== null && focusX >= from && focusX <= to && (
          <ReferenceLine x={focusX} stroke="var(--accent)" strokeWidth={1.5} />
        )}
        {underlay}
        {drawn.map(({ line: { key, colour, secondary = false, hidden = false, ownXs }, index }) => (
          <Line
            key={key}
            type="linear"
            dataKey={`y${index}`}
            stroke={hidden ? 'none' : colour}
            strokeWidth={secondary ? 1 : 1.75}
            {...(secondary && { strokeDasharray: '4 3' })}
            dot={false}
            connectNulls={ownXs !== undefined || mixed}
            activeDot={
              secondary || hidden
                ? false
                : { r: 3.5, strokeWidth: 2, stroke: 'var(--surface-1)', fill: colour }
            }
            isAnimationActive={false}
          />
        ))}
        {overlay}
        {markers.length > 0 && (
          <MarkerLayer markers={markers} host={host} from={from} to={to} onMarker={onMarker} />
        )}
      </LineChart>
      <div ref={setHost} className={styles['host']} />
    </div>
  )
}
