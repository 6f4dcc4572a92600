import { z } from 'zod'
import { defineStep } from '../contracts.ts'

/** Leaves the innermost loop; other branches that were opened in the same round are cancelled. */
export const breakLoop = defineStep({
  name: 'break',
  title: 'Break',
  summary: 'Leaves the innermost loop at once; the run goes on after the loop.',
  source: 'The break statement of C (B. W. Kernighan, D. M. Ritchie, “The C Programming Language”, 1978)',
  params: z.object({}),
  ports: { in: true, out: [] },
  describe: () => 'leave the loop',
  compile: () => [{ op: 'break' }],
  examples: [{ title: 'An answer came: no more attempts', params: {}, expect: [{ op: 'break' }] }],
})
