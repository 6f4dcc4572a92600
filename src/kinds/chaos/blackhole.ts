import { z } from 'zod'
import { durationField } from '../duration-field.ts'
import { defineChaos } from '../contracts.ts'

/** An outage: from a hit on, everything that matches is lost for a while. */
export const blackhole = defineChaos({
  name: 'blackhole',
  title: 'Black hole',
  group: 'Loss',
  summary: 'From a hit on, loses everything that matches, for a while.',
  source: 'Gremlin blackhole; Toxiproxy timeout',
  params: z.object({
    forMs: durationField('From the event it hits, which is the first one lost.'),
  }),
  describe: ({ forMs }) => `lose all for ${forMs} ms`,
  intercept({ forMs }, { keepUntil }) {
    let untilMs = -1
    return ({ atMs }) => {
      if (atMs >= untilMs) keepUntil((untilMs = atMs + forMs))
      return { do: 'drop' }
    }
  },
  examples: [
    {
      title: 'Two seconds of silence',
      params: { forMs: 2_000 },
      given: [0, 1_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: { price: 100 } })),
      expect: [{ do: 'drop' }, { do: 'drop' }],
    },
  ],
})
