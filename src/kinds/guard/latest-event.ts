import { z } from 'zod'
import { conditionSchema, describeCondition } from '../condition.ts'
import { defineGuard } from '../contracts.ts'
import { field } from '../form.ts'
import { topicGlob } from '../topic.ts'

export const latestEvent = defineGuard({
  name: 'latest-event',
  title: 'Latest event satisfies',
  summary: 'A condition on the payload of the last event delivered on a topic.',
  params: z.object({
    topic: field(topicGlob.default('PriceUpdate'), { label: 'Topic', control: 'topic-pattern' }),
    condition: field(conditionSchema.default({ field: 'price', is: 'lt', value: 90 }), {
      label: 'Condition',
      control: 'condition',
      help: 'Before the first such event the answer is no.',
    }),
  }),
  describe: ({ topic, condition }) => `${topic}: ${describeCondition(condition)}`,
  compile: ({ topic, condition }) => ({ of: 'latest', topic, condition }),
  examples: [
    {
      title: 'The price has fallen below 90',
      params: { topic: 'PriceUpdate', condition: { field: 'price', is: 'lt', value: 90 } },
      expect: { of: 'latest', topic: 'PriceUpdate', condition: { field: 'price', is: 'lt', value: 90 } },
    },
  ],
})
