import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const coolingFailure: ExampleScenario = {
  id: 'cooling-failure',
  title: 'A cold store warms up',
  teaches:
    'Not about trading: a temperature spike, an alarm with hysteresis, and a sensor that falls silent.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A cold store warms up',
      'The cooling fails for a while and the alarm must be raised and cleared once. Later the sensor is silent for ten readings, which the watchdog must tell.',
      '2',
    ),
    sources: [
      {
        id: 'store',
        name: 'Cold store',
        kind: 'sensor',
        params: { setPoint: 4, noise: 0.1 },
        topic: 'sensor.reading',
        profile: { kind: 'spike', params: { normal: 20, rise: 5, height: 9, hold: 5, fall: 20 } },
      },
    ],
    agents: [
      {
        id: 'alarm',
        name: 'Alarm',
        kind: 'threshold-alarm',
        params: { raiseAbove: 8, clearBelow: 6, silentAfterMs: 5_000 },
      },
    ],
    faults: [
      {
        id: 'dead',
        name: 'Dead sensor',
        kind: 'drop',
        topics: ['sensor.reading'],
        fromCycle: 60,
        toCycle: 69,
      },
    ],
    assertions: [
      {
        id: 'order',
        name: 'Raised, then cleared',
        kind: 'event-sequence',
        params: { topics: ['alarm.raised', 'alarm.cleared'] },
      },
      { id: 'once', name: 'Raised once', kind: 'event-count', params: { topic: 'alarm.raised', exact: 1 } },
      {
        id: 'silent',
        name: 'The silence is told',
        kind: 'event-count',
        params: { topic: 'sensor.silent', exact: 1 },
      },
      {
        id: 'peak',
        name: 'Never above 15 °C',
        kind: 'value-bound',
        params: { topic: 'sensor.reading', field: 'value', quantifier: 'every', comparison: 'lt', value: 15 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      {
        id: 'raised',
        name: 'Until the alarm',
        kind: 'wait-event',
        params: { topic: 'alarm.raised', timeoutCycles: 30 },
      },
      {
        id: 'cleared',
        name: 'Until it clears',
        kind: 'wait-event',
        params: { topic: 'alarm.cleared', timeoutCycles: 40 },
      },
      { id: 'silence', name: 'The silence', kind: 'wait-cycles', params: { cycles: 40 } },
      { id: 'verify', name: 'Verify the alarm', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
