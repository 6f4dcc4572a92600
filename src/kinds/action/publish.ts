import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { jsonObject, topicName } from '../topic.ts'

export const publish = defineAction({
  name: 'publish',
  title: 'Publish an event',
  summary: 'Publishes one event on the bus; faults apply to it as to any other.',
  source: 'Send task of BPMN 2.0 (OMG, 2011)',
  params: z.object({
    topic: field(topicName.default('scenario.signal'), { label: 'Topic', control: 'topic' }),
    payload: field(jsonObject.default({}), { label: 'Payload', control: 'json', help: 'A JSON object.' }),
  }),
  describe: ({ topic }) => `publish ${topic}`,
  compile: ({ topic, payload }) => [{ op: 'publish', topic, payload }],
  examples: [
    {
      title: 'Ask for a status report',
      params: { topic: 'status.request', payload: { verbose: true } },
      expect: [{ op: 'publish', topic: 'status.request', payload: { verbose: true } }],
    },
  ],
})
