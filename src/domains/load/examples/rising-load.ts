import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const risingLoad: ExampleScenario = {
  id: 'rising-load',
  title: 'A service under a rising load',
  teaches: 'Load as a number a cycle: an autoscaler follows a ramp, and its delay is what the users feel.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A service under a rising load',
      'The load rises from 10 to 60 requests a cycle; one instance serves 15. The autoscaler must follow so closely that nothing is shed and nobody waits longer than three seconds.',
      '5',
    ),
    sources: [
      {
        id: 'users',
        name: 'Users',
        kind: 'load',
        params: { base: 10 },
        topic: 'load.request',
        profile: { kind: 'ramp-up', params: { before: 15, to: 60, steps: 60 } },
      },
    ],
    agents: [
      { id: 'service', name: 'Service', kind: 'service', params: { capacity: 15, queue: 200 } },
      {
        id: 'scaler',
        name: 'Autoscaler',
        kind: 'autoscaler',
        params: { target: 0.6, pauseMs: 6_000, startMs: 4_000 },
      },
    ],
    assertions: [
      { id: 'no-shed', name: 'Nothing is shed', kind: 'no-event', params: { topic: 'load.shed' } },
      {
        id: 'quick',
        name: 'Nobody waits 3 s',
        kind: 'value-bound',
        params: {
          topic: 'load.served',
          field: 'latencyMs',
          quantifier: 'every',
          comparison: 'lt',
          value: 3_000,
        },
      },
      {
        id: 'scaled',
        name: 'It has scaled at least three times',
        kind: 'event-count',
        params: { topic: 'load.scale', min: 3 },
      },
      {
        id: 'enough',
        name: 'At the end it has room',
        kind: 'value-bound',
        params: {
          topic: 'load.served',
          field: 'utilisation',
          quantifier: 'last',
          comparison: 'lt',
          value: 0.95,
        },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'before', name: 'Before the ramp', kind: 'wait-cycles', params: { cycles: 15 } },
      { id: 'ramp', name: 'The ramp', kind: 'wait-cycles', params: { cycles: 60 } },
      { id: 'top', name: 'At the top', kind: 'wait-cycles', params: { cycles: 45 } },
      { id: 'verify', name: 'Verify the service', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
