import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** At-least-once delivery: the subscriber handles the event, its acknowledgement is lost, the broker sends again. */
export const redeliver = defineChaos({
  name: 'redeliver',
  title: 'Lost acknowledgement',
  group: 'Subscribers',
  summary: 'The subscriber handles the event, but its acknowledgement is lost: the broker delivers again.',
  source: 'at-least-once delivery of brokers, such as RabbitMQ and SQS',
  hooks: ['deliver'],
  params: z.object({
    timeoutMs: field(z.int().min(1).max(3_600_000).default(1_000), {
      label: 'Again after',
      unit: 'ms',
      control: 'slider',
      soft: [10, 30_000],
    }),
    loss: field(z.number().min(0).max(1).default(0.3), {
      label: 'Each further one is lost too',
      unit: 'ratio',
      control: 'slider',
      help: 'Chance that the next acknowledgement is lost as well: 1 / (1 − it) deliveries more on average.',
    }),
    most: field(z.int().min(1).max(100).default(5), {
      label: 'At most',
      unit: 'events',
      help: 'Deliveries after the first one.',
    }),
  }),
  describe: ({ timeoutMs, most }) => `again after ${timeoutMs} ms, at most ${most} times`,
  intercept:
    ({ timeoutMs, loss, most }, { random }) =>
    () => {
      let copies = 1
      // Always as many draws, so that no event shifts the luck of the next.
      for (let attempt = 1; attempt < most; attempt++) {
        const lost = random.uniform() < loss
        if (lost && copies === attempt) copies++
      }
      return { do: 'duplicate', copies, spacingMs: timeoutMs }
    },
  examples: [
    {
      title: 'An order is delivered again after a second, and no more',
      params: { loss: 0 },
      given: [{ topic: 'trading.order', atMs: 0, payload: {} }],
      expect: [{ do: 'duplicate', copies: 1, spacingMs: 1_000 }],
    },
    {
      title: 'It is never acknowledged',
      params: { loss: 1, most: 3 },
      given: [{ topic: 'trading.order', atMs: 0, payload: {} }],
      expect: [{ do: 'duplicate', copies: 3, spacingMs: 1_000 }],
    },
  ],
})
