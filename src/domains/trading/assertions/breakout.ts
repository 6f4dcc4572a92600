import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { plural } from '../../../kinds/monitor/conclude.ts'
import { formationMonitor, percent, priceShape, steps, wantedShape } from './price-monitor.ts'

export const breakout = defineAssertion({
  name: 'breakout',
  title: 'Breakout',
  group: 'Trading',
  summary: 'The price breaks through a level and stays beyond it for so many prices, or falls back.',
  source: 'Confirmed and failed breakouts of chart analysis',
  params: z.object({
    ...priceShape,
    direction: field(z.enum(['up', 'down']).default('up'), { label: 'Direction' }),
    level: field(z.number().gt(0).default(100), { label: 'Level', unit: 'price' }),
    tolerance: percent('Beyond by', 0.5),
    confirm: steps('Confirmed by', 3, 1, 'So many prices in a row beyond the level.'),
    outcome: field(z.enum(['confirmed', 'failed']).default('confirmed'), {
      label: 'Outcome',
      texts: { confirmed: 'confirmed', failed: 'confirmed, and then back across the level' },
    }),
    failWithin: steps('Back within', 10, 1, 'Prices after it was confirmed.'),
    ...wantedShape,
  }),
  describe: ({ direction, level, outcome }) => `${direction} through ${level}, ${outcome}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { direction, level, confirm, outcome, failWithin } = params
    const tol = params.tolerance / 100
    const sign = direction === 'up' ? 1 : -1
    let [inside, beyond] = [false, 0]
    let confirmed: { readonly index: number; readonly seq: number } | null = null
    const what = `${outcome === 'failed' ? 'failed ' : ''}breakout ${direction} through ${level}`
    return formationMonitor(params, what, ({ price, seq, index }) => {
      const distance = (sign * (price - level)) / level
      if (confirmed !== null && outcome === 'failed') {
        const since = index - confirmed.index
        if (distance < 0 && since <= failWithin)
          return {
            text: `the breakout was confirmed, and the price back across ${level} ${plural(since, 'price')} later`,
            witness: [seq, confirmed.seq],
          }
        if (since >= failWithin) confirmed = null
      }
      if (distance <= 0) inside = true
      beyond = inside && distance > tol ? beyond + 1 : 0
      if (beyond !== confirm) return null
      inside = false
      confirmed = { index, seq }
      return outcome === 'failed'
        ? null
        : { text: `${plural(confirm, 'price')} in a row beyond ${level}`, witness: [seq] }
    })
  },
  examples: [
    {
      title: 'Three prices in a row above 100',
      params: { event: 'tick', level: 100 },
      given: [99, 101, 99, 101, 102, 103].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [5] },
    },
    {
      title: 'It came back: a bull trap, which must not happen',
      params: { event: 'tick', level: 100, outcome: 'failed', wanted: 'never' },
      given: [99, 101, 102, 103, 98].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', witness: [4, 3] },
    },
  ],
})
