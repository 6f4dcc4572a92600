import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { scenario } from '../../example.ts'

export const surveillance: ExampleScenario = {
  id: 'pump-surveillance',
  title: 'Catch a pump and dump',
  teaches:
    'Wait for an event, and a way out when it does not come: the fail edge leads to a note instead of a failure.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Catch a pump and dump',
      'A surveillance rule must raise an alert during the pump, not in the quiet accumulation before it.',
      '5',
    ),
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
      {
        id: 'quiet',
        name: 'No alert while it is quiet',
        kind: 'no-event',
        params: { topic: 'alert.*', fromCycle: 0, toCycle: 39 },
      },
      { id: 'once', name: 'One alert', kind: 'event-count', params: { topic: 'alert.pump', exact: 1 } },
    ],
    steps: [
      { id: 'start', name: 'Start', kind: 'start', position: { x: 0, y: 0 } },
      {
        id: 'alert',
        name: 'Until the alert',
        kind: 'wait-event',
        params: { topic: 'alert.pump', timeoutCycles: 70 },
        position: { x: 220, y: 0 },
      },
      {
        id: 'dump',
        name: 'The dump',
        kind: 'wait-cycles',
        params: { cycles: 40 },
        position: { x: 440, y: 0 },
      },
      {
        id: 'missed',
        name: 'Missed it',
        kind: 'execute-action',
        params: { action: { kind: 'note', params: { text: 'The pump went unnoticed' } } },
        position: { x: 440, y: 130 },
      },
      { id: 'verify', name: 'Verify the alert', kind: 'run-assertions', position: { x: 660, y: 0 } },
      { id: 'end', name: 'End', kind: 'end', position: { x: 880, y: 0 } },
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
