import { useMemo } from 'react'
import { useXAxisScale, useYAxisScale } from 'recharts'
import type { Fan } from './model/fan.ts'

const MOST_RUNS = 60
const RUN_POINTS = 130

type Scale = (value: number) => number | undefined

/** The bands of a fan, the outer lighter than the inner, and under them the single runs as hairlines. */
export const FanLayer = ({ fan }: { readonly fan: Fan }) => {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  const paths = useMemo(
    () => (scaleX === undefined || scaleY === undefined ? null : pathsOf(fan, scaleX, scaleY)),
    [fan, scaleX, scaleY],
  )
  if (paths === null) return null
  return (
    <g pointerEvents="none" stroke="none">
      <path d={paths.runs} fill="none" stroke="var(--series-1)" strokeWidth="0.6" strokeOpacity="0.28" />
      <path d={paths.outer} fill="var(--series-1)" fillOpacity="0.13" />
      <path d={paths.inner} fill="var(--series-1)" fillOpacity="0.2" />
    </g>
  )
}

function pathsOf(fan: Fan, scaleX: Scale, scaleY: Scale) {
  const xs = fan.xs.map((x) => scaleX(x) ?? 0)
  const [outerLow, innerLow, , innerHigh, outerHigh] = fan.quantiles.map((values) => placed(values, scaleY))
  // Hairlines in a crowd: every third place of a long series is enough of each.
  const every = Math.max(1, Math.floor(xs.length / RUN_POINTS))
  const places = xs.map((_, at) => at).filter((at) => at % every === 0 || at === xs.length - 1)
  const runXs = places.map((at) => xs[at]!)
  const runs = fan.runs.slice(0, MOST_RUNS).map((run) =>
    line(
      runXs,
      places.map((at) => scaleY(run[at]!) ?? 0),
    ),
  )
  return {
    runs: runs.join(''),
    outer: area(xs, outerLow, outerHigh),
    inner: area(xs, innerLow, innerHigh),
  }
}

const placed = (values: Float64Array, scaleY: Scale): number[] =>
  Array.from(values, (value) => scaleY(value) ?? 0)

/** To a tenth of a pixel, without the cost of `toFixed`. */
const px = (value: number): number => Math.round(value * 10) / 10

function line(xs: readonly number[], ys: readonly number[]): string {
  let path = ''
  for (let at = 0; at < xs.length; at++) path += `${at === 0 ? 'M' : 'L'}${px(xs[at]!)} ${px(ys[at]!)}`
  return path
}

function area(xs: readonly number[], low: readonly number[] = [], high: readonly number[] = []): string {
  let path = line(xs, high)
  for (let at = xs.length - 1; at >= 0; at--) path += `L${px(xs[at]!)} ${px(low[at] ?? 0)}`
  return `${path}Z`
}
