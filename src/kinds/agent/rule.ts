import { z } from 'zod'
import { defineAgent, type BusEvent } from '../contracts.ts'
import { field } from '../form.ts'
import { jsonObject, topicGlob, topicName } from '../topic.ts'

const COMPARE = {
  any: () => true,
  lt: (a: number, b: number) => a < b,
  le: (a: number, b: number) => a <= b,
  gt: (a: number, b: number) => a > b,
  ge: (a: number, b: number) => a >= b,
} as const

/** When an event comes and a field compares as asked, publishes another event: the smallest system there is. */
export const rule = defineAgent({
  name: 'rule',
  title: 'Rule',
  summary: 'When an event comes and its field compares as asked, publishes another event.',
  source: 'Event-condition-action rule',
  params: z.object({
    when: field(topicGlob.default('PriceUpdate'), { label: 'When', control: 'topic-pattern' }),
    field: field(z.string().max(100).default('price'), { label: 'Field', control: 'field-path' }),
    comparison: field(z.enum(['any', 'lt', 'le', 'gt', 'ge']).default('lt'), { label: 'Is', help: 'any asks for nothing.' }),
    value: field(z.number().default(90), { label: 'Than', when: { comparison: ['lt', 'le', 'gt', 'ge'] } }),
    publish: field(topicName.default('rule.fired'), { label: 'Publish', control: 'topic' }),
    payload: field(jsonObject.default({}), { label: 'Payload', control: 'json', help: 'A JSON object; sent as it is.' }),
    latencyMs: field(z.int().min(0).max(3_600_000).default(0), { label: 'After', unit: 'ms', control: 'slider', soft: [0, 10_000] }),
    cooldownMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Then silent for',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
    }),
  }),
  describe: ({ when, field, comparison, value, publish }) =>
    comparison === 'any' ? `${when} → ${publish}` : `${when}.${field} ${comparison} ${value} → ${publish}`,
  subscribes: ({ when }) => [when],
  publishes: ({ publish }) => [publish],
  start(params, context) {
    const compare = COMPARE[params.comparison]
    let silentUntilMs = 0
    let fired = 0
    return {
      onEvent(event: BusEvent) {
        if (event.atMs < silentUntilMs || !compare(event.number(params.field), params.value)) return
        silentUntilMs = event.atMs + params.cooldownMs
        fired++
        context.publish(params.publish, params.payload, params.latencyMs)
        context.record({ fired })
      },
    }
  },
  examples: [
    {
      title: 'An alarm below 90, at most once in ten seconds',
      params: { value: 90, publish: 'alarm', payload: { level: 'low' }, cooldownMs: 10_000 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 95 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 89 } },
        { topic: 'PriceUpdate', atMs: 2_000, payload: { price: 88 } },
      ],
      expect: [{ topic: 'alarm', atMs: 1_000, payload: { level: 'low' } }],
    },
  ],
})
