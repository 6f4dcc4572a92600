import { useEffect, useState, type RefObject } from 'react'
import { useStudio } from '../store/studio.ts'

export interface TimeWindow {
  readonly fromMs: number
  readonly toMs: number
}

export interface WindowControl extends TimeWindow {
  readonly zoomed: boolean
  /** Makes the window `factor` times as long, round the point at `share` of it. */
  zoom(factor: number, share?: number): void
  /** Moves by a share of the window's length. */
  pan(share: number): void
  reset(): void
}

const LEAST_MS = 10

/**
 * The part of [0, extentMs] that is shown; while it is not zoomed, it follows the extent. A stretch that every panel
 * is narrowed to is shown as soon as it is chosen; from there one may zoom on.
 */
export function useWindow(extentMs: number): WindowControl {
  const range = useStudio((state) => state.range)
  const [chosen, setChosen] = useState<TimeWindow | null>(range)
  const [followed, setFollowed] = useState(range)
  if (followed !== range) {
    setFollowed(range)
    setChosen(range === null ? null : { ...range, toMs: Math.max(range.toMs, range.fromMs + LEAST_MS) })
  }
  const { fromMs, toMs } = chosen ?? { fromMs: 0, toMs: extentMs }
  const show = (start: number, length: number) => {
    const long = Math.max(LEAST_MS, length)
    if (long >= extentMs) return setChosen(null)
    const from = Math.min(Math.max(0, start), extentMs - long)
    setChosen({ fromMs: from, toMs: from + long })
  }
  return {
    fromMs,
    toMs,
    zoomed: chosen !== null,
    zoom(factor, share = 0.5) {
      const length = (toMs - fromMs) * factor
      show(fromMs + (toMs - fromMs - length) * share, length)
    },
    pan: (share) => show(fromMs + (toMs - fromMs) * share, toMs - fromMs),
    reset: () => setChosen(null),
  }
}

/** The wheel zooms at the pointer; with Shift, or sideways, it moves. */
export function useWheelZoom(ref: RefObject<HTMLElement | null>, control: WindowControl): void {
  useEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const sideways = event.shiftKey ? event.deltaY : event.deltaX
      if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey)
        control.pan(Math.sign(sideways) * 0.1)
      else
        control.zoom(
          event.deltaY > 0 ? 1.25 : 0.8,
          Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)),
        )
    }
    // React listens passively, and then the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  })
}
