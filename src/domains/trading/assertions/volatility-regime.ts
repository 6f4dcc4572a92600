import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { plural, shown } from '../../../kinds/monitor/conclude.ts'
import {
  decayField,
  EwmaVariance,
  formationMonitor,
  percent,
  priceShape,
  steps,
  wantedShape,
} from './price-monitor.ts'

export const volatilityRegime = defineAssertion({
  name: 'volatility-regime',
  title: 'Volatile regime',
  group: 'Trading',
  summary: 'The volatility stays above a multiple of its calm level for so many prices in a row.',
  source: 'RiskMetrics Technical Document (1996): exponentially weighted variance',
  params: z.object({
    ...priceShape,
    baseline: percent('Calm level', 1, 'Standard deviation of the log return of one step.'),
    factor: field(z.number().gt(0).max(1_000).default(2), {
      label: 'At least',
      unit: 'x',
      help: 'Times the calm level.',
    }),
    lasting: steps('In a row', 10),
    decay: decayField,
    ...wantedShape,
  }),
  describe: ({ baseline, factor, lasting }) => `${factor} × ${baseline} % for ${lasting}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { baseline, factor, lasting } = params
    const variance = new EwmaVariance(params.decay)
    let [last, inRow] = [Number.NaN, 0]
    return formationMonitor(
      params,
      `volatility of ${shown(factor * baseline)} % or more for ${plural(lasting, 'price')}`,
      ({ price, seq }) => {
        const change = log(price / last)
        last = price > 0 ? price : Number.NaN
        if (Number.isNaN(change)) return null
        variance.add(change)
        const now = 100 * variance.deviation
        inRow = now >= factor * baseline ? inRow + 1 : 0
        return inRow < lasting
          ? null
          : { text: `it was ${shown(now)} % after ${plural(lasting, 'price')} in a row`, witness: [seq] }
      },
    )
  },
  examples: [
    {
      title: 'Three wild moves in a row',
      params: { event: 'tick', lasting: 3 },
      given: [100, 105, 100, 105, 100].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [3] },
    },
    {
      title: 'Calm all the way',
      params: { event: 'tick', lasting: 3 },
      given: [100, 101, 100, 101, 100].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
