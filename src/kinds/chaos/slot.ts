import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** A link that sends in time slots, as radio does: what comes in between waits for the next one. */
export const slot = defineChaos({
  name: 'slot',
  title: 'Slots',
  group: 'Time',
  summary: 'Delivers only at time slots: what comes in between waits for the next, and comes in a burst.',
  source: 'tc-netem(8) slot',
  params: z.object({
    everyMs: field(z.int().min(1).max(86_400_000).default(2_500), {
      label: 'A slot every',
      unit: 'ms',
      control: 'slider',
      soft: [100, 30_000],
      help: 'Slots are at multiples of this time.',
    }),
    most: field(z.int().min(0).max(1_000_000).default(0), {
      label: 'Events in a slot',
      unit: 'events',
      help: 'The rest waits for the next slot; 0 means all.',
    }),
  }),
  describe: ({ everyMs, most }) => `slots every ${everyMs} ms${most > 0 ? ` of ${most}` : ''}`,
  intercept({ everyMs, most }, { parking, schedule }) {
    const open = () => {
      const sent = most === 0 ? parking.count : Math.min(most, parking.count)
      for (let nth = 0; nth < sent; nth++) parking.release(0)
      if (parking.count > 0) schedule(everyMs, open)
    }
    return ({ atMs }) => {
      const next = everyMs - (atMs % everyMs)
      if (parking.count === 0) {
        if (next === everyMs && most === 0) return { do: 'pass' }
        schedule(next, open)
      }
      return { do: 'park' }
    }
  },
  examples: [
    {
      title: 'Readings come in pairs',
      params: { everyMs: 2_000 },
      given: [500, 1_500, 2_500].map((atMs) => ({ topic: 'reading', atMs, payload: {} })),
      expect: [{ do: 'park' }, { do: 'park' }, { do: 'park' }],
      released: [
        { atMs: 2_000, event: 0 },
        { atMs: 2_000, event: 1 },
        { atMs: 4_000, event: 2 },
      ],
    },
  ],
})
