import type { ScenarioPhase } from '../../kinds/contracts.ts'
import { fixed, niceTicks, type Ticks } from './axis.ts'

/** One curve; `values[i]` belongs to `xs[i]` of the chart. */
export interface ChartLine {
  readonly key: string
  readonly label: string
  /** A colour token, such as `var(--series-1)`. */
  readonly colour: string
  readonly values: ArrayLike<number>
  /** Drawn thin and dashed, as company of the first line. */
  readonly secondary?: boolean
}

/** A shaded stretch of the x axis. */
export interface ChartPhase {
  readonly name: string
  readonly phase: ScenarioPhase
  readonly from: number
  readonly to: number
}

export type MarkerShape =
  'circle' | 'triangle' | 'square' | 'diamond' | 'pentagon' | 'cross' | 'flag' | 'pennant'

/** A place on the chart that stands for one event, or for several close together. */
export interface ChartMarker {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly shape: MarkerShape
  readonly colour: string
  /** Only an outline: an event that never arrived. */
  readonly hollow?: boolean
  readonly count: number
  /** What it is, and the lines that explain it. */
  readonly title: string
  readonly lines: readonly string[]
  /** Where a late event was published. */
  readonly origin?: { readonly x: number; readonly y: number }
}

export interface Range {
  readonly low: number
  readonly high: number
}

/** Lowest and highest of everything that is drawn, with room above and below; never without extent. */
export function valueRange(lines: readonly ChartLine[], markers: readonly ChartMarker[]): Range {
  let low = Infinity
  let high = -Infinity
  const take = (value: number) => {
    if (value < low) low = value
    if (value > high) high = value
  }
  for (const { values } of lines) for (let index = 0; index < values.length; index++) take(values[index]!)
  for (const { y, origin } of markers) {
    take(y)
    if (origin !== undefined) take(origin.y)
  }
  if (low > high) return { low: 0, high: 1 }
  const span = high - low
  const room = span > 0 ? span * 0.08 : Math.max(Math.abs(high) * 0.01, 0.01)
  return { low: low - room, high: high + room }
}

export interface ValueAxis extends Range, Ticks {
  /** Pixels the widest label takes. */
  readonly width: number
}

const DIGIT_PX = 6.6
const TICK_PX = 44
/** What the names of phases take at the top. */
const NAMES_PX = 16

export function valueAxis({ low, high }: Range, heightPx: number, named: boolean): ValueAxis {
  const top = named ? high + ((high - low) * NAMES_PX) / Math.max(NAMES_PX, heightPx - NAMES_PX) : high
  const ticks = niceTicks(low, top, Math.max(2, Math.floor(heightPx / TICK_PX)))
  const widest = Math.max(0, ...ticks.values.map((value) => fixed(value, ticks.digits).length))
  return { low, high: top, ...ticks, width: Math.ceil(widest * DIGIT_PX) + 12 }
}

/** The row of `xs` nearest to `x`, or -1 when there is none. O(log n); `xs` ascend. */
export function nearest(xs: ArrayLike<number>, x: number): number {
  if (xs.length === 0) return -1
  let low = 0
  let high = xs.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (xs[middle]! < x) low = middle + 1
    else high = middle
  }
  return low > 0 && x - xs[low - 1]! < xs[low]! - x ? low - 1 : low
}
