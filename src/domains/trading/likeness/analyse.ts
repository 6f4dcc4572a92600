import type { Statistic } from '../../../kinds/contracts.ts'
import type { Analysis, AnalysisContext } from '../../../kinds/series-contracts.ts'
import { innovationsOf, marketLikeness, noLikeness } from './likeness.ts'
import { logReturns, momentsOf, quantileOf } from './moments.ts'

const YEAR_MS = 31_557_600_000
/** What lasted for minutes says nothing of a year. */
const SHORTEST_YEAR_MS = 3_600_000

/** What people who answer for risk ask of a price series, and how market-like it is. O(n log n), on demand. */
export function analysePrices(
  series: Readonly<Record<string, Float64Array>>,
  context: AnalysisContext,
): Analysis {
  const prices = series['price'] ?? new Float64Array(0)
  const returns = logReturns(prices)
  const statistics = [...extremes(prices), ...riskOf(prices, returns, context.stepMs)]
  if (returns === null)
    return { statistics, likeness: noLikeness('Prices that are not above zero have no returns to compare.') }
  const volume = series['volume']?.slice(1) ?? null
  return { statistics, likeness: marketLikeness({ returns: innovationsOf(returns, context), volume }) }
}

const statistic = (name: string, label: string, value: number | null, unit?: string): Statistic => ({
  name,
  label,
  value: value === null || Number.isFinite(value) ? value : null,
  ...(unit === undefined ? {} : { unit }),
})

const percent = (value: number | null): number | null => (value === null ? null : 100 * value)

function extremes(prices: Float64Array): Statistic[] {
  let [low, high] = [Infinity, -Infinity]
  for (const price of prices) {
    if (price < low) low = price
    if (price > high) high = price
  }
  const positive = low > 0
  const [first, last] = [prices[0], prices.at(-1)]
  const change = positive && first !== undefined && last !== undefined ? last / first - 1 : null
  return [
    statistic('changePercent', 'Change', percent(change), '%'),
    statistic('min', 'Lowest', low),
    statistic('max', 'Highest', high),
    statistic('range', 'Range', high - low),
    statistic('rangePercent', 'Range in %', positive ? percent(high / low - 1) : null, '%'),
  ]
}

function riskOf(prices: Float64Array, returns: Float64Array | null, stepMs: number): Statistic[] {
  const known = returns === null || returns.length < 2 ? null : returns
  const moments = known === null ? null : momentsOf(known)
  const deviation =
    known === null || moments === null
      ? null
      : Math.sqrt((moments.variance * known.length) / (known.length - 1))
  const { drawdown, runUp, underWater } = known === null ? NO_SWINGS : swingsOf(prices)
  return [
    statistic('volatility', 'Volatility', percent(deviation), '%/step'),
    statistic(
      'annualVolatility',
      'Volatility, a year',
      deviation === null || prices.length * stepMs < SHORTEST_YEAR_MS
        ? null
        : 100 * deviation * Math.sqrt(YEAR_MS / stepMs),
      '%',
    ),
    statistic('maxDrawdown', 'Max drawdown', percent(drawdown), '%'),
    statistic('maxRunUp', 'Max run-up', percent(runUp), '%'),
    statistic('underWater', 'Longest below a peak', underWater, 'steps'),
    ...tailsOf(known),
    statistic('skew', 'Skewness', moments?.skew ?? null),
    statistic('excessKurtosis', 'Excess kurtosis', moments?.excessKurtosis ?? null),
  ]
}

interface Swings {
  readonly drawdown: number | null
  readonly runUp: number | null
  readonly underWater: number | null
}

const NO_SWINGS: Swings = { drawdown: null, runUp: null, underWater: null }

/** Greatest fall from a peak, greatest rise from a low, and the longest time that a peak was not reached again. */
function swingsOf(prices: Float64Array): Swings {
  let [peak, low] = [prices[0] ?? NaN, prices[0] ?? NaN]
  let [drawdown, runUp, underWater, peakAt] = [0, 0, 0, 0]
  for (let k = 0; k < prices.length; k++) {
    const price = prices[k]!
    if (price >= peak) {
      peak = price
      peakAt = k
    } else if (k - peakAt > underWater) underWater = k - peakAt
    if (price < low) low = price
    drawdown = Math.max(drawdown, 1 - price / peak)
    runUp = Math.max(runUp, price / low - 1)
  }
  return { drawdown, runUp, underWater }
}

/** Fewest returns for a figure of one in a hundred. */
const FEWEST_FOR_TAIL = 100

/** Loss of one step that is not exceeded in 95 and 99 of 100, from the series itself; and the mean beyond it. */
function tailsOf(returns: Float64Array | null): Statistic[] {
  const enough = returns !== null && returns.length >= FEWEST_FOR_TAIL
  const sorted = enough ? returns.toSorted() : null
  const loss = (share: number) => (sorted === null ? null : -100 * quantileOf(sorted, share))
  return [
    statistic('valueAtRisk95', 'VaR 95 %, a step', loss(0.05), '%'),
    statistic('valueAtRisk99', 'VaR 99 %, a step', loss(0.01), '%'),
    statistic(
      'expectedShortfall95',
      'Expected shortfall 95 %',
      sorted === null ? null : -100 * lowest(sorted, 0.05),
      '%',
    ),
  ]
}

const lowest = (sorted: Float64Array, share: number): number => {
  const count = Math.max(1, Math.floor(share * sorted.length))
  let sum = 0
  for (let k = 0; k < count; k++) sum += sorted[k]!
  return sum / count
}
