import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { decayField, EwmaVariance, measureMonitor, priceShape, steps } from './price-monitor.ts'

export const outlierMove = defineAssertion({
  name: 'outlier-move',
  title: 'No outlier',
  group: 'Trading',
  summary: 'No move is more than so many times the volatility before it.',
  source: 'RiskMetrics Technical Document (1996): exponentially weighted variance',
  params: z.object({
    ...priceShape,
    most: field(z.number().gt(0).max(1_000).default(6), {
      label: 'At most',
      unit: 'x',
      help: 'Times the volatility before the move.',
    }),
    decay: decayField,
    warmUp: steps('Warm-up', 20, 1, 'Returns before moves are judged.'),
  }),
  describe: ({ most }) => `at most ${most} times the volatility`,
  topics: ({ event }) => [event],
  monitor(params) {
    const variance = new EwmaVariance(params.decay)
    let last = Number.NaN
    return measureMonitor(params, {
      what: 'every move',
      unit: ' times the volatility',
      min: -Infinity,
      max: params.most,
      judged: 'every',
      measure({ price }) {
        const change = log(price / last)
        last = price > 0 ? price : Number.NaN
        if (Number.isNaN(change)) return Number.NaN
        const usual = variance.deviation
        const warm = variance.count >= params.warmUp
        variance.add(change)
        return warm && usual > 0 ? Math.abs(change) / usual : Number.NaN
      },
    })
  },
  examples: [
    {
      title: 'All moves alike',
      params: { event: 'tick', warmUp: 2 },
      given: [100, 101, 100, 101, 100].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A move ten times as large',
      params: { event: 'tick', warmUp: 2 },
      given: [100, 101, 100, 101, 112].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', witness: [4] },
    },
  ],
})
