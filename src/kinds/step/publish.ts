import { publish } from '../action/publish.ts'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

/** The action of the same name as a step of its own. */
export const publishStep = defineStep({
  name: 'publish',
  title: 'Publish event',
  summary: publish.summary,
  source: 'Send task of BPMN 2.0 (OMG, 2011)',
  params: publish.params,
  ports: { in: true, out: [NEXT] },
  describe: ({ topic }) => topic,
  compile: (params) => publish.compile(params),
  examples: publish.examples,
})
