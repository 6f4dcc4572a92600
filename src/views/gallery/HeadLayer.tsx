import { useXAxisScale, useYAxisScale } from 'recharts'

/** The place where a curve that is played has come to. */
export const HeadLayer = ({ x, y }: { readonly x: number; readonly y: number }) => {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  const cx = scaleX?.(x)
  const cy = scaleY?.(y)
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return null
  return (
    <g pointerEvents="none">
      <circle cx={cx} cy={cy} r="9" fill="var(--series-1)" fillOpacity="0.2" />
      <circle cx={cx} cy={cy} r="4" fill="var(--series-1)" stroke="var(--surface-1)" strokeWidth="1.5" />
    </g>
  )
}
