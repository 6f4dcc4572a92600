import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { usePixelRatio } from '../ui/use-pixel-ratio.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of an element in CSS pixels, as it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      setSize((before) => (before.width === next.width && before.height === next.height ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}

type Paint = (context: CanvasRenderingContext2D) => void

/** Draws in the next frame, once, when `paint` has changed. Sharp at any pixel ratio. */
export function usePainting(
  ref: RefObject<HTMLCanvasElement | null>,
  { width, height }: Size,
  paint: Paint,
): void {
  const ratio = usePixelRatio()
  const next = useRef<(() => void) | null>(null)
  const frame = useRef(0)
  useEffect(() => {
    next.current = () => repaint(ref.current, { width, height }, ratio, paint)
    // A frame that is asked for already draws what is newest by then: changes quicker than frames cannot starve it.
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      next.current?.()
    })
  }, [ref, width, height, ratio, paint])
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )
}

function repaint(
  canvas: HTMLCanvasElement | null,
  { width, height }: Size,
  ratio: number,
  paint: Paint,
): void {
  const context = canvas?.getContext('2d')
  if (canvas === null || context === null || context === undefined || width === 0 || height === 0) return
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== across) canvas.width = across
  if (canvas.height !== down) canvas.height = down
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  paint(context)
}
