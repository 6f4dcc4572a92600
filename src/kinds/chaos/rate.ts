import { z } from 'zod'
import { OVERFLOW_POLICIES, serveInTurn } from '../chaos-queue.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** A narrow link: events follow one another at a distance at least, and wait in a queue that has an end. */
export const rate = defineChaos({
  name: 'rate',
  title: 'Rate limit',
  group: 'Time',
  summary: 'Lets so many events a second through; the others wait in a bounded queue.',
  source: 'tc-netem(8) rate and limit; Toxiproxy bandwidth',
  params: z.object({
    perSecond: field(z.number().min(0.001).max(1_000).default(1), {
      label: 'Events',
      unit: 'per second',
      control: 'slider',
      soft: [0.1, 10],
    }),
    queue: field(z.int().min(0).max(1_000_000).default(100), {
      label: 'Queue',
      unit: 'events',
      help: 'So many may wait.',
    }),
    policy: field(z.enum(OVERFLOW_POLICIES).default('drop-new'), { label: 'When it is full' }),
  }),
  describe: ({ perSecond, queue }) => `${perSecond} per second, queue of ${queue}`,
  intercept({ perSecond, queue, policy }, context) {
    const gapMs = Math.max(1, Math.round(1_000 / perSecond))
    return serveInTurn({ serviceMs: () => gapMs, capacity: queue, policy }, context)
  },
  examples: [
    {
      title: 'Three at once, one waits, one is lost',
      params: { perSecond: 2, queue: 1 },
      given: [0, 0, 0].map((atMs) => ({ topic: 'order', atMs, payload: {} })),
      expect: [{ do: 'pass' }, { do: 'park' }, { do: 'drop' }],
      released: [{ atMs: 500, event: 1 }],
    },
  ],
})
