// oxlint-disable jsx-a11y/prefer-tag-over-role -- inside an SVG there is no range element
import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import {
  usePlotArea,
  useXAxisInverseScale,
  useXAxisScale,
  useYAxisInverseScale,
  useYAxisScale,
  ZIndexLayer,
} from 'recharts'
import type { Composition } from '../../kinds/series-contracts.ts'
import { readable } from '../charts/axis.ts'
import { changeTo, endsOf, stepsOf } from './model/compose.ts'
import type { Values } from './model/entries.ts'
import styles from './composer.module.css'

/** Above the lines, as markers are. */
const LAYER = 700
/** What an arrow key changes, and what it does with Shift. */
const STEPS = [1, 10] as const
const SHARES = [0.01, 0.1] as const

interface ComposeHandlesProps {
  readonly composition: Composition
  readonly phases: readonly Values[]
  /** The curve: the ends of phases lie on it. */
  readonly values: Float64Array
  readonly chosen: number
  readonly onChoose: (phase: number) => void
  readonly onHold: () => void
  readonly onRelease: () => void
  readonly onResize: (phase: number, steps: number) => void
  readonly onRetarget: (phase: number, change: number) => void
}

/**
 * Handles on the curve: the edge between two phases moves sideways and is a phase's length, the point at
 * its end moves up and down and is where it ends. Each is a slider, so arrow keys do the same.
 */
export const ComposeHandles = (props: ComposeHandlesProps) => {
  const { composition, phases, values } = props
  const axes = useAxes()
  if (axes === null) return null
  const { scaleX, scaleY, invertX, invertY, area } = axes
  const ends = endsOf(composition, phases)
  return (
    <ZIndexLayer zIndex={LAYER}>
      {phases.map((phase, at) => {
        const end = ends[at] ?? 0
        const begin = ends[at - 1] ?? 0
        const x = scaleX(end - 1)
        const y = scaleY(values[end - 1] ?? NaN)
        if (x === undefined || end > values.length || x > area.x + area.width + 1) return null
        const shared = { ...props, at, phase, area, name: nameOf(phase, at) }
        return (
          // A phase is told apart by its place alone.
          // oxlint-disable-next-line react/no-array-index-key
          <g key={at}>
            <EdgeHandle {...shared} x={x} toStep={(px) => Number(invertX(px)) + 1 - begin} />
            {y !== undefined && Number.isFinite(y) && !composition.isFree(phase) && (
              <EndHandle
                {...shared}
                x={x}
                y={y}
                toChange={(px) =>
                  changeTo(composition, values[Math.max(0, begin - 1)] ?? NaN, Number(invertY(px)))
                }
              />
            )}
          </g>
        )
      })}
    </ZIndexLayer>
  )
}

/**
 * The chart's axes; while it exchanges one for another the last ones, so that a handle stays in the page
 * and keeps the focus and the pointer.
 */
function useAxes() {
  const scaleX = useXAxisScale()
  const scaleY = useYAxisScale()
  const invertX = useXAxisInverseScale()
  const invertY = useYAxisInverseScale()
  const area = usePlotArea()
  const now =
    scaleX === undefined || scaleY === undefined || invertX === undefined || invertY === undefined
      ? null
      : area && { scaleX, scaleY, invertX, invertY, area }
  const last = useRef<typeof now>(null)
  useEffect(() => {
    if (now != null) last.current = now
  })
  return now ?? last.current ?? null
}

const nameOf = (phase: Values, at: number): string =>
  typeof phase['name'] === 'string' ? phase['name'] : `Phase ${at + 1}`

interface HandleProps extends ComposeHandlesProps {
  readonly at: number
  readonly phase: Values
  readonly name: string
  readonly area: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly x: number
}

/**
 * Dragging: the pointer is held by the handle, and the axes stand still. The curve under the pointer is
 * drawn anew with every move, so what is dragged is measured on the axes as they were.
 */
function useDrag(
  { onHold, onRelease, onChoose, at }: HandleProps,
  toValue: (px: number, py: number) => void,
) {
  const held = useRef<{ svg: DOMRect; toValue: (px: number, py: number) => void } | null>(null)
  return {
    onPointerDown(event: PointerEvent<SVGGElement>) {
      const svg = event.currentTarget.ownerSVGElement
      if (svg === null || event.button !== 0) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { svg: svg.getBoundingClientRect(), toValue }
      onChoose(at)
      onHold()
    },
    onPointerMove(event: PointerEvent<SVGGElement>) {
      const drag = held.current
      if (drag !== null) drag.toValue(event.clientX - drag.svg.left, event.clientY - drag.svg.top)
    },
    onPointerUp() {
      if (held.current === null) return
      held.current = null
      onRelease()
    },
    onPointerCancel() {
      held.current = null
      onRelease()
    },
  }
}

/** -1, 1 or 0 for the arrow keys, with how far: little, or with Shift much. */
function arrowOf(event: KeyboardEvent, far: readonly [number, number]): number {
  const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key] ?? 0
  if (sign === 0) return 0
  event.preventDefault()
  // The chart itself listens for arrow keys.
  event.stopPropagation()
  return sign * far[event.shiftKey ? 1 : 0]
}

const EdgeHandle = (props: HandleProps & { readonly toStep: (px: number) => number }) => {
  const { composition, phase, name, area, x, at, chosen, toStep, onResize, onChoose } = props
  const drag = useDrag(props, (px) => onResize(at, toStep(px)))
  const steps = stepsOf(composition, phase)
  return (
    <g
      {...drag}
      role="slider"
      tabIndex={0}
      aria-label={`Length of ${name}`}
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuenow={steps}
      aria-valuetext={`${steps} steps`}
      className={`${styles['edge']} ${at === chosen ? styles['chosen'] : ''}`}
      onFocus={() => onChoose(at)}
      onKeyDown={(event) => {
        const by = arrowOf(event, STEPS)
        if (by !== 0) onResize(at, steps + by)
      }}
    >
      <rect x={x - 7} y={area.y} width="14" height={area.height} fill="transparent" />
      <line x1={x} x2={x} y1={area.y} y2={area.y + area.height} />
      <rect className={styles['grip']} x={x - 4} y={area.y + area.height - 26} width="8" height="22" rx="3" />
    </g>
  )
}

interface EndHandleProps extends HandleProps {
  readonly y: number
  readonly toChange: (py: number) => number
}

const EndHandle = (props: EndHandleProps) => {
  const { composition, phase, name, x, y, at, chosen, toChange, onRetarget, onChoose } = props
  const drag = useDrag(props, (_px, py) => onRetarget(at, toChange(py)))
  const change = Number(phase[composition.change])
  const text =
    composition.scale === 'relative'
      ? `${change > 0 ? '+' : ''}${readable(change * 100)} %`
      : readable(change)
  return (
    <g
      {...drag}
      role="slider"
      tabIndex={0}
      aria-label={`Where ${name} ends`}
      aria-orientation="vertical"
      aria-valuenow={change}
      aria-valuetext={text}
      className={`${styles['end']} ${at === chosen ? styles['chosen'] : ''}`}
      onFocus={() => onChoose(at)}
      onKeyDown={(event) => {
        const by = arrowOf(event, SHARES)
        if (by !== 0) onRetarget(at, Math.round((change + by) * 10_000) / 10_000)
      }}
    >
      <circle cx={x} cy={y} r="14" fill="transparent" />
      <circle className={styles['dot']} cx={x} cy={y} r="6" />
      <text x={x - 11} y={y - 11} textAnchor="end">
        {text}
      </text>
    </g>
  )
}
