/** Columns of candles, one row for each; `at` is the step in the middle of it. */
export interface Candles {
  readonly stepsEach: number
  readonly at: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

const NICE = [1, 2, 5]

/** Steps in a candle so that about `most` of them show the whole: 1, 2 or 5 times a power of ten. */
export function stepsPerCandle(count: number, most: number): number {
  const least = Math.max(2, Math.ceil(count / most))
  for (let power = 1; ; power *= 10) for (const nice of NICE) if (nice * power >= least) return nice * power
}

/** Fields that are the candle's own where a source has them: recorded candles keep their shadows. */
export interface CandleFields {
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
}

/** Candles of [from, to), each of `stepsEach` steps. Extremes enclose both ends by construction. */
export function candlesOf(
  { open, high, low, close }: CandleFields,
  from: number,
  to: number,
  stepsEach: number,
): Candles {
  const count = Math.max(0, Math.ceil((to - from) / stepsEach))
  const candles = {
    stepsEach,
    at: new Float64Array(count),
    open: new Float64Array(count),
    high: new Float64Array(count),
    low: new Float64Array(count),
    close: new Float64Array(count),
  }
  for (let nth = 0; nth < count; nth++) {
    const start = from + nth * stepsEach
    const end = Math.min(to, start + stepsEach)
    let highest = -Infinity
    let lowest = Infinity
    for (let step = start; step < end; step++) {
      if (high[step]! > highest) highest = high[step]!
      if (low[step]! < lowest) lowest = low[step]!
    }
    candles.at[nth] = (start + end - 1) / 2
    candles.open[nth] = open[start]!
    candles.close[nth] = close[end - 1]!
    candles.high[nth] = highest
    candles.low[nth] = lowest
  }
  return candles
}

/** The candle fields of a series: its own where it has all four, else the primary value alone. */
export function candleFieldsOf(
  series: Readonly<Record<string, Float64Array>>,
  primary: Float64Array,
): CandleFields {
  const { open, high, low, close } = series
  return open !== undefined && high !== undefined && low !== undefined && close !== undefined
    ? { open, high, low, close }
    : { open: primary, high: primary, low: primary, close: primary }
}
