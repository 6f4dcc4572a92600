import { z } from 'zod'
import { count, duration, hears, publishesTo } from '../agent-params.ts'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'

/** Thousandths of a token: a rate per second is a number of these per millisecond. */
const TOKEN = 1_000

/** A token bucket: each event takes a token; without one it waits for the next or is refused. */
export const rateLimiter = defineAgent({
  name: 'rate-limiter',
  title: 'Rate limiter',
  group: 'Messages',
  summary: 'Lets so many events a second pass, with bursts; the rest waits or is refused.',
  source: 'Token bucket (Turner 1986); RFC 2697',
  params: z.object({
    events: hears('Events', 'request'),
    passed: publishesTo('Passes to', 'request.passed'),
    perSecond: field(z.number().min(0.001).max(1_000_000).default(10), {
      label: 'Events a second',
      control: 'slider',
      soft: [0.1, 100],
    }),
    burst: count('Burst', 10, 1_000_000, 100, 'Events that may pass at once after a quiet time.'),
    maxWaitMs: duration('Waits at most', 0, 10_000, '0 refuses at once what has no token.'),
    refused: publishesTo('Refused to', 'request.refused'),
  }),
  describe: ({ perSecond, burst }) => `${perSecond} a second, bursts of ${burst}`,
  subscribes: ({ events }) => [events],
  publishes: ({ passed, refused }) => [passed, refused],
  start(params, context) {
    const most = params.burst * TOKEN
    let level = most
    let lastMs = 0
    let [passed, refused] = [0, 0]
    return {
      onEvent(event) {
        if (event.source === context.id) return
        level = Math.min(most, level + (event.atMs - lastMs) * params.perSecond)
        lastMs = event.atMs
        const waitMs = level >= TOKEN ? 0 : Math.ceil((TOKEN - level) / params.perSecond)
        if (waitMs <= params.maxWaitMs) {
          // Below zero the level stands for tokens that waiting events will take.
          level -= TOKEN
          passed++
          context.publish(params.passed, event.payload, waitMs)
        } else {
          refused++
          context.publish(params.refused, event.payload)
        }
        context.record({ tokens: Math.floor(level / TOKEN), passed, refused, waitMs })
      },
    }
  },
  examples: [
    {
      title: 'One a second, bursts of two',
      params: { perSecond: 1, burst: 2 },
      given: [0, 100, 200, 1_000].map((atMs) => ({ topic: 'request', atMs, payload: { id: atMs } })),
      expect: [
        { topic: 'request.passed', atMs: 0, payload: { id: 0 } },
        { topic: 'request.passed', atMs: 100, payload: { id: 100 } },
        { topic: 'request.refused', atMs: 200, payload: { id: 200 } },
        { topic: 'request.passed', atMs: 1_000, payload: { id: 1_000 } },
      ],
    },
    {
      title: 'The same, but an event may wait',
      params: { perSecond: 1, burst: 1, maxWaitMs: 1_500 },
      given: [0, 100, 200].map((atMs) => ({ topic: 'request', atMs, payload: { id: atMs } })),
      expect: [
        { topic: 'request.passed', atMs: 0, payload: { id: 0 } },
        { topic: 'request.passed', atMs: 1_000, payload: { id: 100 } },
        { topic: 'request.refused', atMs: 200, payload: { id: 200 } },
      ],
    },
  ],
})
