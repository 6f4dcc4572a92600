import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { shown } from '../../../kinds/monitor/conclude.ts'
import { Pivots, type Pivot } from './pivots.ts'
import { formationMonitor, percent, priceShape, steps, wantedShape } from './price-monitor.ts'

/** Two highs of about one height with a trough between, completed by a price below the trough. Bottoms are tops of 1 / price. */
export const doubleTop = defineAssertion({
  name: 'double-top',
  title: 'Double top or bottom',
  group: 'Trading',
  summary:
    'Two swings end at about the same price, and the price then breaks the turning point between them.',
  source: 'Edwards, Magee: Technical Analysis of Stock Trends (1948); on confirmed zigzag pivots',
  params: z.object({
    ...priceShape,
    side: field(z.enum(['top', 'bottom']).default('top'), { label: 'Double' }),
    tolerance: percent('Heights differ by at most', 2),
    depth: percent('Depth between', 5),
    apart: steps('Apart by', 2),
    turn: percent('A swing turns by', 3),
    ...wantedShape,
  }),
  describe: ({ side, depth }) => `double ${side}, ${depth} % deep`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { side, tolerance, depth, apart, turn } = params
    const pivots = new Pivots(turn / 100)
    let [first, between, second]: (Pivot | null)[] = [null, null, null]
    return formationMonitor(params, `double ${side}`, (at) => {
      const seen = side === 'top' ? at : { ...at, price: 1 / at.price }
      const pivot = pivots.add(seen)
      if (pivot?.kind === 'low') {
        if (second !== null) {
          first = second
          second = null
        }
        between = pivot
      }
      if (pivot?.kind === 'high') {
        const alike =
          first != null &&
          between != null &&
          Math.abs(pivot.price / first.price - 1) <= tolerance / 100 &&
          between.price <= Math.min(first.price, pivot.price) * (1 - depth / 100) &&
          pivot.index - first.index >= apart
        if (alike) second = pivot
        else {
          first = pivot
          second = null
        }
      }
      if (first == null || between == null || second == null || seen.price >= between.price) return null
      const [one, two] = [first, second].map(({ price }) => shown(side === 'top' ? price : 1 / price))
      return {
        text: `the ${side}s at ${one} and ${two} were completed at ${shown(at.price)}`,
        witness: [at.seq, second.seq, between.seq, first.seq],
      }
    })
  },
  examples: [
    {
      title: 'Two tops at 120, completed below 105',
      params: { event: 'tick' },
      given: [100, 120, 105, 121, 110, 104].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'holds', witness: [5, 3, 2, 1] },
    },
    {
      title: 'The second top is much higher',
      params: { event: 'tick' },
      given: [100, 120, 105, 135, 110, 104].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'A double bottom',
      params: { event: 'tick', side: 'bottom' },
      given: [120, 100, 115, 100, 110, 117].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'holds', witness: [5, 3, 2, 1] },
    },
  ],
})
