import { z } from 'zod'
import { conditionSchema, describeCondition } from '../condition.ts'
import { defineGuard } from '../contracts.ts'
import { field } from '../form.ts'

export const variables = defineGuard({
  name: 'variables',
  title: 'Variables satisfy',
  summary: 'A condition on variables that steps have set.',
  params: z.object({
    condition: field(conditionSchema.default({ field: 'phase', is: 'eq', value: 'crash' }), {
      label: 'Condition',
      control: 'condition',
      help: 'Fields are names of variables. One that was never set fails every comparison but “is not” and “is absent”.',
    }),
  }),
  describe: ({ condition }) => describeCondition(condition),
  compile: ({ condition }) => ({ of: 'variables', condition }),
  examples: [
    {
      title: 'Three attempts were made',
      params: { condition: { field: 'attempts', is: 'ge', value: 3 } },
      expect: { of: 'variables', condition: { field: 'attempts', is: 'ge', value: 3 } },
    },
  ],
})
