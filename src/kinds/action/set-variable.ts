import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { jsonValue } from '../topic.ts'

export const setVariable = defineAction({
  name: 'set-variable',
  title: 'Set a variable',
  summary: 'Stores a value under a name; it appears in the log and in the report.',
  params: z.object({
    variable: field(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a name such as phase').default('phase'), {
      label: 'Variable',
    }),
    value: field(jsonValue.default(''), { label: 'Value', control: 'json', help: 'Any JSON: 12, "text", true, {…}.' }),
  }),
  describe: ({ variable, value }) => `${variable} = ${JSON.stringify(value)}`,
  compile: ({ variable, value }) => [{ op: 'set', variable, value }],
  examples: [
    {
      title: 'Name the phase',
      params: { variable: 'phase', value: 'crash' },
      expect: [{ op: 'set', variable: 'phase', value: 'crash' }],
    },
  ],
})
