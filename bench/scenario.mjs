/**
 * The benchmark scenario: one price a cycle, a geometric Brownian motion; two subscribers of which one
 * orders at every tenth price, four faults, five assertions, everything recorded.
 */
export function benchmarkScenario(cycles) {
  const step = (id, kind, x, params = {}) => ({ id, name: id, kind, params, position: { x, y: 0 } })
  const fault = (id, kind, params, envelope) => ({
    id,
    name: id,
    kind,
    params,
    topics: ['PriceUpdate'],
    ...envelope,
  })
  const assertion = (id, kind, params) => ({ id, name: id, kind, params })
  const order = {
    when: 'PriceUpdate',
    comparison: 'any',
    publish: 'Order',
    payload: { side: 'buy' },
    cooldownMs: 10_000,
  }
  const alarm = {
    when: 'PriceUpdate',
    field: 'price',
    comparison: 'gt',
    value: 1_000_000_000,
    publish: 'Alarm',
  }
  return {
    format: 'scenario-studio',
    version: 1,
    name: 'Benchmark',
    seed: 'bench',
    clock: { cycleMs: 1_000 },
    limits: { maxEvents: 50_000_000, maxCycles: 100_000_000 },
    sources: [
      {
        id: 'prices',
        name: 'Prices',
        kind: 'market',
        params: { volatility: 0.0005 },
        topic: 'PriceUpdate',
        profile: { kind: 'gradual-trend', params: { speed: 0 } },
      },
    ],
    agents: [
      { id: 'trader', name: 'Trader', kind: 'rule', params: order },
      { id: 'watcher', name: 'Watcher', kind: 'rule', params: alarm },
    ],
    faults: [
      fault('lost', 'drop', {}, { probability: 0.01 }),
      fault('wrong', 'modify', { path: 'price', value: 0 }, { trigger: 'every', n: 1_000 }),
      fault(
        'broken',
        'inject',
        { topic: 'Failure', payload: { reason: 'injected' } },
        { trigger: 'every', n: 500 },
      ),
      fault('late', 'delay', { holdMs: 5_000 }, { trigger: 'every', n: 100 }),
    ],
    assertions: [
      assertion('at-least', 'event-count', { topic: 'PriceUpdate', min: Math.floor(cycles * 0.9) }),
      assertion('exactly', 'event-count', { topic: 'Alarm', exact: 0 }),
      assertion('sequence', 'event-sequence', { topics: ['PriceUpdate', 'Order', 'Failure'] }),
      assertion('window', 'no-event', { topic: 'Alarm', fromCycle: 0, toCycle: 100 }),
      assertion('range', 'value-bound', {
        topic: 'PriceUpdate',
        field: 'price',
        quantifier: 'every',
        comparison: 'ge',
        value: 0,
      }),
    ],
    steps: [
      step('start', 'start', 0),
      step('wait', 'wait-cycles', 220, { cycles }),
      step('judge', 'run-assertions', 440),
      step('end', 'end', 660),
    ],
    edges: [
      { from: 'start', to: 'wait', on: 'next' },
      { from: 'wait', to: 'judge', on: 'next' },
      { from: 'judge', to: 'end', on: 'next' },
    ],
  }
}
