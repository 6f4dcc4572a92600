import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const stuckProbe: ExampleScenario = {
  id: 'stuck-probe',
  title: 'Silent or stuck?',
  teaches:
    'A frozen probe goes on sending, so a watchdog hears nothing wrong: only a plausibility check finds it.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Silent or stuck?',
      'The probe freezes at one value for twenty readings, and later its line is dead for six seconds. The watchdog must tell only of the dead line, the plausibility check only of the frozen value.',
      '3',
    ),
    sources: [
      {
        id: 'probe',
        name: 'Probe',
        kind: 'sensor',
        params: { setPoint: 4, noise: 0.3 },
        topic: 'sensor.reading',
        profile: { kind: 'stuck', params: { normal: 25, stuck: 20 } },
      },
    ],
    agents: [
      { id: 'watchdog', name: 'Watchdog', kind: 'watchdog', params: { silentAfterMs: 3_000 } },
      {
        id: 'check',
        name: 'Plausibility',
        kind: 'plausibility-check',
        params: { lowest: -10, highest: 20, largestStep: 5, frozenAfter: 6 },
      },
    ],
    faults: [
      {
        id: 'dead-line',
        name: 'Dead line',
        kind: 'drop',
        topics: ['sensor.reading'],
        fromCycle: 60,
        toCycle: 65,
      },
    ],
    assertions: [
      {
        id: 'silence',
        name: 'The silence is told once',
        kind: 'event-count',
        params: { topic: 'sensor.silent', exact: 1 },
      },
      {
        id: 'return',
        name: 'Silent, then back',
        kind: 'event-sequence',
        params: { topics: ['sensor.silent', 'sensor.back'] },
      },
      {
        id: 'frozen',
        name: 'The frozen value is doubted',
        kind: 'event-count',
        params: { topic: 'sensor.suspect', min: 14 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'normal', name: 'Normal', kind: 'wait-cycles', params: { cycles: 25 } },
      {
        id: 'doubt',
        name: 'Until it is doubted',
        kind: 'wait-event',
        params: { topic: 'sensor.suspect', timeoutCycles: 15 },
      },
      {
        id: 'dead',
        name: 'Until the line is dead',
        kind: 'wait-event',
        params: { topic: 'sensor.silent', timeoutCycles: 40 },
      },
      { id: 'after', name: 'Back again', kind: 'wait-cycles', params: { cycles: 15 } },
      { id: 'verify', name: 'Verify both', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
