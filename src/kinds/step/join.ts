import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { FAIL, NEXT } from '../ports.ts'

/** Where the branches of a Parallel step meet. One that ended elsewhere makes "all" fail: it never waits in vain. */
export const join = defineStep({
  name: 'join',
  title: 'Join',
  summary: 'Waits for all branches of a Parallel step, or goes on with the first and cancels the others.',
  source:
    'Synchronization and cancelling discriminator, workflow patterns 3 and 29 (van der Aalst et al., 2003; Russell et al., 2006)',
  params: z.object({
    mode: field(z.enum(['all', 'any']).default('all'), {
      label: 'Goes on with',
      help: 'All: when every branch has arrived; it fails when one ended elsewhere. Any: with the first; the others are cancelled where they stand.',
    }),
  }),
  ports: { in: true, out: [NEXT, FAIL] },
  describe: ({ mode }) => (mode === 'all' ? 'all branches' : 'the first branch'),
  compile: ({ mode }) => [{ op: 'join', mode }],
  examples: [
    { title: 'Both answers are needed', params: { mode: 'all' }, expect: [{ op: 'join', mode: 'all' }] },
    { title: 'The first answer will do', params: { mode: 'any' }, expect: [{ op: 'join', mode: 'any' }] },
  ],
})
