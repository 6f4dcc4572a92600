import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { shown } from '../../../kinds/monitor/conclude.ts'
import { haltMonitor, haltShape, haltTopics } from './halt-monitor.ts'
import { percent, priceShape } from './price-monitor.ts'

/** Prices in one reference window at most; of more, the newest count. */
const MOST_PRICES = 100_000

/** Limit up, limit down: a band around the mean price of the last minutes. */
export const priceBand = defineAssertion({
  name: 'price-band',
  title: 'Limit up, limit down',
  group: 'Trading',
  summary: 'A price outside the band around the recent mean price halts trading in time.',
  source:
    'US Limit Up-Limit Down plan: bands of 5 % or 10 % around the mean of five minutes, 15 s limit state',
  params: z.object({
    ...priceShape,
    band: percent('Band', 5, 'On either side of the reference price.'),
    windowMs: field(z.int().min(1).max(86_400_000).default(300_000), {
      label: 'Reference',
      unit: 'ms',
      help: 'The mean price of so long before.',
    }),
    ...haltShape,
    withinMs: field(z.int().min(0).max(1_000_000_000).default(15_000), { label: 'Within', unit: 'ms' }),
  }),
  describe: ({ band }) => `± ${band} %`,
  topics: haltTopics,
  monitor(params) {
    const { band, windowMs } = params
    let window: { readonly price: number; readonly atMs: number }[] = []
    let [head, sum] = [0, 0]
    const clear = () => {
      window = []
      head = 0
      sum = 0
    }
    return haltMonitor(params, `a price outside the band of ${band} %`, {
      resumed: clear,
      price({ price, atMs }) {
        while (
          head < window.length &&
          (window[head]!.atMs < atMs - windowMs || window.length - head >= MOST_PRICES)
        )
          sum -= window[head++]!.price
        if (head === window.length) clear()
        else if (head > 1_024 && head * 2 > window.length) {
          window = window.slice(head)
          head = 0
        }
        const reference = sum / (window.length - head)
        const off = 100 * (price / reference - 1)
        // A price outside the band moves no reference.
        if (Math.abs(off) > band)
          return `${shown(price)} was ${shown(off)} % from the reference ${shown(reference)}`
        window.push({ price, atMs })
        sum += price
        return null
      },
    })
  },
  examples: [
    {
      title: 'Six percent down, and halted five seconds later',
      params: { event: 'tick', halt: 'halt' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 1_000, payload: { price: 94 } },
        { topic: 'halt', atMs: 6_000, payload: {} },
      ],
      expect: { verdict: 'holds', witness: [1, 2] },
    },
    {
      title: 'Trading went on',
      params: { event: 'tick', halt: 'halt' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 1_000, payload: { price: 94 } },
        { topic: 'tick', atMs: 16_001, payload: { price: 99 } },
      ],
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
  ],
})
