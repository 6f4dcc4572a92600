import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { plural, shown } from '../../../kinds/monitor/conclude.ts'
import { formationMonitor, percent, priceShape, steps, wantedShape } from './price-monitor.ts'

/**
 * Bands that have narrowed to a part of their own usual width, for a while; then a price outside them. Sums
 * are of prices less the first one, so that they lose no digits. Memory: the prices of one window.
 */
export const bollingerSqueeze = defineAssertion({
  name: 'bollinger-squeeze',
  title: 'Squeeze and release',
  group: 'Trading',
  summary: 'Bollinger bands narrow for a while, and the price then leaves them.',
  source: 'Bollinger on Bollinger Bands (2001): BandWidth, the Squeeze',
  params: z.object({
    ...priceShape,
    window: steps('Window', 20, 2),
    width: field(z.number().gt(0).max(10).default(2), {
      label: 'Bands at',
      unit: 'x',
      help: 'Standard deviations from the mean.',
    }),
    narrow: percent('Narrow below', 50, 'Of the usual width: its exponential mean over the window.'),
    lasting: steps('For at least', 3),
    ...wantedShape,
  }),
  describe: ({ window, narrow, lasting }) => `below ${narrow} % for ${lasting}, window ${window}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { window, width, narrow, lasting } = params
    const ring = new Float64Array(window)
    const share = 2 / (window + 1)
    let [base, sum, squares, usual, squeezed] = [0, 0, 0, Number.NaN, 0]
    return formationMonitor(params, 'squeeze and release', ({ price, seq, index }) => {
      if (index === 0) base = price
      const [before, filled] = [squeezed, index >= window]
      const meanBefore = sum / window
      const deviationBefore = Math.sqrt(Math.max(0, squares / window - meanBefore * meanBefore))
      // Released by this price: outside the bands of the squeezed window before it.
      if (filled && before >= lasting && Math.abs(price - base - meanBefore) > width * deviationBefore)
        return {
          text: `the price left the bands at ${shown(price)}, after ${plural(before, 'price')} of narrow bands`,
          witness: [seq],
        }
      const slot = index % window
      if (filled) {
        const gone = ring[slot]!
        sum -= gone
        squares -= gone * gone
      }
      const moved = price - base
      ring[slot] = moved
      sum += moved
      squares += moved * moved
      if (index < window - 1) return null
      const mean = sum / window
      const band =
        (2 * width * Math.sqrt(Math.max(0, squares / window - mean * mean))) / Math.abs(base + mean)
      squeezed = !Number.isNaN(usual) && band <= usual * (narrow / 100) ? squeezed + 1 : 0
      usual = Number.isNaN(usual) ? band : usual + share * (band - usual)
      return null
    })
  },
  examples: [
    {
      title: 'It calms down, and then jumps',
      params: { event: 'tick', window: 4, lasting: 2 },
      given: [100, 110, 100, 110, 105, 105.1, 105, 105.1, 105, 112].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'holds', witness: [9] },
    },
    {
      title: 'It calms down and stays calm',
      params: { event: 'tick', window: 4, lasting: 2 },
      given: [100, 110, 100, 110, 105, 105.1, 105, 105.1, 105].map((price, atMs) => ({
        topic: 'tick',
        atMs,
        payload: { price },
      })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
