import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { scenario } from '../../example.ts'
import { crashingMarket } from './crashing-market.ts'

const at = (x: number, y: number) => ({ x: x * 220, y: Math.round(y * 130) })

export const sideBySide: ExampleScenario = {
  id: 'side-by-side',
  title: 'Two things at once',
  teaches:
    'Parallel branches: one join waits for both, the other goes on with the first and cancels the rest.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Two things at once',
      'While one branch waits for the alarm of the crash, another buys in the calm before it. When both are done, the recovery races against a clock.',
      '12',
    ),
    sources: [crashingMarket(12)],
    agents: [
      {
        id: 'alarm',
        name: 'Low price alarm',
        kind: 'rule',
        params: {
          when: 'PriceUpdate',
          field: 'price',
          comparison: 'lt',
          value: 85,
          publish: 'price.low',
          cooldownMs: 60_000,
        },
      },
      {
        id: 'relief',
        name: 'Recovery notice',
        kind: 'rule',
        params: { when: 'PriceUpdate', field: 'price', comparison: 'gt', value: 95, publish: 'price.normal' },
      },
      { id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 150 } },
    ],
    faults: [
      {
        id: 'slow-fill',
        name: 'Slow fills during the crash',
        kind: 'delay',
        params: { holdMs: 1_500 },
        topics: ['trading.fill'],
      },
    ],
    assertions: [
      {
        id: 'filled',
        name: 'The order is filled once',
        kind: 'event-count',
        params: { topic: 'trading.fill', exact: 1 },
      },
      {
        id: 'order',
        name: 'Bought before the alarm',
        kind: 'event-sequence',
        params: { topics: ['trading.fill', 'price.low'] },
      },
    ],
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: at(0, 0) },
      { id: 'both', name: 'Side by side', kind: 'parallel', position: at(1, 0) },
      {
        id: 'crash',
        name: 'Wait for the alarm',
        kind: 'wait-event',
        params: { topic: 'price.low', timeoutCycles: 40 },
        position: at(2, 0),
      },
      { id: 'open', name: 'Market opens', kind: 'wait-cycles', params: { cycles: 3 }, position: at(2, 1) },
      {
        id: 'buy',
        name: 'Buy in the calm',
        kind: 'publish',
        params: { topic: 'trading.order', payload: { orderId: 'one', side: 'buy', quantity: 10 } },
        position: at(3, 1),
      },
      {
        id: 'fill',
        name: 'Wait for the fill',
        kind: 'wait-event',
        params: { topic: 'trading.fill', timeoutCycles: 5 },
        position: at(4, 1),
      },
      { id: 'joined', name: 'Both are done', kind: 'join', params: { mode: 'all' }, position: at(5, 0) },
      { id: 'race', name: 'A race', kind: 'parallel', position: at(0, 2.4) },
      {
        id: 'recovery',
        name: 'Recovered',
        kind: 'wait-event',
        params: { topic: 'price.normal', timeoutCycles: 0 },
        position: at(1, 2.4),
      },
      { id: 'clock', name: 'The clock', kind: 'wait-cycles', params: { cycles: 60 }, position: at(1, 3.4) },
      { id: 'first', name: 'The first wins', kind: 'join', params: { mode: 'any' }, position: at(2, 2.4) },
      { id: 'verify', name: 'Verify the trade', kind: 'run-assertions', position: at(3, 2.4) },
      { id: 'end', name: 'End', kind: 'end', position: at(4, 2.4) },
    ],
    edges: [
      { from: 'start', to: 'both' },
      { from: 'both', to: 'crash' },
      { from: 'both', to: 'open' },
      { from: 'open', to: 'buy' },
      { from: 'buy', to: 'fill' },
      { from: 'crash', to: 'joined' },
      { from: 'fill', to: 'joined' },
      { from: 'joined', to: 'race' },
      { from: 'race', to: 'recovery' },
      { from: 'race', to: 'clock' },
      { from: 'recovery', to: 'first' },
      { from: 'clock', to: 'first' },
      { from: 'first', to: 'verify' },
      { from: 'verify', to: 'end' },
    ],
  },
}
