import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { measureMonitor, priceShape, steps } from './price-monitor.ts'

export const flatline = defineAssertion({
  name: 'flatline',
  title: 'No flat line',
  group: 'Trading',
  summary: 'The price does not stay the same for too many events in a row: the feed is alive.',
  source: 'Stuck-sensor and stale-quote checks',
  params: z.object({ ...priceShape, most: steps('At most equal in a row', 10) }),
  describe: ({ most }) => `at most ${most} equal in a row`,
  topics: ({ event }) => [event],
  monitor(params) {
    let [last, equal] = [Number.NaN, 0]
    return measureMonitor(params, {
      what: `equal ${params.field} in a row`,
      unit: '',
      min: -Infinity,
      max: params.most,
      judged: 'every',
      measure({ price }) {
        equal = price === last ? equal + 1 : 1
        last = price
        return equal
      },
    })
  },
  examples: [
    {
      title: 'Three in a row',
      params: { event: 'tick', most: 3 },
      given: [1, 1, 1, 2].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', margin: 0, witness: [2] },
    },
    {
      title: 'Four',
      params: { event: 'tick', most: 3 },
      given: [1, 1, 1, 1].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', margin: -1, witness: [3] },
    },
  ],
})
