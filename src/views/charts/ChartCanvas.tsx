import { useLayoutEffect, useRef } from 'react'
import { usePixelRatio } from '../ui/use-pixel-ratio.ts'
import type { ChartLine, ChartPhase } from './chart.ts'
import { paintGrid, paintLines, paintNames, paintPhases, type Painter } from './paint.ts'
import type { Plot } from './plot.ts'
import { useColours } from './use-colours.ts'
import type { Size } from './useSize.ts'
import styles from './SeriesChart.module.css'

interface ChartCanvasProps {
  readonly size: Size
  readonly plot: Plot
  readonly phases: readonly ChartPhase[]
  /** Of the value axis. */
  readonly ticks: readonly number[]
  readonly xs: ArrayLike<number>
  readonly lines: readonly ChartLine[]
  readonly below: Painter | undefined
  readonly above: Painter | undefined
}

/**
 * Everything of a chart that moves with its data, drawn within the frame in which the data came. The axes
 * and the tooltip lie over it and follow when there is time.
 */
export const ChartCanvas = ({ size, plot, phases, ticks, xs, lines, below, above }: ChartCanvasProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colour = useColours(canvas)
  const ratio = usePixelRatio()
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (canvas.current === null || context === null || context === undefined) return
    const [across, down] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
    if (canvas.current.width !== across) canvas.current.width = across
    if (canvas.current.height !== down) canvas.current.height = down
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, size.width, size.height)
    const brush = { context, plot, colour }
    paintPhases(brush, phases)
    paintGrid(brush, ticks)
    if (phases.length > 0) paintNames(brush, phases, getComputedStyle(canvas.current).fontFamily)
    context.save()
    context.beginPath()
    context.rect(plot.left, plot.top - 1, plot.width, plot.height + 2)
    context.clip()
    below?.(brush)
    paintLines(brush, xs, lines)
    context.restore()
    above?.(brush)
  }, [size, plot, phases, ticks, xs, lines, below, above, colour, ratio])
  return <canvas ref={canvas} className={styles['canvas']} aria-hidden />
}
