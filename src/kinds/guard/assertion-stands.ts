import { z } from 'zod'
import { defineGuard } from '../contracts.ts'
import { field } from '../form.ts'
import { reference } from '../topic.ts'

export const assertionStands = defineGuard({
  name: 'assertion-stands',
  title: 'Assertion stands at',
  summary: 'What an assertion would say if the run ended now; it is not judged by this.',
  params: z.object({
    assertion: field(reference.default(''), { label: 'Assertion', control: 'assertion' }),
    is: field(z.enum(['holds', 'violated']).default('violated'), { label: 'Stands at' }),
  }),
  describe: ({ assertion, is }) =>
    `${assertion === '' ? 'an assertion' : assertion} ${is === 'holds' ? 'holds' : 'is violated'}`,
  compile: ({ assertion, is }) => ({ of: 'assertion', assertion, is }),
  examples: [
    {
      title: 'Prices are still missing',
      params: { assertion: 'enough-prices', is: 'violated' },
      expect: { of: 'assertion', assertion: 'enough-prices', is: 'violated' },
    },
  ],
})
