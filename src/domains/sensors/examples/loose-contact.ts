import type { ExampleScenario } from '../../../kinds/contracts.ts'
import { chain, scenario } from '../../example.ts'

export const looseContact: ExampleScenario = {
  id: 'loose-contact',
  title: 'A loose contact',
  teaches:
    'Wrong readings are worse than none: a check before the alarm keeps a loose contact from raising it.',
  verdict: 'passed',
  document: {
    ...scenario(
      'A loose contact',
      'A boiler probe with a loose contact reads zero now and then. The frost alarm hears only what the plausibility check lets through, and must stay silent.',
      '12',
    ),
    sources: [
      {
        id: 'boiler',
        name: 'Boiler',
        kind: 'sensor',
        params: { setPoint: 60, noise: 0.4 },
        topic: 'sensor.reading',
        profile: { kind: 'dropout', params: { chance: 0.08, length: 2, reads: 0 } },
      },
    ],
    agents: [
      {
        id: 'check',
        name: 'Plausibility',
        kind: 'plausibility-check',
        params: { lowest: 5, highest: 110, largestStep: 15, frozenAfter: 0 },
      },
      {
        id: 'frost',
        name: 'Frost alarm',
        kind: 'rule',
        params: {
          when: 'sensor.trusted',
          comparison: 'any',
          condition: { field: 'value', is: 'lt', value: 5 },
          publish: 'alarm.frost',
          payload: { value: '{{value}}', text: 'only {{value}} °C' },
          cooldownMs: 10_000,
        },
      },
    ],
    assertions: [
      {
        id: 'no-alarm',
        name: 'No false alarm',
        kind: 'no-event',
        params: { topic: 'alarm.frost' },
      },
      {
        id: 'doubted',
        name: 'The dropouts are doubted',
        kind: 'event-count',
        params: { topic: 'sensor.suspect', min: 5 },
      },
      {
        id: 'trusted',
        name: 'Only true readings pass',
        kind: 'value-bound',
        params: { topic: 'sensor.trusted', field: 'value', quantifier: 'every', comparison: 'gt', value: 50 },
      },
    ],
    ...chain([
      { id: 'start', name: 'Start', kind: 'start' },
      { id: 'watch', name: 'Watch the boiler', kind: 'wait-cycles', params: { cycles: 120 } },
      { id: 'verify', name: 'Verify the alarm', kind: 'run-assertions' },
      { id: 'end', name: 'End', kind: 'end' },
    ]),
  },
}
