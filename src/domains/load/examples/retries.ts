import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const retriesAndDuplicates: ExampleScenario = {
  id: 'retries-and-duplicates',
  title: 'Retries over a lossy line',
  teaches:
    'A line that loses requests and answers, retries with backoff and jitter, and why whoever retries needs a deduplicator.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Retries over a lossy line',
      'A fifth of all requests is lost, the service fails one time in ten, and the line doubles some requests. Every job must be answered; the deduplicator keeps doubled requests from the service.',
      '6',
    ),
    sources: [
      {
        id: 'jobs',
        name: 'Jobs',
        kind: 'load',
        params: { base: 1, noise: 0, arrivals: 'even', publishes: 'requests' },
        topic: 'job',
        profile: { kind: 'sustained' },
      },
    ],
    agents: [
      {
        id: 'client',
        name: 'Client',
        kind: 'retry',
        params: { timeoutMs: 800, maxAttempts: 8, backoffMs: 200, jitter: 'full', maxBackoffMs: 3_000 },
      },
      {
        id: 'gate',
        name: 'Deduplicator',
        kind: 'deduplicator',
        params: { events: 'request', windowMs: 150, passed: 'service.request' },
      },
      {
        id: 'service',
        name: 'Service',
        kind: 'request-reply',
        params: {
          requests: 'service.request',
          failureRate: 0.1,
          latencyMs: 120,
          distribution: 'pareto',
          spreadMs: 60,
        },
      },
    ],
    faults: [
      { id: 'loss', name: 'Lost requests', kind: 'drop', topics: ['request'], probability: 0.2 },
      { id: 'lost-answers', name: 'Lost answers', kind: 'drop', topics: ['reply'], probability: 0.1 },
      {
        id: 'doubles',
        name: 'Doubled requests',
        kind: 'duplicate',
        params: { copies: 1, spacingMs: 20 },
        topics: ['request'],
        probability: 0.15,
      },
    ],
    assertions: [
      { id: 'kept', name: 'No job is given up', kind: 'no-event', params: { topic: 'job.gave-up' } },
      {
        id: 'answered',
        name: 'Jobs are answered',
        kind: 'event-count',
        params: { topic: 'reply', min: 38 },
      },
      {
        id: 'filtered',
        name: 'Doubled requests are held back',
        kind: 'event-count',
        params: { topic: 'request.duplicate', min: 1 },
      },
      {
        id: 'patient',
        name: 'Some job needed a third attempt',
        kind: 'value-bound',
        params: { topic: 'request', field: 'attempt', quantifier: 'some', comparison: 'ge', value: 3 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'work', name: 'Jobs come', kind: 'wait-cycles', params: { cycles: 50 } },
      { id: 'verify', name: 'Verify the answers', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
