import { z } from 'zod'
import { compileCondition, conditionSchema, describeCondition } from '../condition.ts'
import { defineAgent, type Attention, type BusEvent } from '../contracts.ts'
import { field } from '../form.ts'
import { compareNumbers } from '../order.ts'
import { latencyOf, latencySampler, latencyShape } from '../latency.ts'
import { compileTemplate, TEMPLATE_HELP } from '../template.ts'
import { jsonObject, topicGlob, topicName } from '../topic.ts'

/** When an event comes and a field compares as asked, publishes another event: the smallest system there is. */
export const rule = defineAgent({
  name: 'rule',
  title: 'Rule',
  group: 'Messages',
  summary: 'When an event comes and its field compares as asked, publishes another event.',
  source: 'Event-condition-action rule',
  params: z.object({
    when: field(topicGlob.default('PriceUpdate'), { label: 'When', control: 'topic-pattern' }),
    field: field(z.string().max(100).default('price'), { label: 'Field', control: 'field-path' }),
    comparison: field(z.enum(['any', 'lt', 'le', 'gt', 'ge']).default('lt'), {
      label: 'Is',
      help: 'any asks for nothing.',
    }),
    value: field(z.number().default(90), { label: 'Than', when: { comparison: ['lt', 'le', 'gt', 'ge'] } }),
    condition: field(conditionSchema.optional(), {
      label: 'And only if',
      control: 'condition',
      help: 'More that has to be true of the event.',
    }),
    publish: field(topicName.default('rule.fired'), { label: 'Publish', control: 'topic' }),
    payload: field(jsonObject.default({}), { label: 'Payload', control: 'json', help: TEMPLATE_HELP }),
    ...latencyShape(0, 'After'),
    cooldownMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Then silent for',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
    }),
  }),
  describe: ({ when, field: name, comparison, value, condition, publish }) => {
    const compared = comparison === 'any' ? when : `${when}.${name} ${comparison} ${value}`
    const more = condition === undefined ? '' : ` and ${describeCondition(condition)}`
    return `${compared}${more} → ${publish}`
  },
  subscribes: ({ when }) => [when],
  publishes: ({ publish }) => [publish],
  start(params, context) {
    const { comparison, value } = params
    const accepts = params.condition === undefined ? () => true : compileCondition(params.condition)
    const fill = compileTemplate(params.payload)
    const latency = latencySampler(latencyOf(params), context.random)
    let fired = 0
    const attention: Attention = {
      fromMs: 0,
      ...(comparison !== 'any' && { when: { field: params.field, order: comparison, value } }),
    }
    return {
      attention,
      onEvent(event: BusEvent) {
        if (event.atMs < attention.fromMs) return
        if (comparison !== 'any' && !compareNumbers(comparison, event.number(params.field), value)) return
        if (!accepts(event)) return
        attention.fromMs = event.atMs + params.cooldownMs
        fired++
        context.publish(params.publish, fill(event), latency())
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
    {
      title: 'Large sales are copied to the desk, with who sent them',
      params: {
        when: 'trading.order',
        comparison: 'any',
        condition: {
          all: [
            { field: 'side', is: 'eq', value: 'sell' },
            { field: 'quantity', is: 'ge', value: 100 },
          ],
        },
        publish: 'desk.notice',
        payload: { order: '{{orderId}}', text: '{{quantity}} from {{$source}}' },
        latencyMs: 250,
      },
      given: [
        { topic: 'trading.order', atMs: 0, payload: { orderId: 'a', side: 'buy', quantity: 500 } },
        { topic: 'trading.order', atMs: 1_000, payload: { orderId: 'b', side: 'sell', quantity: 100 } },
      ],
      expect: [{ topic: 'desk.notice', atMs: 1_250, payload: { order: 'b', text: '100 from test' } }],
    },
  ],
})
