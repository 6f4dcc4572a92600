import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { measureMonitor, priceShape, steps } from './price-monitor.ts'

const bound = z.number().min(-100).max(1_000_000)

export const priceChange = defineAssertion({
  name: 'price-change',
  title: 'Price change',
  group: 'Trading',
  summary: 'The change in percent from one price to another is within bounds.',
  source: 'Simple return: 100 (P_b / P_a − 1)',
  params: z
    .object({
      ...priceShape,
      fromStep: steps('From price', 0, 0, 'Prices count from 0.'),
      toStep: field(z.int().min(0).optional(), {
        label: 'To price',
        unit: 'steps',
        help: 'Empty means the last.',
      }),
      min: field(bound.default(0), {
        label: 'At least',
        unit: '%',
        help: '−100 means no lower bound.',
      }),
      max: field(bound.optional(), { label: 'At most', unit: '%', help: 'Empty means no upper bound.' }),
    })
    .refine(({ fromStep, toStep }) => toStep === undefined || fromStep < toStep, {
      path: ['toStep'],
      message: 'must come after the first',
    })
    .refine(({ min, max }) => max === undefined || min <= max, {
      path: ['max'],
      message: 'must not be less than “at least”',
    }),
  describe: ({ min, max }) => (max === undefined ? `${min} % or more` : `${min} % to ${max} %`),
  topics: ({ event }) => [event],
  monitor(params) {
    const { fromStep, toStep = Infinity, min, max = Infinity } = params
    let base = Number.NaN
    return measureMonitor(params, {
      what: `change of ${params.field}`,
      unit: ' %',
      min,
      max,
      judged: 'end',
      measure({ price, index }) {
        if (index === fromStep) base = price > 0 ? price : Number.NaN
        return index > fromStep && index <= toStep ? 100 * (price / base - 1) : Number.NaN
      },
    })
  },
  examples: [
    {
      title: 'A fall of thirty percent by the third price',
      params: { event: 'tick', toStep: 2, min: -31, max: -29 },
      given: [100, 80, 70, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [2] },
    },
    {
      title: 'It has not come back',
      params: { event: 'tick', min: -5 },
      given: [100, 80, 70, 90].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', witness: [3] },
    },
  ],
})
