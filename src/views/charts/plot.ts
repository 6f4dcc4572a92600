import type { Range } from './chart.ts'

/** Room round the plot for the axes; recharts is told the same. */
export const MARGIN = { top: 6, right: 10, bottom: 0, left: 0 } as const
export const X_AXIS_PX = 24

/** Where a chart draws, in CSS pixels, and what lies where. */
export interface Plot {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

export function plotOf(
  size: { readonly width: number; readonly height: number },
  axisWidth: number,
  [from, to]: readonly [number, number],
  { low, high }: Range,
  logScale: boolean,
): Plot {
  const left = MARGIN.left + axisWidth
  const { top } = MARGIN
  const width = Math.max(1, size.width - left - MARGIN.right)
  const height = Math.max(1, size.height - top - MARGIN.bottom - X_AXIS_PX)
  const [bottom, full] = logScale ? [Math.log(low), Math.log(high / low)] : [low, high - low]
  return {
    left,
    top,
    width,
    height,
    x: (value) => left + ((value - from) / (to - from)) * width,
    y: (value) => top + height - (((logScale ? Math.log(value) : value) - bottom) / full) * height,
  }
}
