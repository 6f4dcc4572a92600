import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const regimeChange: ExampleScenario = {
  id: 'regime-change',
  title: 'A calm market turns',
  teaches:
    'Steps act on the run: switch a source to another profile, switch a fault on and off, take a burst of data.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A calm market turns',
      'A sideways market turns into a crash while the exchange fails on every fifth price. A burst of prices closes the day.',
      '19',
    ),
    sources: [
      {
        id: 'prices',
        name: 'Prices',
        kind: 'market',
        params: { basePrice: 50, volatility: 0.003 },
        topic: 'PriceUpdate',
        profile: { kind: 'sideways-market', params: { range: 0.03 } },
      },
    ],
    agents: [
      {
        id: 'breaker',
        name: 'Halt on failure',
        kind: 'rule',
        params: { when: 'exchange.down', comparison: 'any', publish: 'trading.halt', cooldownMs: 60_000 },
      },
    ],
    faults: [
      {
        id: 'outage',
        name: 'Exchange down',
        kind: 'inject',
        enabled: false,
        params: { topic: 'exchange.down', payload: { code: 503 }, afterMs: 200 },
        topics: ['PriceUpdate'],
        trigger: 'every',
        n: 5,
      },
    ],
    assertions: [
      {
        id: 'halted',
        name: 'Trading is halted',
        kind: 'event-count',
        params: { topic: 'trading.halt', exact: 1 },
      },
      {
        id: 'no-outage',
        name: 'No outage while calm',
        kind: 'no-event',
        params: { topic: 'exchange.down', toCycle: 29 },
      },
      {
        id: 'fell',
        name: 'The price fell below 36',
        kind: 'value-bound',
        params: { topic: 'PriceUpdate', field: 'price', quantifier: 'some', comparison: 'lt', value: 36 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'Calm', kind: 'wait-cycles', params: { cycles: 30 } },
      {
        id: 'turn',
        name: 'The market turns',
        kind: 'execute-action',
        params: {
          action: {
            kind: 'switch-profile',
            params: {
              source: 'prices',
              profile: { kind: 'bear-crash', params: { decline: 0.35, steps: 25 } },
            },
          },
        },
      },
      {
        id: 'break',
        name: 'The exchange fails',
        kind: 'execute-action',
        params: { action: { kind: 'switch-fault', params: { fault: 'outage', on: true } } },
      },
      { id: 'fall', name: 'The fall', kind: 'wait-cycles', params: { cycles: 25 } },
      { id: 'burst', name: 'Closing burst', kind: 'generate-data', params: { source: 'prices', count: 10 } },
      { id: 'verify', name: 'Verify', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
