import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const lossyFeed: ExampleScenario = {
  id: 'lossy-feed',
  title: 'A lossy feed',
  teaches:
    'Chance, from the seed: a tenth of all prices is lost and one is corrupt. Try other seeds with the dice.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A lossy feed',
      'A bull run over a feed that loses one price in ten and corrupts the fiftieth. A watchdog rule reports the corrupt price.',
      '3',
    ),
    sources: [
      {
        id: 'prices',
        name: 'Prices',
        kind: 'market',
        params: { basePrice: 250, volatility: 0.004 },
        topic: 'PriceUpdate',
        profile: { kind: 'bull-run', params: { totalReturn: 0.3, steps: 120, pin: true } },
      },
    ],
    agents: [
      {
        id: 'watchdog',
        name: 'Watchdog',
        kind: 'rule',
        params: { when: 'PriceUpdate', field: 'price', comparison: 'le', value: 0, publish: 'feed.corrupt' },
      },
    ],
    faults: [
      {
        id: 'corrupt',
        name: 'Corrupt price',
        kind: 'modify',
        params: { path: 'price', value: -1 },
        topics: ['PriceUpdate'],
        trigger: 'nth',
        n: 50,
      },
      { id: 'loss', name: 'Loss', kind: 'drop', topics: ['PriceUpdate'], toCycle: 40, probability: 0.1 },
    ],
    assertions: [
      {
        id: 'enough',
        name: 'Most prices arrive',
        kind: 'event-count',
        params: { topic: 'PriceUpdate', min: 105, max: 120 },
      },
      {
        id: 'reported',
        name: 'The corrupt price is reported',
        kind: 'event-count',
        params: { topic: 'feed.corrupt', exact: 1 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'run', name: 'Bull run', kind: 'wait-cycles', params: { cycles: 120 } },
      { id: 'verify', name: 'Verify the feed', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
