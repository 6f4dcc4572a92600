import { z } from 'zod'
import { compileCondition, conditionSchema, describeCondition } from '../condition.ts'
import { defineAgent, type Agent, type AgentContext, type Attention, type BusEvent } from '../contracts.ts'
import { field } from '../form.ts'
import { compareNumbers } from '../order.ts'
import { Latency, latencyOf, latencyShape } from '../latency.ts'
import { Template, TEMPLATE_HELP } from '../template.ts'
import { jsonObject, topicGlob, topicName } from '../topic.ts'

const params = z.object({
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
})

/** When an event comes and a field compares as asked, publishes another event: the smallest system there is. */
export const rule = defineAgent({
  name: 'rule',
  title: 'Rule',
  group: 'Messages',
  summary: 'When an event comes and its field compares as asked, publishes another event.',
  source: 'Event-condition-action rule',
  params,
  describe: ({ when, field: name, comparison, value, condition, publish }) => {
    const compared = comparison === 'any' ? when : `${when}.${name} ${comparison} ${value}`
    const more = condition === undefined ? '' : ` and ${describeCondition(condition)}`
    return `${compared}${more} → ${publish}`
  },
  subscribes: ({ when }) => [when],
  publishes: ({ publish }) => [publish],
  start: (params, context) => new Rule(params, context),
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

/** A class, not a closure for each run: engines compile its methods once for all runs. */
class Rule implements Agent {
  readonly attention: Attention
  readonly #params: z.output<typeof params>
  readonly #context: AgentContext
  readonly #accepts: ((event: BusEvent) => boolean) | null
  readonly #template: Template
  readonly #latency: Latency
  #fired = 0

  constructor(parameters: z.output<typeof params>, context: AgentContext) {
    const { comparison, value, field: name, condition, payload } = parameters
    this.#params = parameters
    this.#context = context
    this.#accepts = condition === undefined ? null : compileCondition(condition)
    this.#template = new Template(payload)
    this.#latency = new Latency(latencyOf(parameters), context.random)
    this.attention = {
      fromMs: 0,
      ...(comparison !== 'any' && { when: { field: name, order: comparison, value } }),
    }
  }

  onEvent(event: BusEvent): void {
    const { comparison, value, field: name, publish, cooldownMs } = this.#params
    if (event.atMs < this.attention.fromMs) return
    if (comparison !== 'any' && !compareNumbers(comparison, event.number(name), value)) return
    if (this.#accepts?.(event) === false) return
    this.attention.fromMs = event.atMs + cooldownMs
    this.#context.publish(publish, this.#template.fillIn(event), this.#latency.next())
    this.#context.record({ fired: ++this.#fired })
  }
}
