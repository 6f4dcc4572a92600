import { z } from 'zod'
import { defineStep } from '../contracts.ts'

/** Ends the path that reaches it. The run is over when no path is left. */
export const end = defineStep({
  name: 'end',
  title: 'End',
  summary: 'Ends the path that reaches it.',
  source: 'End event of BPMN 2.0 (OMG, “Business Process Model and Notation”, 2011)',
  params: z.object({}),
  ports: { in: true, out: [] },
  describe: () => '',
  compile: () => [],
  examples: [{ title: 'The end', params: {}, expect: [] }],
})
