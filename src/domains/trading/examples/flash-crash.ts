import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const flashCrash: ExampleScenario = {
  id: 'flash-crash',
  title: 'Flash crash',
  teaches: 'A market falls by 30 % and recovers, while one price arrives five seconds late. Start here.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Flash crash',
      'A market falls by 30 % in five cycles and recovers in twenty. The price of cycle 15 arrives five seconds late.',
      '42',
    ),
    sources: [
      {
        id: 'prices',
        name: 'Prices',
        kind: 'market',
        params: { basePrice: 100, volatility: 0.02 },
        topic: 'PriceUpdate',
        profile: { kind: 'flash-crash', params: { normal: 10, crash: 5, severity: 0.3, recovery: 20 } },
      },
    ],
    faults: [
      {
        id: 'late-price',
        name: 'Late price',
        kind: 'delay',
        params: { holdMs: 5_000 },
        topics: ['PriceUpdate'],
        fromCycle: 15,
        toCycle: 15,
      },
    ],
    assertions: [
      {
        id: 'enough-prices',
        name: 'At least 35 PriceUpdate',
        kind: 'event-count',
        params: { topic: 'PriceUpdate', min: 35 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'normal', name: 'Normal phase', kind: 'wait-cycles', params: { cycles: 10 } },
      { id: 'crash', name: 'Crash phase', kind: 'wait-cycles', params: { cycles: 5 } },
      { id: 'recovery', name: 'Recovery phase', kind: 'wait-cycles', params: { cycles: 20 } },
      { id: 'verify', name: 'Verify recovery', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
