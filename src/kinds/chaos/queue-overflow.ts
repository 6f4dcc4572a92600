import { z } from 'zod'
import { OVERFLOW_POLICIES, serveInTurn } from '../chaos-queue.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** A mailbox with an end, in front of a subscriber that takes its time. */
export const queueOverflow = defineChaos({
  name: 'queue-overflow',
  title: 'Mailbox overflow',
  group: 'Subscribers',
  summary: 'The subscriber is slow and its mailbox bounded: what does not fit is lost.',
  source: 'bounded paths of TigerBeetle’s simulator',
  hooks: ['deliver'],
  params: z.object({
    capacity: field(z.int().min(0).max(1_000_000).default(10), {
      label: 'Mailbox',
      unit: 'events',
      control: 'slider',
      soft: [0, 100],
      help: 'So many wait besides the one being handled.',
    }),
    handlingMs: field(z.int().min(1).max(3_600_000).default(1_500), {
      label: 'Handling takes',
      unit: 'ms',
      control: 'slider',
      soft: [10, 10_000],
    }),
    policy: field(z.enum(OVERFLOW_POLICIES).default('drop-new'), { label: 'When it is full' }),
  }),
  describe: ({ capacity, policy }) => `mailbox of ${capacity}, ${policy}`,
  intercept: ({ capacity, handlingMs, policy }, context) =>
    serveInTurn({ serviceMs: () => handlingMs, capacity, policy }, context),
  examples: [
    {
      title: 'The oldest of two makes room for the third',
      params: { capacity: 1, handlingMs: 5_000, policy: 'drop-old' },
      given: [0, 1_000, 2_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'pass' }, { do: 'park' }, { do: 'park' }],
      released: [
        { atMs: 2_000, event: 1, lost: true },
        { atMs: 5_000, event: 2 },
      ],
    },
  ],
})
