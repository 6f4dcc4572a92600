import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

/** Where a run begins, at virtual time 0. Every scenario has exactly one. */
export const start = defineStep({
  name: 'start',
  title: 'Start',
  summary: 'Where the run begins.',
  source: 'None event of BPMN 2.0 (OMG, “Business Process Model and Notation”, 2011)',
  params: z.object({}),
  ports: { in: false, out: [NEXT] },
  describe: () => 'at 0 ms',
  compile: () => [],
  examples: [{ title: 'The beginning', params: {}, expect: [] }],
})
