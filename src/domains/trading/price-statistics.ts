import type { Statistic } from '../../kinds/contracts.ts'
import type { SeriesStatistics } from '../series-statistics.ts'

/** What a source of prices says of what it has published. */
export function priceStatistics(series: SeriesStatistics): readonly Statistic[] {
  const percent = (value: number | null) => (value === null ? null : value * 100)
  return [
    { name: 'changePercent', label: 'Change', value: percent(series.change()), unit: '%' },
    ...series.common(),
    { name: 'volatility', label: 'Volatility', value: percent(series.deviation()), unit: '%/step' },
    { name: 'maxDrawdown', label: 'Max drawdown', value: percent(series.drawdown()), unit: '%' },
  ]
}
