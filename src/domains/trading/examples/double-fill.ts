import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const doubleFill: ExampleScenario = {
  id: 'double-fill',
  title: 'Find the defect: a retry that trades twice',
  teaches:
    'A planted defect. The order was filled, only the answer was lost: a retry without a key at the gateway trades again.',
  verdict: 'failed',
  document: {
    ...scenario(
      'A retry that trades twice',
      'A crossover strategy trades through a client that repeats unanswered orders. One in three answers is lost, so some orders are filled twice. Put a deduplicator by orderId before the gateway, and see which assertion fails instead.',
      '8',
    ),
    sources: [
      {
        id: 'prices',
        name: 'Prices',
        kind: 'market',
        params: { basePrice: 100, volatility: 0.006 },
        topic: 'PriceUpdate',
        profile: { kind: 'volatile-market' },
      },
    ],
    agents: [
      {
        id: 'strategy',
        name: 'Crossover',
        kind: 'moving-average-crossover',
        params: { quick: 3, slow: 8, quantity: 10, orders: 'trading.intent' },
      },
      {
        id: 'client',
        name: 'Client with retries',
        kind: 'retry',
        params: {
          jobs: 'trading.intent',
          key: 'orderId',
          requests: 'trading.order',
          replies: 'client.fill',
          failures: 'trading.reject',
          timeoutMs: 1_500,
          backoffMs: 300,
          maxAttempts: 10,
        },
      },
      {
        id: 'gateway',
        name: 'Gateway',
        kind: 'order-gateway',
        params: { latencyMs: 200, distribution: 'lognormal', spreadMs: 80, rejectRate: 0.1 },
      },
      {
        id: 'line',
        name: 'Line to the client',
        kind: 'relay',
        params: { from: 'trading.fill', to: 'client.fill', latencyMs: 60 },
      },
    ],
    faults: [
      { id: 'lost-fills', name: 'Lost answers', kind: 'drop', topics: ['client.fill'], probability: 0.33 },
    ],
    assertions: [
      {
        id: 'answered',
        name: 'Some orders are filled',
        kind: 'event-count',
        params: { topic: 'trading.fill', min: 3 },
      },
      { id: 'kept', name: 'Nothing is given up', kind: 'no-event', params: { topic: 'job.gave-up' } },
      {
        id: 'once',
        name: 'No order is filled twice',
        kind: 'count-per-key',
        params: { event: 'trading.fill', key: 'orderId', max: 1 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'trade', name: 'Trade', kind: 'wait-cycles', params: { cycles: 120 } },
      { id: 'verify', name: 'Verify the orders', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
