import type { GeneratedData } from '../../../domains/generate.ts'
import { downsample } from '../../charts/downsample.ts'
import type { ChartLine, ChartPhase, Range } from '../../charts/chart.ts'
import type { Painter } from '../../charts/paint.ts'
import { paintCandles, paintFan } from '../paint-stage.ts'
import { candleFieldsOf, candlesOf, stepsPerCandle, type Candles } from './candles.ts'
import { normalised } from './compare.ts'
import { FAN_QUANTILES, type Fan } from './fan.ts'

const POINTS = 600
const POINTS_COMPARED = 500
const MOST_CANDLES = 110
const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `var(--series-${nth})`)
const MAIN = 'var(--series-1)'

/** What the chart of the stage draws. */
export interface Drawing {
  readonly xs: ArrayLike<number>
  readonly lines: readonly ChartLine[]
  readonly phases: readonly ChartPhase[]
  readonly candles?: Candles
  readonly fan?: Fan
  /** Draws candles or a fan below the lines. */
  readonly paint?: Painter
  /** True when every drawn value is above 0, so that an axis can be logarithmic. */
  readonly positive: boolean
}

/** The primary values of a series and their field's name. */
export function primaryOf({ timeSeries }: GeneratedData): readonly [name: string, values: Float64Array] {
  const [first] = Object.entries(timeSeries)
  return first ?? ['value', new Float64Array(0)]
}

const allPositive = (lines: readonly ChartLine[]): boolean =>
  lines.every(({ values }) => {
    for (let index = 0; index < values.length; index++) if (!(values[index]! > 0)) return false
    return true
  })

const drawing = (parts: Omit<Drawing, 'positive'>): Drawing => ({
  ...parts,
  positive: allPositive(parts.lines),
})

/** One curve up to a step. */
export function drawLine(data: GeneratedData, until: number): Drawing {
  const [name, values] = primaryOf(data)
  const xs = downsample(values, 0, Math.min(until, values.length), POINTS)
  return drawing({
    xs,
    lines: [{ key: name, label: name, colour: MAIN, values: xs.map((index) => values[index]!) }],
    phases: data.phases,
  })
}

/** Candles up to a step; their four values are lines that are read out and not drawn. */
export function drawCandles(data: GeneratedData, until: number): Drawing {
  const [, values] = primaryOf(data)
  const fields = candleFieldsOf(data.timeSeries, values)
  const candles = candlesOf(
    fields,
    0,
    Math.min(until, values.length),
    stepsPerCandle(values.length, MOST_CANDLES),
  )
  const lines = (['open', 'high', 'low', 'close'] as const).map((key): ChartLine => ({
    key,
    label: key,
    colour: MAIN,
    values: candles[key],
    hidden: true,
  }))
  return drawing({ xs: candles.at, lines, phases: data.phases, candles, paint: paintCandles(candles) })
}

const QUANTILE_LABELS = FAN_QUANTILES.map((share) => (share === 0.5 ? 'median' : `${share * 100} %`))

/** Many seeds: the median is drawn as a line, the bands and the single runs by a layer of their own. */
export function drawFan(fan: Fan, phases: readonly ChartPhase[]): Drawing {
  const lines = fan.quantiles.map((values, nth): ChartLine => {
    const median = FAN_QUANTILES[nth] === 0.5
    return {
      key: QUANTILE_LABELS[nth]!,
      label: QUANTILE_LABELS[nth]!,
      colour: MAIN,
      values,
      hidden: !median,
    }
  })
  // The most at the top of the tooltip, as it is in the chart.
  return drawing({ xs: fan.xs, lines: lines.toReversed(), phases, fan, paint: paintFan(fan) })
}

export interface Compared {
  readonly id: string
  readonly title: string
  readonly data: GeneratedData
}

/** Several curves over each other, as they are or as changes from their first value. */
export function drawCompared(compared: readonly Compared[], asChange: boolean, until: number): Drawing {
  const lines = compared.flatMap(({ id, title, data }, nth): ChartLine[] => {
    const [, own] = primaryOf(data)
    const values = asChange ? normalised(own) : own
    if (values === null) return []
    const ownXs = downsample(values, 0, Math.min(until, values.length), POINTS_COMPARED)
    return [
      {
        key: id,
        label: title,
        colour: colourOf(nth),
        ownXs,
        values: ownXs.map((index) => values[index]!),
      },
    ]
  })
  return drawing({ xs: [], lines, phases: [] })
}

export const colourOf = (nth: number): string => COLOURS[nth % COLOURS.length] ?? MAIN

/** Room for the single runs of a fan too, which go beyond its bands. */
export function rangeOfFan({ runs }: Fan, logScale: boolean): Range {
  let low = Infinity
  let high = -Infinity
  for (const run of runs)
    for (let at = 0; at < run.length; at++) {
      const value = run[at]!
      if (value < low) low = value
      if (value > high) high = value
    }
  if (!(high > low)) return { low: low - 1, high: high + 1 }
  if (logScale && low > 0) return { low: low / (high / low) ** 0.05, high: high * (high / low) ** 0.05 }
  return { low: low - (high - low) * 0.05, high: high + (high - low) * 0.05 }
}
