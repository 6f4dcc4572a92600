import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts'
import type { Candles } from './model/candles.ts'

const MOST_WIDTH_PX = 16

/** All candles in four paths: rising ones hollow, falling ones filled, so that colour is not alone. */
export const CandleLayer = ({ candles }: { readonly candles: Candles }) => {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  const area = usePlotArea()
  if (scaleX === undefined || scaleY === undefined || area === undefined) return null
  const left = scaleX(0)
  const right = scaleX(candles.stepsEach)
  if (left === undefined || right === undefined) return null
  const half = Math.max(0.5, Math.min(MOST_WIDTH_PX, (right - left) * 0.66) / 2)
  const paths = { up: '', upWicks: '', down: '', downWicks: '' }
  for (let nth = 0; nth < candles.at.length; nth++) {
    const x = scaleX(candles.at[nth]!)
    const [open, high, low, close] = [candles.open, candles.high, candles.low, candles.close].map((column) =>
      scaleY(column[nth]!),
    )
    if (
      x === undefined ||
      open === undefined ||
      high === undefined ||
      low === undefined ||
      close === undefined
    )
      continue
    const rising = candles.close[nth]! >= candles.open[nth]!
    const top = Math.min(open, close)
    const bottom = Math.max(open, close, top + 1)
    const wicks = `M${px(x)} ${px(high)}V${px(top)}M${px(x)} ${px(bottom)}V${px(low)}`
    const body = `M${px(x - half)} ${px(top)}H${px(x + half)}V${px(bottom)}H${px(x - half)}Z`
    paths[rising ? 'up' : 'down'] += body
    paths[rising ? 'upWicks' : 'downWicks'] += wicks
  }
  return (
    <g pointerEvents="none" fill="none" strokeWidth="1">
      <path d={paths.upWicks} stroke="var(--ok)" />
      <path d={paths.downWicks} stroke="var(--bad)" />
      <path d={paths.up} stroke="var(--ok)" fill="var(--surface-1)" />
      <path d={paths.down} stroke="var(--bad)" fill="var(--bad)" />
    </g>
  )
}

const px = (value: number): string => value.toFixed(1)
