import type { GeneratedData } from '../../../domains/generate.ts'
import type { ChartLine, Range } from '../../charts/chart.ts'
import { valueRange } from '../../charts/chart.ts'
import { downsample } from '../../charts/downsample.ts'
import { stepsPerCandle } from './candles.ts'

/** Shown below the curve unless somebody chose otherwise; where there is none of them, the first few others. */
const SUITED = ['spread', 'volume']
const FEW = 2
/** Amounts: what several steps have is the sum. */
const AMOUNTS = new Set(['volume'])
const POINTS = 600
const MOST_BARS = 160
const COLOURS = ['var(--series-2)', 'var(--series-4)', 'var(--series-3)', 'var(--series-5)']

/** Which of a source's further fields are drawn below the curve. */
export function panelsOf(
  chosen: readonly string[] | undefined,
  fields: readonly string[],
): readonly string[] {
  const others = fields.slice(1)
  if (chosen !== undefined) return others.filter((field) => chosen.includes(field))
  const suited = others.filter((field) => SUITED.includes(field))
  return suited.length > 0 ? suited : others.slice(0, FEW)
}

/** A further field of a series, drawn by itself. */
export interface Panel {
  readonly title: string
  readonly xs: ArrayLike<number>
  readonly lines: readonly ChartLine[]
  readonly range: Range
}

/** The nth panel, of the whole series; null when the series has no such field. */
export function panelOf(data: GeneratedData, field: string, nth: number): Panel | null {
  const values = data.timeSeries[field]
  if (values === undefined) return null
  const colour = COLOURS[nth % COLOURS.length]!
  if (AMOUNTS.has(field)) return bars(field, values, colour)
  const xs = downsample(values, 0, values.length, POINTS)
  const lines = [{ key: field, label: field, colour, values: xs.map((index) => values[index]!) }]
  return { title: field, xs, lines, range: valueRange(lines, []) }
}

function bars(field: string, values: Float64Array, colour: string): Panel {
  const each = values.length <= MOST_BARS ? 1 : stepsPerCandle(values.length, MOST_BARS)
  const count = Math.ceil(values.length / each)
  const sums = new Float64Array(count)
  for (let step = 0; step < values.length; step++)
    sums[Math.floor(step / each)] = sums[Math.floor(step / each)]! + values[step]!
  const title = each === 1 ? field : `${field} of ${each.toLocaleString('en')} steps`
  const xs = Float64Array.from(sums, (_, nth) => Math.min(values.length - 1, nth * each + (each - 1) / 2))
  const lines = [{ key: field, label: field, colour, values: sums, bars: true }]
  return { title, xs, lines, range: { low: 0, high: Math.max(1e-9, valueRange(lines, []).high) } }
}

/** What of a panel lies before a step: all of it, for Infinity. */
export function panelUntil(panel: Panel, until: number): Panel {
  if (until === Infinity) return panel
  let count = 0
  while (count < panel.xs.length && panel.xs[count]! < until) count++
  return {
    ...panel,
    xs: Array.from({ length: count }, (_, at) => panel.xs[at]!),
    lines: panel.lines.map((line) => ({
      ...line,
      values: Array.from({ length: count }, (_, at) => line.values[at]!),
    })),
  }
}
