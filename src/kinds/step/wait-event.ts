import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { FAIL, NEXT } from '../ports.ts'
import { topicGlob } from '../topic.ts'

/** Waits for events delivered after its own start; earlier ones never satisfy it. */
export const waitEvent = defineStep({
  name: 'wait-event',
  title: 'Wait for event',
  summary: 'Waits until an event is delivered, or fails after a number of cycles.',
  source: 'Message catch event of BPMN 2.0 (OMG, 2011), with a boundary timer',
  params: z.object({
    topic: field(topicGlob.default('PriceUpdate'), { label: 'Topic', control: 'topic-pattern' }),
    count: field(z.int().min(1).max(1_000_000).default(1), {
      label: 'How many',
      unit: 'events',
      soft: [1, 20],
      help: 'Counted from the moment the step begins.',
    }),
    timeoutCycles: field(z.int().min(0).max(100_000_000).default(60), {
      label: 'Give up after',
      unit: 'cycles',
      soft: [0, 200],
      help: 'The step then fails; 0 means wait for ever (the run’s limits still apply).',
    }),
  }),
  ports: { in: true, out: [NEXT, FAIL] },
  describe: ({ topic, count }) => (count === 1 ? topic : `${count} × ${topic}`),
  compile: ({ topic, count, timeoutCycles }) => [{ op: 'await', topic, count, timeoutCycles }],
  examples: [
    {
      title: 'An order within 20 cycles',
      params: { topic: 'trading.order', timeoutCycles: 20 },
      expect: [{ op: 'await', topic: 'trading.order', count: 1, timeoutCycles: 20 }],
    },
  ],
})
