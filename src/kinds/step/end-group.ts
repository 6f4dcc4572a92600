import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

export const endGroup = defineStep({
  name: 'end-group',
  title: 'End group',
  summary: 'Closes the innermost group: its time limit no longer counts.',
  params: z.object({}),
  ports: { in: true, out: [NEXT] },
  describe: () => '',
  compile: () => [{ op: 'end-group' }],
  examples: [{ title: 'Done in time', params: {}, expect: [{ op: 'end-group' }] }],
})
