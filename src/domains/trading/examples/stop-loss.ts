import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

export const stopLoss: ExampleScenario = {
  id: 'stop-loss',
  title: 'Stop loss in a crash',
  teaches: 'Agents stand for the system under test: a trader sells at its stop, a gateway fills the order.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Stop loss in a crash',
      'A trader holds 100 pieces with a trailing stop of 10 %. The crash must trigger exactly one sale, filled above 80.',
      '7',
    ),
    sources: [crashingMarket(20)],
    agents: [
      { id: 'trader', name: 'Trader', kind: 'stop-loss', params: { stop: 0.1, quantity: 100 } },
      { id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 300, slippageBps: 10 } },
    ],
    assertions: [
      {
        id: 'one-order',
        name: 'Exactly one order',
        kind: 'event-count',
        params: { topic: 'trading.order', exact: 1 },
      },
      {
        id: 'order-then-fill',
        name: 'Order, then fill',
        kind: 'event-sequence',
        params: { topics: ['trading.order', 'trading.fill'] },
      },
      {
        id: 'good-price',
        name: 'Filled above 80',
        kind: 'value-bound',
        params: { topic: 'trading.fill', field: 'price', quantifier: 'every', comparison: 'gt', value: 80 },
      },
      { id: 'no-reject', name: 'Nothing rejected', kind: 'no-event', params: { topic: 'trading.reject' } },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'Calm market', kind: 'wait-cycles', params: { cycles: 20 } },
      {
        id: 'sold',
        name: 'Until it has sold',
        kind: 'wait-event',
        params: { topic: 'trading.fill', timeoutCycles: 15 },
      },
      { id: 'after', name: 'Aftermath', kind: 'wait-cycles', params: { cycles: 15 } },
      { id: 'verify', name: 'Verify the sale', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
