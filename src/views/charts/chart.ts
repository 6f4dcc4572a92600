import type { ScenarioPhase } from '../../kinds/contracts.ts'
import { fixed, logTicks, niceTicks, type Ticks } from './axis.ts'

/** One curve; `values[i]` belongs to `xs[i]` of the chart. */
export interface ChartLine {
  readonly key: string
  readonly label: string
  /** A colour token, such as `var(--series-1)`. */
  readonly colour: string
  readonly values: ArrayLike<number>
  /** Drawn thin and dashed, as company of the first line. */
  readonly secondary?: boolean
  /** Not drawn, but read out and counted into the axis: something else draws its values. */
  readonly hidden?: boolean
  /** Drawn as bars from the bottom up: amounts. */
  readonly bars?: boolean
  /** Where its values lie, if not where the chart's own `xs` are. Ascending. */
  readonly ownXs?: ArrayLike<number>
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

/** A row of the chart: `x`, and `y0`, `y1`, ... for the lines that have a value there. */
export type Row = Record<string, number | null>

/** All lines on one ascending x axis; where a line has no value of its own the row says nothing of it. */
export function rowsOf(xs: ArrayLike<number>, lines: readonly ChartLine[]): Row[] {
  const shared = lines
    .map(({ ownXs }, index) => ({ index, shared: ownXs === undefined }))
    .filter((line) => line.shared)
  const rows = Array.from({ length: xs.length }, (_, at) => {
    const row: Row = { x: xs[at]! }
    for (const { index } of shared) row[`y${index}`] = number(lines[index]!.values[at]!)
    return row
  })
  return lines.reduce(
    (merged, line, index) =>
      line.ownXs === undefined ? merged : merge(merged, line.ownXs, line.values, `y${index}`),
    rows,
  )
}

/** Chart libraries take null, not NaN, for a gap. */
const number = (value: number): number | null => (Number.isFinite(value) ? value : null)

function merge(rows: readonly Row[], xs: ArrayLike<number>, values: ArrayLike<number>, name: string): Row[] {
  const merged: Row[] = []
  let at = 0
  for (const row of rows) {
    const x = row['x'] ?? 0
    for (; at < xs.length && xs[at]! < x; at++) merged.push({ x: xs[at]!, [name]: number(values[at]!) })
    const same = at < xs.length && x === xs[at]
    merged.push(same ? { ...row, [name]: number(values[at]!) } : row)
    if (same) at++
  }
  for (; at < xs.length; at++) merged.push({ x: xs[at]!, [name]: number(values[at]!) })
  return merged
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
  return withTicks(low, top, niceTicks(low, top, tickCount(heightPx)))
}

/** The same on a logarithmic scale, on which equal shares are equally high. Both ends above 0. */
export function logAxis({ low, high }: Range, heightPx: number, named: boolean): ValueAxis {
  const top = named ? high * (high / low) ** (NAMES_PX / Math.max(NAMES_PX, heightPx - NAMES_PX)) : high
  return withTicks(low, top, logTicks(low, top, tickCount(heightPx)))
}

const tickCount = (heightPx: number): number => Math.max(2, Math.floor(heightPx / TICK_PX))

function withTicks(low: number, high: number, ticks: Ticks): ValueAxis {
  const widest = Math.max(0, ...ticks.values.map((value) => fixed(value, ticks.digits).length))
  return { low, high, ...ticks, width: Math.ceil(widest * DIGIT_PX) + 12 }
}

/** What a logarithmic axis has to show: lowest and highest above 0, with the same room on both sides. */
export function logRange(lines: readonly ChartLine[]): Range {
  let low = Infinity
  let high = 0
  for (const { values } of lines)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!
      if (!(value > 0)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  if (low > high) return { low: 1, high: 10 }
  const room = Math.max(1.002, (high / low) ** 0.08)
  return { low: low / room, high: high * room }
}
