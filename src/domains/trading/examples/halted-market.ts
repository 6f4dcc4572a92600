import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

export const haltedMarket: ExampleScenario = {
  id: 'halted-market',
  title: 'The exchange halts trading',
  teaches:
    'Four agents in a row: a trader, its risk limit, the gateway, and an exchange that halts when the price moves too far.',
  verdict: 'passed',
  document: {
    ...scenario(
      'The exchange halts trading',
      'In a crash the exchange halts trading for fifteen seconds at a move of 12 %. A trader that buys every dip is held by its position limit before the halt and by the exchange during it.',
      '9',
    ),
    sources: [crashingMarket(20)],
    agents: [
      {
        id: 'dip-buyer',
        name: 'Dip buyer',
        kind: 'rule',
        params: {
          when: 'PriceUpdate',
          field: 'price',
          comparison: 'lt',
          value: 97,
          condition: { not: { field: 'spread', is: 'gt', value: 5 } },
          publish: 'trading.intent',
          payload: { orderId: 'dip-{{$atMs}}', side: 'buy', quantity: 100, seenPrice: '{{price}}' },
          latencyMs: 40,
        },
      },
      {
        id: 'limit',
        name: 'Risk limit',
        kind: 'risk-limit',
        params: { maxQuantity: 200, maxPosition: 600, maxOrders: 20 },
      },
      { id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 150, slippageBps: 15 } },
      {
        id: 'exchange',
        name: 'Exchange',
        kind: 'trading-halt',
        params: { move: 0.12, direction: 'down', haltMs: 15_000 },
      },
    ],
    assertions: [
      {
        id: 'halted',
        name: 'Halted, then resumed',
        kind: 'event-sequence',
        params: { topics: ['trading.halt', 'trading.resume'] },
      },
      {
        id: 'position',
        name: 'Never more than 600 pieces',
        kind: 'event-count',
        params: { topic: 'trading.fill', min: 1, max: 6 },
      },
      {
        id: 'refused',
        name: 'Somebody is refused',
        kind: 'event-count',
        params: { topic: 'trading.reject', min: 5 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'Calm market', kind: 'wait-cycles', params: { cycles: 20 } },
      {
        id: 'halt',
        name: 'Until the halt',
        kind: 'wait-event',
        params: { topic: 'trading.halt', timeoutCycles: 20 },
      },
      {
        id: 'resume',
        name: 'Until it resumes',
        kind: 'wait-event',
        params: { topic: 'trading.resume', timeoutCycles: 20 },
      },
      { id: 'after', name: 'Aftermath', kind: 'wait-cycles', params: { cycles: 10 } },
      { id: 'verify', name: 'Verify the limits', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
