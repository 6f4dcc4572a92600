import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { jsonObject, topicName } from '../topic.ts'

/** Publishes another event when one matches; the matched event passes. No fault touches the injected one. */
export const inject = defineChaos({
  name: 'inject',
  title: 'Inject event',
  group: 'Content',
  summary: 'Publishes a further event, such as a failure, whenever an event matches.',
  source: 'Our own',
  params: z.object({
    topic: field(topicName.default('system.failure'), { label: 'Topic', control: 'topic' }),
    payload: field(jsonObject.default({ reason: 'injected' }), {
      label: 'Payload',
      control: 'json',
      help: 'A JSON object.',
    }),
    afterMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'After',
      unit: 'ms',
      control: 'slider',
      soft: [0, 30_000],
    }),
  }),
  describe: ({ topic, afterMs }) => `inject ${topic}${afterMs > 0 ? ` after ${afterMs} ms` : ''}`,
  intercept:
    ({ topic, payload, afterMs }) =>
    () => ({ do: 'inject', topic, payload, afterMs }),
  examples: [
    {
      title: 'The exchange goes down half a second after an order',
      params: { topic: 'exchange.down', payload: { code: 503 }, afterMs: 500 },
      given: [{ topic: 'trading.order', atMs: 0, payload: {} }],
      expect: [{ do: 'inject', topic: 'exchange.down', payload: { code: 503 }, afterMs: 500 }],
    },
  ],
})
