import { z } from 'zod'
import type { JsonObject } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

interface Recorded {
  readonly topic: string
  readonly payload: JsonObject
  readonly atMs: number
}

/** Records what matches, and on a hit publishes an old one once more. It comes from the fault, not from its publisher. */
export const replay = defineChaos({
  name: 'replay',
  title: 'Replay',
  group: 'Order and copies',
  summary: 'On a hit, publishes an old event once more, as it was.',
  source: 'packet replay of TigerBeetle’s simulator',
  params: z.object({
    ageMs: field(z.int().min(0).max(86_400_000).default(5_000), {
      label: 'At least this old',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
    }),
    most: field(z.int().min(1).max(10_000).default(100), {
      label: 'Remembers',
      unit: 'events',
      help: 'The latest of the events that it hit. One of those that are old enough is drawn.',
    }),
    afterMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Comes after',
      unit: 'ms',
      control: 'slider',
      soft: [0, 10_000],
    }),
  }),
  describe: ({ ageMs }) => `replay what is ${ageMs} ms old`,
  intercept({ ageMs, most, afterMs }, { random }) {
    const recorded: Recorded[] = []
    return ({ topic, payload, atMs }) => {
      const old = recorded.findLastIndex((one) => one.atMs <= atMs - ageMs) + 1
      const chosen = recorded[random.below(Math.max(1, old))]
      recorded.push({ topic, payload, atMs })
      if (recorded.length > most) recorded.shift()
      if (old === 0 || chosen === undefined) return { do: 'pass' }
      return { do: 'inject', topic: chosen.topic, payload: chosen.payload, afterMs }
    }
  },
  examples: [
    {
      title: 'The first order comes again with the second',
      params: { ageMs: 1_000 },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 1 } },
        { topic: 'order', atMs: 2_000, payload: { id: 2 } },
      ],
      expect: [{ do: 'pass' }, { do: 'inject', topic: 'order', payload: { id: 1 }, afterMs: 0 }],
    },
  ],
})
