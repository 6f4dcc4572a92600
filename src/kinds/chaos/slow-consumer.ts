import { z } from 'zod'
import { serveInTurn } from '../chaos-queue.ts'
import { defineChaos } from '../contracts.ts'
import { Latency, latencyOf, latencyShape } from '../latency.ts'

/** Handling costs time: while the subscriber is busy with one event, the next ones wait. */
export const slowConsumer = defineChaos({
  name: 'slow-consumer',
  title: 'Slow subscriber',
  group: 'Subscribers',
  summary: 'Each event keeps the subscriber busy for some time; the next ones wait, however many they are.',
  source: 'CPU attacks of Gremlin; a queue with one server (M/G/1)',
  hooks: ['deliver'],
  params: z.object(latencyShape(1_500, 'Handling takes')),
  describe: ({ latencyMs, distribution }) => `busy for ${latencyMs} ms, ${distribution}`,
  intercept(params, context) {
    const service = new Latency(latencyOf(params), context.stream('service'))
    return serveInTurn({ serviceMs: () => service.next(), capacity: Infinity, policy: 'drop-new' }, context)
  },
  examples: [
    {
      title: 'The second order waits for the first',
      params: { latencyMs: 1_500 },
      given: [0, 1_000].map((atMs) => ({ topic: 'trading.order', atMs, payload: {} })),
      expect: [{ do: 'pass' }, { do: 'park' }],
      released: [{ atMs: 1_500, event: 1 }],
    },
  ],
})
