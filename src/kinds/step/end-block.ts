import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

export const endBlock = defineStep({
  name: 'end-block',
  title: 'End block',
  summary: 'Closes the innermost block: its time limit no longer counts.',
  source: 'Cancel region, workflow pattern 25 (Russell et al., 2006)',
  params: z.object({}),
  ports: { in: true, out: [NEXT] },
  describe: () => '',
  compile: () => [{ op: 'end-block' }],
  examples: [{ title: 'Done in time', params: {}, expect: [{ op: 'end-block' }] }],
})
