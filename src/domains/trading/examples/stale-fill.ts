import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

export const staleFill: ExampleScenario = {
  id: 'stale-fill',
  title: 'Find the defect: a fill at a stale price',
  teaches:
    'A planted defect. The gateway fills at the last price it knows, however old: the assertion shows which fill was wrong.',
  verdict: 'failed',
  document: {
    ...scenario(
      'A fill at a stale price',
      'While the market falls, prices arrive twelve seconds late. The trader is told to buy at the low and the gateway fills at a price from before the crash. Give the gateway a limit for stale prices and the assertion holds.',
      '11',
    ),
    sources: [crashingMarket(20)],
    agents: [
      { id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 100, staleAfterMs: 0 } },
    ],
    faults: [
      {
        id: 'slow-feed',
        name: 'Slow feed',
        kind: 'delay',
        params: { holdMs: 12_000 },
        topics: ['PriceUpdate'],
        fromCycle: 20,
        toCycle: 34,
      },
    ],
    assertions: [
      {
        id: 'fair-fill',
        name: 'Filled below 75',
        kind: 'value-bound',
        params: { topic: 'trading.fill', field: 'price', quantifier: 'every', comparison: 'lt', value: 75 },
      },
      {
        id: 'answered',
        name: 'The order is answered',
        kind: 'event-count',
        params: { topic: 'trading.*', min: 2 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'Calm market', kind: 'wait-cycles', params: { cycles: 20 } },
      { id: 'fall', name: 'Into the crash', kind: 'wait-cycles', params: { cycles: 10 } },
      {
        id: 'buy',
        name: 'Buy at the low',
        kind: 'execute-action',
        params: {
          action: {
            kind: 'publish',
            params: { topic: 'trading.order', payload: { orderId: 'low-1', side: 'buy', quantity: 10 } },
          },
        },
      },
      { id: 'after', name: 'Recovery', kind: 'wait-cycles', params: { cycles: 20 } },
      { id: 'verify', name: 'Verify the fill', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
