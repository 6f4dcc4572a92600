import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { FAIL, NEXT } from '../ports.ts'
import { jsonValue, reference } from '../topic.ts'

/**
 * Stands for the steps of a sub-scenario. Before the run they take its place: a block under the id of
 * this step, with the sub-scenario's steps inside; see program/inline.ts.
 */
export const call = defineStep({
  name: 'call',
  title: 'Sub-scenario',
  summary: 'Runs the steps of a sub-scenario in this place, with values for its parameters.',
  source: 'Call activity of BPMN 2.0 (OMG, 2011)',
  params: z.object({
    subscenario: field(reference.default(''), { label: 'Sub-scenario', control: 'subscenario' }),
    values: field(z.record(z.string().max(64), jsonValue).default({}), {
      label: 'Values',
      control: 'arguments',
      help: 'Values for its parameters; one that is left out keeps what the sub-scenario says.',
    }),
    timeoutCycles: field(z.int().min(0).max(100_000_000).default(0), {
      label: 'Time limit',
      unit: 'cycles',
      soft: [0, 200],
      help: 'When it is over, what is still going on inside is cancelled and the step fails; 0 means no limit.',
    }),
  }),
  ports: { in: true, out: [NEXT, { ...FAIL, label: 'time up', when: 'If time is up' }] },
  describe: ({ subscenario }) => (subscenario === '' ? 'choose a sub-scenario' : subscenario),
  compile: ({ timeoutCycles }) => [{ op: 'block', timeoutCycles }],
  examples: [
    {
      title: 'Log in before the real test',
      params: { subscenario: 'log-in', values: { patience: 5 } },
      expect: [{ op: 'block', timeoutCycles: 0 }],
    },
  ],
})
