import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { measureMonitor, priceShape } from './price-monitor.ts'

const share = z.number().min(0).max(1_000_000)

/** The greatest fall from a peak, or rise from a trough, so far. */
export const drawdown = defineAssertion({
  name: 'drawdown',
  title: 'Drawdown',
  group: 'Trading',
  summary: 'The greatest fall from a peak, or rise from a trough, is within bounds.',
  source: 'Maximum drawdown: max over time of 1 − P / max P',
  params: z
    .object({
      ...priceShape,
      direction: field(z.enum(['drawdown', 'run-up']).default('drawdown'), {
        label: 'Of',
        texts: { drawdown: 'the fall from a peak', 'run-up': 'the rise from a trough' },
      }),
      min: field(share.default(0), { label: 'At least', unit: '%' }),
      max: field(share.default(30).optional(), {
        label: 'At most',
        unit: '%',
        help: 'Empty means no upper bound.',
      }),
    })
    .refine(({ min, max }) => max === undefined || min <= max, {
      path: ['max'],
      message: 'must not be less than “at least”',
    }),
  describe: ({ direction, min, max }) => `${direction} ${min} % to ${max ?? '∞'} %`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { direction, min, max = Infinity } = params
    let [extreme, worst] = [Number.NaN, 0]
    return measureMonitor(params, {
      what: `greatest ${direction}`,
      unit: ' %',
      min,
      max,
      judged: 'end',
      grows: true,
      measure({ price }) {
        if (!(price > 0)) return Number.NaN
        const beyond = direction === 'drawdown' ? price > extreme : price < extreme
        if (Number.isNaN(extreme) || beyond) extreme = price
        const now = direction === 'drawdown' ? 1 - price / extreme : price / extreme - 1
        worst = Math.max(worst, now)
        return 100 * worst
      },
    })
  },
  examples: [
    {
      title: 'A crash of a quarter, then a recovery',
      params: { event: 'tick', min: 20, max: 30 },
      given: [100, 75, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', actual: '25 %', margin: 5, witness: [1] },
    },
    {
      title: 'Deeper than allowed',
      params: { event: 'tick', max: 20 },
      given: [100, 75, 95].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: false, margin: -5, witness: [1] },
    },
    {
      title: 'It has not fallen far enough yet',
      params: { event: 'tick', min: 20 },
      given: [100, 90].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
