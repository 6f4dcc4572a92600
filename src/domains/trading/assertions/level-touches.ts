import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { plural } from '../../../kinds/monitor/conclude.ts'
import { formationMonitor, percent, priceShape, steps, wantedShape } from './price-monitor.ts'

/** Touches of a level that hold. After one, the price has to leave by twice the tolerance before the next. */
export const levelTouches = defineAssertion({
  name: 'level-touches',
  title: 'Level is tested',
  group: 'Trading',
  summary: 'The price touches a support or resistance level so many times without breaking it.',
  source: 'Support and resistance, with hysteresis',
  params: z.object({
    ...priceShape,
    side: field(z.enum(['support', 'resistance']).default('support'), { label: 'Level is a' }),
    level: field(z.number().gt(0).default(100), { label: 'Level', unit: 'price' }),
    tolerance: percent('Tolerance', 0.5),
    touches: steps('Touches', 2),
    ...wantedShape,
  }),
  describe: ({ side, level, touches }) => `${side} ${level}, ${plural(touches, 'touch', 'touches')}`,
  topics: ({ event }) => [event],
  monitor(params) {
    const { side, level, tolerance, touches } = params
    const tol = tolerance / 100
    const sign = side === 'support' ? 1 : -1
    let armed = true
    const seqs: number[] = []
    return formationMonitor(
      params,
      `${plural(touches, 'touch', 'touches')} of the ${side} at ${level}`,
      ({ price, seq }) => {
        // Positive inside, above a support or below a resistance; a share of the level.
        const inside = (sign * (price - level)) / level
        if (inside < -tol) {
          armed = false
          seqs.length = 0
        } else if (inside > 2 * tol) armed = true
        else if (armed && inside <= tol) {
          armed = false
          seqs.push(seq)
          if (seqs.length > touches) seqs.shift()
        }
        return seqs.length < touches
          ? null
          : {
              text: `the ${side} at ${level} was touched ${plural(touches, 'time')} in a row`,
              witness: seqs.toReversed(),
            }
      },
    )
  },
  examples: [
    {
      title: 'Twice at 100, without breaking it',
      params: { event: 'tick', level: 100 },
      given: [105, 100.2, 104, 99.8, 103].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [3, 1] },
    },
    {
      title: 'The second time it broke',
      params: { event: 'tick', level: 100 },
      given: [105, 100.2, 104, 98, 103].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'violated', pending: true },
    },
  ],
})
