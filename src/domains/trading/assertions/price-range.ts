import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { measureMonitor, priceShape } from './price-monitor.ts'

export const priceRange = defineAssertion({
  name: 'price-range',
  title: 'Price range',
  group: 'Trading',
  summary: 'Every price lies between two bounds.',
  source: 'Fat-finger and collar checks of exchanges',
  params: z
    .object({
      ...priceShape,
      min: field(z.number().default(0), { label: 'At least', unit: 'price' }),
      max: field(z.number().optional(), {
        label: 'At most',
        unit: 'price',
        help: 'Empty means no upper bound.',
      }),
    })
    .refine(({ min, max }) => max === undefined || min <= max, {
      path: ['max'],
      message: 'must not be less than “at least”',
    }),
  describe: ({ min, max }) => (max === undefined ? `${min} or more` : `${min} to ${max}`),
  topics: ({ event }) => [event],
  monitor: (params) =>
    measureMonitor(params, {
      what: `every ${params.field}`,
      unit: '',
      min: params.min,
      max: params.max ?? Infinity,
      judged: 'every',
      measure: ({ price }) => price,
    }),
  examples: [
    {
      title: 'The crash stays above 70',
      params: { event: 'tick', min: 70, max: 110 },
      given: [100, 72, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', margin: 2, witness: [1] },
    },
    {
      title: 'One price is out of range',
      params: { event: 'tick', min: 70, max: 110 },
      given: [100, 111, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', margin: -1, witness: [1] },
    },
  ],
})
