// oxlint-disable jsx-a11y/prefer-tag-over-role -- inside an SVG there is no button element
import { useRef, useState, type KeyboardEvent } from 'react'
import { createPortal } from 'react-dom'
import { usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from 'recharts'
import type { ChartMarker } from './chart.ts'
import { MarkerGlyph } from './MarkerGlyph.tsx'
import styles from './SeriesChart.module.css'

interface MarkerLayerProps {
  readonly markers: readonly ChartMarker[]
  /** Lies over the chart; holds the explanation of a marker. */
  readonly host: HTMLElement | null
  readonly from: number
  readonly to: number
  readonly onMarker?: ((marker: ChartMarker) => void) | undefined
}

interface Placed {
  readonly marker: ChartMarker
  readonly x: number
  readonly y: number
}

/** Above the lines, below the tooltip. */
const LAYER = 700

/** The markers of a chart: one stop of the Tab key, arrow keys go from one to the next, Enter opens it. */
export function MarkerLayer({ markers, host, from, to, onMarker }: MarkerLayerProps) {
  const placed = usePlaced(markers, from, to)
  const [shown, setShown] = useState<string | null>(null)
  const [stop, setStop] = useState<string | null>(null)
  const group = useRef<SVGGElement>(null)
  const tabStop = placed.find(({ marker }) => marker.key === stop)?.marker.key ?? placed[0]?.marker.key
  const card = placed.find(({ marker }) => marker.key === shown)

  const onKeyDown = (event: KeyboardEvent, index: number, marker: ChartMarker) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: index + 1,
      ArrowLeft: index - 1,
      Home: 0,
      End: placed.length - 1,
    }
    const next = steps[event.key]
    // The chart itself listens for arrow keys.
    if (next !== undefined || event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
    }
    if (event.key === 'Enter' || event.key === ' ') onMarker?.(marker)
    else if (event.key === 'Escape') setShown(null)
    else if (next !== undefined) group.current?.querySelectorAll<SVGGElement>('[data-marker]')[next]?.focus()
  }

  return (
    <ZIndexLayer zIndex={LAYER}>
      {placed.map((item) => (
        <Origin key={item.marker.key} {...item} from={from} to={to} />
      ))}
      <g ref={group} role="group" aria-label={`${placed.length} markers; arrow keys move between them`}>
        {placed.map(({ marker, x, y }, index) => (
          <g
            key={marker.key}
            data-marker
            role="button"
            tabIndex={marker.key === tabStop ? 0 : -1}
            aria-label={`${marker.title}, ${marker.lines.join(', ')}`}
            transform={`translate(${x} ${y})`}
            className={styles['marker']}
            onClick={() => onMarker?.(marker)}
            onKeyDown={(event) => onKeyDown(event, index, marker)}
            onPointerEnter={() => setShown(marker.key)}
            onPointerLeave={() => setShown(null)}
            onFocus={() => (setStop(marker.key), setShown(marker.key))}
            onBlur={() => setShown(null)}
          >
            <circle r="12" className={styles['hit']} />
            <MarkerGlyph marker={marker} />
          </g>
        ))}
      </g>
      {card !== undefined &&
        host !== null &&
        createPortal(<MarkerCard {...card} width={host.clientWidth} />, host)}
    </ZIndexLayer>
  )
}

function usePlaced(markers: readonly ChartMarker[], from: number, to: number): Placed[] {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  const area = usePlotArea()
  if (scaleX === undefined || scaleY === undefined || area === undefined) return []
  const placed = markers.flatMap((marker) => {
    if (marker.x < from || marker.x > to) return []
    const x = scaleX(marker.x)
    const y = scaleY(marker.y)
    return x === undefined || y === undefined ? [] : [{ marker, x, y: Math.min(y, area.y + area.height - 6) }]
  })
  return spread(placed)
}

const CLOSE_PX = 9
const MOST_NUDGES = 5

/** Markers in one spot stand side by side, so that each can be seen and hit. They come in order of x. */
function spread(placed: readonly Placed[]): Placed[] {
  const done: Placed[] = []
  for (const item of placed) {
    let { x } = item
    const covers = (other: Placed) =>
      Math.abs(other.x - x) < CLOSE_PX && Math.abs(other.y - item.y) < CLOSE_PX
    for (let nudge = 0; nudge < MOST_NUDGES && done.slice(-MOST_NUDGES).some(covers); nudge++) x += CLOSE_PX
    done.push({ ...item, x })
  }
  return done
}

/** A thin line back to where a late event was published. */
function Origin({
  marker: { origin, colour },
  x,
  y,
  from,
  to,
}: Placed & { readonly from: number; readonly to: number }) {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  if (origin === undefined || scaleX === undefined || scaleY === undefined) return null
  const startX = scaleX(Math.min(to, Math.max(from, origin.x)))
  const startY = scaleY(origin.y)
  return (
    <g stroke={colour} fill="none" pointerEvents="none">
      <line x1={startX} y1={startY} x2={x} y2={y} strokeWidth="1.25" strokeDasharray="2 3" />
      {origin.x >= from && <circle cx={startX} cy={startY} r="3" fill="var(--surface-1)" strokeWidth="1.5" />}
    </g>
  )
}

const CARD_PX = 240

function MarkerCard({ marker, x, y, width }: Placed & { readonly width: number }) {
  const left = Math.max(4, Math.min(x - CARD_PX / 2, width - CARD_PX - 4))
  const above = y > 90
  return (
    <div
      className={`${styles['tooltip']} ${styles['card']}`}
      style={above ? { left, bottom: `calc(100% - ${y - 14}px)` } : { left, top: y + 14 }}
    >
      <p className={styles['tooltipHead']}>{marker.title}</p>
      {marker.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}
