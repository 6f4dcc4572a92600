import { z } from 'zod'
import { durationField } from '../duration-field.ts'
import { defineChaos } from '../contracts.ts'

/** A clogged pipe: from a hit on, everything that matches is kept back, and then comes all at once, in order. */
export const stall = defineChaos({
  name: 'stall',
  title: 'Stall',
  group: 'Time',
  summary: 'From a hit on, keeps back everything that matches; later it comes all at once, in order.',
  source: 'path clogs of TigerBeetle’s simulator; hold and release of turmoil',
  params: z.object({
    forMs: durationField('From the event it hits; a hit within that time does not prolong it.'),
  }),
  describe: ({ forMs }) => `stall for ${forMs} ms`,
  intercept({ forMs }, { parking, schedule, keepUntil }) {
    let untilMs = -1
    const flow = () => {
      while (parking.count > 0) parking.release(0)
    }
    return ({ atMs }) => {
      if (atMs >= untilMs) {
        untilMs = atMs + forMs
        keepUntil(untilMs)
        schedule(forMs, flow)
      }
      return { do: 'park' }
    }
  },
  examples: [
    {
      title: 'Two prices wait together',
      params: { forMs: 3_000 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 101 } },
      ],
      expect: [{ do: 'park' }, { do: 'park' }],
      released: [
        { atMs: 3_000, event: 0 },
        { atMs: 3_000, event: 1 },
      ],
    },
  ],
})
