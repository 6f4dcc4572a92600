import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const breakerSavesQueue: ExampleScenario = {
  id: 'breaker-saves-queue',
  title: 'A circuit breaker saves a queue',
  teaches:
    'Each request is an event of its own. When a crowd comes, the breaker refuses at once instead of letting everybody wait.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A circuit breaker saves a queue',
      'One worker needs a fifth of a second for a request; a crowd brings forty a second. The breaker opens when the queue refuses, closes again after the crowd, and whoever was let in never waited longer than two seconds.',
      '4',
    ),
    sources: [
      {
        id: 'crowd',
        name: 'Crowd',
        kind: 'load',
        params: { base: 2, publishes: 'requests' },
        topic: 'request',
        profile: { kind: 'spike', params: { before: 20, peak: 40, rise: 2, hold: 8, fall: 6 } },
      },
    ],
    agents: [
      {
        id: 'breaker',
        name: 'Breaker',
        kind: 'circuit-breaker',
        params: {
          calls: 'request',
          forward: 'service.request',
          successes: 'reply',
          failures: 'reply.failed',
          refused: 'request.refused',
          window: 10,
          minCalls: 5,
          failureShare: 0.5,
          openMs: 4_000,
          probes: 2,
        },
      },
      {
        id: 'worker',
        name: 'Worker',
        kind: 'queue-worker',
        params: {
          jobs: 'service.request',
          done: 'reply',
          refused: 'reply.failed',
          workers: 1,
          capacity: 8,
          latencyMs: 200,
          distribution: 'lognormal',
          spreadMs: 60,
        },
      },
    ],
    assertions: [
      {
        id: 'opened',
        name: 'It opens, probes and closes',
        kind: 'event-count',
        params: { topic: 'breaker.changed', min: 3 },
      },
      {
        id: 'patience',
        name: 'Nobody waits 3 s in the queue',
        kind: 'value-bound',
        params: { topic: 'reply', field: 'waitedMs', quantifier: 'every', comparison: 'lt', value: 3_000 },
      },
      {
        id: 'at-once',
        name: 'Most are refused at once, not by the full queue',
        kind: 'event-count',
        params: { topic: 'reply.failed', max: 60 },
      },
      {
        id: 'served',
        name: 'Many are served all the same',
        kind: 'event-count',
        params: { topic: 'reply', min: 100 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'calm', name: 'A calm time', kind: 'wait-cycles', params: { cycles: 20 } },
      { id: 'crowd-comes', name: 'The crowd', kind: 'wait-cycles', params: { cycles: 16 } },
      { id: 'after', name: 'After it', kind: 'wait-cycles', params: { cycles: 30 } },
      { id: 'verify', name: 'Verify the service', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
