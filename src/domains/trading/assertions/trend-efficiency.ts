import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { measureMonitor, priceShape } from './price-monitor.ts'

const share = z.number().min(0).max(1)

export const trendEfficiency = defineAssertion({
  name: 'trend-efficiency',
  title: 'Steady trend',
  group: 'Trading',
  summary: 'How straight the way of the price was: net change over the sum of all changes, from 0 to 1.',
  source: 'Kaufman: Trading Systems and Methods: efficiency ratio',
  params: z
    .object({
      ...priceShape,
      min: field(share.default(0.5), { label: 'At least', unit: 'ratio', control: 'slider' }),
      max: field(share.default(1), { label: 'At most', unit: 'ratio', control: 'slider' }),
    })
    .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than “at least”' }),
  describe: ({ min, max }) => `${min} to ${max}`,
  topics: ({ event }) => [event],
  monitor(params) {
    let [first, last, way] = [Number.NaN, Number.NaN, 0]
    return measureMonitor(params, {
      what: 'efficiency ratio',
      unit: '',
      min: params.min,
      max: params.max,
      judged: 'end',
      measure({ price, index }) {
        if (index === 0) first = price
        else way += Math.abs(price - last)
        last = price
        return way === 0 ? Number.NaN : Math.abs(price - first) / way
      },
    })
  },
  examples: [
    {
      title: 'Straight up',
      params: { event: 'tick', min: 1 },
      given: [100, 101, 102].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', actual: '1' },
    },
    {
      title: 'Up and down',
      params: { event: 'tick' },
      given: [100, 110, 100, 105].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', actual: '0.2' },
    },
  ],
})
