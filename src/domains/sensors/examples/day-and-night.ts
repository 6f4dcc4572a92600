import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const dayAndNight: ExampleScenario = {
  id: 'day-and-night',
  title: 'Hysteresis by day and night',
  teaches:
    'Readings that rise and fall cross a threshold many times: with hysteresis the alarm is raised once a day.',
  verdict: 'passed',
  document: {
    ...scenario(
      'Hysteresis by day and night',
      'Three days of a greenhouse, a reading every half hour. The alarm must be raised exactly once a day although the readings tremble round the threshold.',
      '21',
    ),
    clock: { cycleMs: 1_800_000 },
    sources: [
      {
        id: 'greenhouse',
        name: 'Greenhouse',
        kind: 'sensor',
        params: { setPoint: 22, noise: 0.6 },
        topic: 'sensor.reading',
        profile: { kind: 'seasonal', params: { amplitude: 9, period: 48, begins: 0.75 } },
      },
    ],
    agents: [
      {
        id: 'alarm',
        name: 'Heat alarm',
        kind: 'threshold-alarm',
        params: { raiseAbove: 29, clearBelow: 25 },
      },
    ],
    assertions: [
      {
        id: 'thrice',
        name: 'Raised once a day',
        kind: 'event-count',
        params: { topic: 'alarm.raised', exact: 3 },
      },
      {
        id: 'cleared',
        name: 'And cleared each time',
        kind: 'event-count',
        params: { topic: 'alarm.cleared', exact: 3 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'first', name: 'First day', kind: 'wait-cycles', params: { cycles: 48 } },
      { id: 'second', name: 'Second day', kind: 'wait-cycles', params: { cycles: 48 } },
      { id: 'third', name: 'Third day', kind: 'wait-cycles', params: { cycles: 48 } },
      { id: 'verify', name: 'Verify the alarms', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
