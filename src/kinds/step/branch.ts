import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { compileGuard, describeGuard, guardField } from '../guarded.ts'

/** Decides which way to go. What was published at this instant is delivered before the question is asked. */
export const branch = defineStep({
  name: 'branch',
  title: 'Branch',
  summary: 'Asks a question about the state of the run and goes one of two ways.',
  source: 'Exclusive choice, workflow pattern 4 (van der Aalst et al., 2003); exclusive gateway of BPMN 2.0',
  params: z.object({ test: guardField('Question') }),
  ports: {
    in: true,
    out: [
      { name: 'yes', label: 'yes', when: 'If yes', unconnected: 'nothing: the path ends' },
      { name: 'no', label: 'no', when: 'If no', unconnected: 'nothing: the path ends' },
    ],
  },
  describe: ({ test }) => `${describeGuard(test)}?`,
  compile: ({ test }) => [{ op: 'decide', test: compileGuard(test) }],
  examples: [
    {
      title: 'Halt trading when the price has crashed',
      params: {
        test: {
          kind: 'latest-event',
          params: { topic: 'PriceUpdate', condition: { field: 'price', is: 'lt', value: 80 } },
        },
      },
      expect: [
        {
          op: 'decide',
          test: { of: 'latest', topic: 'PriceUpdate', condition: { field: 'price', is: 'lt', value: 80 } },
        },
      ],
    },
  ],
})
