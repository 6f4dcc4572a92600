import { useXAxisScale, useYAxisScale } from 'recharts'
import type { Fan } from './model/fan.ts'

const MOST_RUNS = 60

type Scale = (value: number) => number | undefined

/** The bands of a fan, the outer lighter than the inner, and under them the single runs as hairlines. */
export const FanLayer = ({ fan }: { readonly fan: Fan }) => {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  if (scaleX === undefined || scaleY === undefined) return null
  const xs = fan.xs.map((x) => scaleX(x) ?? 0)
  const [outerLow, innerLow, , innerHigh, outerHigh] = fan.quantiles
  const runs = fan.runs.slice(0, MOST_RUNS).map((run) => line(xs, run, scaleY))
  return (
    <g pointerEvents="none" stroke="none">
      <path d={runs.join('')} fill="none" stroke="var(--series-1)" strokeWidth="0.6" strokeOpacity="0.28" />
      <path d={area(xs, outerLow, outerHigh, scaleY)} fill="var(--series-1)" fillOpacity="0.13" />
      <path d={area(xs, innerLow, innerHigh, scaleY)} fill="var(--series-1)" fillOpacity="0.2" />
    </g>
  )
}

const point = (x: number, value: number, scaleY: Scale): string =>
  `${x.toFixed(1)} ${(scaleY(value) ?? 0).toFixed(1)}`

function line(xs: readonly number[], values: Float64Array, scaleY: Scale): string {
  let path = ''
  for (let at = 0; at < xs.length; at++)
    path += `${at === 0 ? 'M' : 'L'}${point(xs[at]!, values[at]!, scaleY)}`
  return path
}

function area(
  xs: readonly number[],
  low: Float64Array | undefined,
  high: Float64Array | undefined,
  scaleY: Scale,
) {
  if (low === undefined || high === undefined) return ''
  let path = line(xs, high, scaleY)
  for (let at = xs.length - 1; at >= 0; at--) path += `L${point(xs[at]!, low[at]!, scaleY)}`
  return `${path}Z`
}
