import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { shown } from '../../../kinds/monitor/conclude.ts'
import { haltMonitor, haltShape, haltTopics } from './halt-monitor.ts'
import { priceShape } from './price-monitor.ts'

const level = z.number().gt(0).max(100)

/** Market-wide circuit breaker: falls from a reference price, each level once. */
export const circuitBreakerLevels = defineAssertion({
  name: 'circuit-breaker-levels',
  title: 'Circuit breaker',
  group: 'Trading',
  summary: 'A fall from the reference price through a level halts trading in time, each level once.',
  source: 'US market-wide circuit breaker: 7 %, 13 % and 20 % below the prior close',
  params: z
    .object({
      ...priceShape,
      reference: field(z.number().gt(0).optional(), {
        label: 'Reference',
        unit: 'price',
        help: 'The prior close; empty means the first price.',
      }),
      first: field(level.default(7), { label: 'Level 1', unit: '%' }),
      second: field(level.default(13), { label: 'Level 2', unit: '%' }),
      third: field(level.default(20), { label: 'Level 3', unit: '%' }),
      ...haltShape,
    })
    .refine(({ first, second, third }) => first < second && second < third, {
      path: ['third'],
      message: 'levels must rise',
    }),
  describe: ({ first, second, third }) => `${first} %, ${second} %, ${third} %`,
  topics: haltTopics,
  monitor(params) {
    const levels = [params.first, params.second, params.third]
    let reference = params.reference ?? Number.NaN
    let passed = 0
    return haltMonitor(params, `a fall through ${levels.map((part) => `${part} %`).join(', ')}`, {
      price({ price }) {
        if (Number.isNaN(reference)) reference = price
        const fall = 100 * (1 - price / reference)
        const now = levels.findLastIndex((part) => fall >= part) + 1
        if (now <= passed) return null
        passed = now
        return `${shown(price)} was ${shown(fall)} % below ${shown(reference)}: level ${now}`
      },
    })
  },
  examples: [
    {
      title: 'Level 1 halts, and only once',
      params: { event: 'tick', halt: 'halt', resume: 'resume' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 1_000, payload: { price: 92 } },
        { topic: 'halt', atMs: 1_000, payload: {} },
        { topic: 'resume', atMs: 9_000, payload: {} },
        { topic: 'tick', atMs: 10_000, payload: { price: 92 } },
      ],
      expect: { verdict: 'holds', witness: [1, 2] },
    },
    {
      title: 'Level 2 did not halt again',
      params: { event: 'tick', halt: 'halt', resume: 'resume' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 1_000, payload: { price: 92 } },
        { topic: 'halt', atMs: 1_000, payload: {} },
        { topic: 'resume', atMs: 9_000, payload: {} },
        { topic: 'tick', atMs: 10_000, payload: { price: 86 } },
      ],
      endMs: 11_000,
      expect: { verdict: 'violated', pending: false, witness: [4] },
    },
  ],
})
