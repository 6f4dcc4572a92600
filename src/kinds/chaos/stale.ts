import { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import { durationField } from '../duration-field.ts'
import { defineChaos } from '../contracts.ts'

/** A stuck sensor, a frozen feed: events go on coming, and say what the first of them said. */
export const stale = defineChaos({
  name: 'stale',
  title: 'Freeze',
  group: 'Content',
  summary: 'From a hit on, events keep coming but repeat the last payload, for a while.',
  source: 'stuck sensors and frozen quotes, as operators of feeds describe them',
  params: z.object({
    forMs: durationField('From the event it hits: that is the last one that is true.'),
  }),
  describe: ({ forMs }) => `freeze for ${forMs} ms`,
  intercept({ forMs }, { keepUntil }) {
    let untilMs = -1
    const frozen = new Map<string, JsonObject>()
    return ({ topic, source, payload, atMs }) => {
      if (atMs >= untilMs) {
        keepUntil((untilMs = atMs + forMs))
        frozen.clear()
      }
      const key = `${topic}\n${source}`
      const last = frozen.get(key)
      if (last !== undefined) return { do: 'replace', payload: last }
      frozen.set(key, payload)
      return { do: 'pass' }
    }
  },
  examples: [
    {
      title: 'A price that stands still',
      params: { forMs: 3_000 },
      given: [100, 98, 95].map((price, index) => ({
        topic: 'PriceUpdate',
        atMs: index * 1_000,
        payload: { price },
      })),
      expect: [
        { do: 'pass' },
        { do: 'replace', payload: { price: 100 } },
        { do: 'replace', payload: { price: 100 } },
      ],
    },
  ],
})
