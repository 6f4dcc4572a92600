import { memo } from 'react'
import { Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import { fixed } from './axis.ts'
import type { ChartLine, ChartMarker, ChartPhase, Row, ValueAxis } from './chart.ts'
import { ChartCursor } from './ChartCursor.tsx'
import { ChartTooltip } from './ChartTooltip.tsx'
import { MarkerLayer } from './MarkerLayer.tsx'
import { MARGIN, X_AXIS_PX, type Plot } from './plot.ts'
import type { SeriesChartProps } from './SeriesChart.tsx'
import type { Size } from './useSize.ts'

const TICK = { fontSize: 11, fill: 'var(--text-3)' } as const

type Asked = Pick<SeriesChartProps, 'label' | 'formatX' | 'formatValue' | 'overlay'>

export interface ChartFrameProps extends Asked {
  readonly describeX: (x: number) => string
  readonly focusX: number | null
  readonly onMarker: ((marker: ChartMarker) => void) | undefined
  readonly size: Size
  readonly plot: Plot
  readonly rows: readonly Row[]
  readonly lines: readonly ChartLine[]
  readonly phases: readonly ChartPhase[]
  readonly markers: readonly ChartMarker[]
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  readonly y: ValueAxis
  readonly axisWidth: number
  readonly logScale: boolean
  /** Holds the explanation of a marker. */
  readonly host: HTMLElement | null
}

/** The axes of a chart, its tooltip and what can be taken hold of. The curves are drawn below it. */
export const ChartFrame = memo((props: ChartFrameProps) => {
  const { size, plot, label, rows, lines, phases, markers, domain, ticks, y, axisWidth, logScale } = props
  const { formatX, describeX, formatValue, focusX, onMarker, overlay, host } = props
  const [from, to] = domain
  return (
    <LineChart
      width={size.width}
      height={size.height}
      data={rows}
      margin={MARGIN}
      aria-label={`${label} Arrow keys read the values.`}
    >
      <XAxis
        dataKey="x"
        type="number"
        domain={domain}
        allowDataOverflow
        ticks={ticks}
        tickFormatter={formatX}
        tick={TICK}
        tickLine={false}
        stroke="var(--border)"
        height={X_AXIS_PX}
        interval="preserveStart"
      />
      <YAxis
        type="number"
        scale={logScale ? 'log' : 'linear'}
        domain={[y.low, y.high]}
        allowDataOverflow
        ticks={y.values}
        tickFormatter={(value: number) => fixed(value, y.digits)}
        tick={TICK}
        tickLine={false}
        axisLine={false}
        width={axisWidth}
        interval={0}
      />
      <Tooltip
        isAnimationActive={false}
        cursor={<ChartCursor plot={plot} rows={rows} lines={lines} />}
        content={
          <ChartTooltip lines={lines} phases={phases} describeX={describeX} formatValue={formatValue} />
        }
      />
      {focusX !== null && focusX >= from && focusX <= to && (
        <ReferenceLine x={focusX} stroke="var(--accent)" strokeWidth={1.5} />
      )}
      {/* Tells the tooltip where the rows are. */}
      <Line dataKey="x" shape={drawNothing} dot={false} activeDot={false} isAnimationActive={false} />
      {overlay}
      {markers.length > 0 && (
        <MarkerLayer markers={markers} host={host} from={from} to={to} onMarker={onMarker} />
      )}
    </LineChart>
  )
})

const drawNothing = () => <></>
