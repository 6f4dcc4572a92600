import type { ExampleScenario } from '../../kinds/contracts.ts'
import { chain, scenario } from '../example.ts'

const flashCrash: ExampleScenario = {
  id: 'flash-crash',
  title: 'Flash crash',
  teaches: 'A market falls by 30 % and recovers, while one price arrives five seconds late. Start here.',
  verdict: 'passed',
  document: {
    ...scenario('Flash crash', 'A market falls by 30 % in five cycles and recovers in twenty. The price of cycle 15 arrives five seconds late.', '42'),
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
      { id: 'enough-prices', name: 'At least 35 PriceUpdate', kind: 'event-count', params: { topic: 'PriceUpdate', min: 35 } },
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

const crashingMarket = (normal: number) => ({
  id: 'prices',
  name: 'Prices',
  kind: 'market',
  params: { basePrice: 100, volatility: 0.003 },
  topic: 'PriceUpdate',
  profile: { kind: 'flash-crash', params: { normal, crash: 10, severity: 0.3, recovery: 20 } },
})

const stopLoss: ExampleScenario = {
  id: 'stop-loss',
  title: 'Stop loss in a crash',
  teaches: 'Agents stand for the system under test: a trader sells at its stop, a gateway fills the order.',
  verdict: 'passed',
  document: {
    ...scenario('Stop loss in a crash', 'A trader holds 100 pieces with a trailing stop of 10 %. The crash must trigger exactly one sale, filled above 80.', '7'),
    sources: [crashingMarket(20)],
    agents: [
      { id: 'trader', name: 'Trader', kind: 'stop-loss', params: { stop: 0.1, quantity: 100 } },
      { id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 300, slippageBps: 10 } },
    ],
    assertions: [
      { id: 'one-order', name: 'Exactly one order', kind: 'event-count', params: { topic: 'trading.order', exact: 1 } },
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
      { id: 'sold', name: 'Until it has sold', kind: 'wait-event', params: { topic: 'trading.fill', timeoutCycles: 15 } },
      { id: 'after', name: 'Aftermath', kind: 'wait-cycles', params: { cycles: 15 } },
      { id: 'verify', name: 'Verify the sale', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}

const staleFill: ExampleScenario = {
  id: 'stale-fill',
  title: 'Find the defect: a fill at a stale price',
  teaches: 'A planted defect. The gateway fills at the last price it knows, however old: the assertion shows which fill was wrong.',
  verdict: 'failed',
  document: {
    ...scenario(
      'A fill at a stale price',
      'While the market falls, prices arrive twelve seconds late. The trader is told to buy at the low and the gateway fills at a price from before the crash. Give the gateway a limit for stale prices and the assertion holds.',
      '11',
    ),
    sources: [crashingMarket(20)],
    agents: [{ id: 'gateway', name: 'Gateway', kind: 'order-gateway', params: { latencyMs: 100, staleAfterMs: 0 } }],
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
      { id: 'answered', name: 'The order is answered', kind: 'event-count', params: { topic: 'trading.*', min: 2 } },
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

const lossyFeed: ExampleScenario = {
  id: 'lossy-feed',
  title: 'A lossy feed',
  teaches: 'Chance, from the seed: a tenth of all prices is lost and one is corrupt. Try other seeds with the dice.',
  verdict: 'passed',
  document: {
    ...scenario('A lossy feed', 'A bull run over a feed that loses one price in ten and corrupts the fiftieth. A watchdog rule reports the corrupt price.', '3'),
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
      { id: 'corrupt', name: 'Corrupt price', kind: 'modify', params: { path: 'price', value: -1 }, topics: ['PriceUpdate'], trigger: 'nth', n: 50 },
      { id: 'loss', name: 'Loss', kind: 'drop', topics: ['PriceUpdate'], toCycle: 40, probability: 0.1 },
    ],
    assertions: [
      { id: 'enough', name: 'Most prices arrive', kind: 'event-count', params: { topic: 'PriceUpdate', min: 105, max: 120 } },
      { id: 'reported', name: 'The corrupt price is reported', kind: 'event-count', params: { topic: 'feed.corrupt', exact: 1 } },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'run', name: 'Bull run', kind: 'wait-cycles', params: { cycles: 120 } },
      { id: 'verify', name: 'Verify the feed', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}

const surveillance: ExampleScenario = {
  id: 'pump-surveillance',
  title: 'Catch a pump and dump',
  teaches: 'Wait for an event, and a way out when it does not come: the fail edge leads to a note instead of a failure.',
  verdict: 'passed',
  document: {
    ...scenario('Catch a pump and dump', 'A surveillance rule must raise an alert during the pump, not in the quiet accumulation before it.', '5'),
    sources: [
      {
        id: 'coin',
        name: 'Coin',
        kind: 'market',
        params: { basePrice: 10, volatility: 0.004 },
        topic: 'coin.price',
        profile: { kind: 'pump-and-dump', params: {} },
      },
    ],
    agents: [
      {
        id: 'surveillance',
        name: 'Surveillance',
        kind: 'rule',
        params: {
          when: 'coin.price',
          field: 'price',
          comparison: 'gt',
          value: 13,
          publish: 'alert.pump',
          payload: { severity: 'high' },
          cooldownMs: 3_600_000,
        },
      },
    ],
    assertions: [
      { id: 'quiet', name: 'No alert while it is quiet', kind: 'no-event', params: { topic: 'alert.*', fromCycle: 0, toCycle: 39 } },
      { id: 'once', name: 'One alert', kind: 'event-count', params: { topic: 'alert.pump', exact: 1 } },
    ],
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: { x: 0, y: 0 } },
      { id: 'alert', name: 'Until the alert', kind: 'wait-event', params: { topic: 'alert.pump', timeoutCycles: 70 }, position: { x: 240, y: 0 } },
      { id: 'dump', name: 'The dump', kind: 'wait-cycles', params: { cycles: 40 }, position: { x: 480, y: 0 } },
      {
        id: 'missed',
        name: 'Missed it',
        kind: 'execute-action',
        params: { action: { kind: 'note', params: { text: 'The pump went unnoticed' } } },
        position: { x: 480, y: 150 },
      },
      { id: 'verify', name: 'Verify the alert', kind: 'run-assertions', position: { x: 720, y: 0 } },
      { id: 'end', name: 'End', kind: 'end', position: { x: 960, y: 0 } },
    ],
    edges: [
      { from: 'start', to: 'alert', on: 'next' },
      { from: 'alert', to: 'dump', on: 'next' },
      { from: 'alert', to: 'missed', on: 'fail' },
      { from: 'dump', to: 'verify', on: 'next' },
      { from: 'missed', to: 'verify', on: 'next' },
      { from: 'verify', to: 'end', on: 'next' },
    ],
  },
}

const regimeChange: ExampleScenario = {
  id: 'regime-change',
  title: 'A calm market turns',
  teaches: 'Steps act on the run: switch a source to another profile, switch a fault on and off, take a burst of data.',
  verdict: 'passed',
  document: {
    ...scenario('A calm market turns', 'A sideways market turns into a crash while the exchange fails on every fifth price. A burst of prices closes the day.', '19'),
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
      { id: 'halted', name: 'Trading is halted', kind: 'event-count', params: { topic: 'trading.halt', exact: 1 } },
      { id: 'calm', name: 'No outage while calm', kind: 'no-event', params: { topic: 'exchange.down', toCycle: 29 } },
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
            params: { source: 'prices', profile: { kind: 'bear-crash', params: { decline: 0.35, steps: 25 } } },
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

export const tradingExamples: readonly ExampleScenario[] = [flashCrash, stopLoss, staleFill, lossyFeed, surveillance, regimeChange]
