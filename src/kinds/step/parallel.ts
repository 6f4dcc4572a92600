import { z } from 'zod'
import { defineStep } from '../contracts.ts'

/** Splits the path: a token for each edge that leaves, in the order of the document's edges. */
export const parallel = defineStep({
  name: 'parallel',
  title: 'Parallel',
  summary: 'Goes several ways at once; a Join step brings the branches together again.',
  source: 'Parallel split, workflow pattern 2 (van der Aalst et al., 2003); parallel gateway of BPMN 2.0',
  params: z.object({}),
  ports: {
    in: true,
    out: [
      {
        name: 'next',
        label: 'branches',
        when: 'Branches',
        unconnected: 'nothing yet: connect the first step of each branch',
        needed: true,
        many: true,
      },
    ],
  },
  describe: () => '',
  compile: () => [{ op: 'fork' }],
  examples: [{ title: 'Watch two things at once', params: {}, expect: [{ op: 'fork' }] }],
})
