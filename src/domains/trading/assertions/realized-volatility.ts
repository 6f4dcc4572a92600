import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { measureMonitor, percent, priceShape } from './price-monitor.ts'

const ENOUGH = 20

/**
 * Sample deviation of the log returns against an expected one, with a tolerance that follows from the
 * number of returns: the relative standard error is 1 / √(2 (n − 1)) for normal returns.
 */
export const realizedVolatility = defineAssertion({
  name: 'realized-volatility',
  title: 'Realised volatility',
  group: 'Trading',
  summary: 'The standard deviation of the log returns is what is expected, within its standard error.',
  source: 'Sample deviation of log returns; its standard error under normality',
  params: z.object({
    ...priceShape,
    expected: percent('Expected', 1, 'For one step; for one year when steps a year are given.'),
    stepsPerYear: field(z.number().min(1).max(1e9).default(1), {
      label: 'Steps a year',
      help: '31,557,600 divided by the seconds of a step, around the clock; 1 means not annualised.',
    }),
    standardErrors: field(z.number().gt(0).max(100).default(4), {
      label: 'Tolerance',
      unit: 'x',
      help: 'In standard errors. Heavy tails and clustering need more than the usual four.',
    }),
  }),
  describe: ({ expected, standardErrors }) => `${expected} % ± ${standardErrors} standard errors`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { expected, stepsPerYear, standardErrors } = params
    let [last, count, mean, squares] = [Number.NaN, 0, 0, 0]
    return measureMonitor(params, {
      what: 'distance from the expected volatility',
      unit: ' standard errors',
      min: -standardErrors,
      max: standardErrors,
      judged: 'end',
      measure({ price }) {
        const change = log(price / last)
        last = price > 0 ? price : Number.NaN
        if (Number.isNaN(change)) return Number.NaN
        count++
        const off = change - mean
        mean += off / count
        squares += off * (change - mean)
        if (count < ENOUGH) return Number.NaN
        const found = 100 * Math.sqrt((squares / (count - 1)) * stepsPerYear)
        return (found / expected - 1) * Math.sqrt(2 * (count - 1))
      },
    })
  },
  examples: [
    {
      title: 'One percent up, one percent down',
      params: { event: 'tick', expected: 1 },
      given: Array.from({ length: 41 }, (_, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price: atMs % 2 === 0 ? 100 : 101 },
      })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'Three times as much as expected',
      params: { event: 'tick', expected: 1 },
      given: Array.from({ length: 41 }, (_, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price: atMs % 2 === 0 ? 100 : 103 },
      })),
      expect: { verdict: 'violated' },
    },
    {
      title: 'Too few prices to say',
      params: { event: 'tick', expected: 1 },
      given: Array.from({ length: 20 }, (_, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price: 100 + atMs },
      })),
      expect: { verdict: 'holds', vacuous: true },
    },
  ],
})
