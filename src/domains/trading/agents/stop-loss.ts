import { z } from 'zod'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { topicGlob, topicName } from '../../../kinds/topic.ts'

/**
 * Holds a position and sells it when the price falls to its stop. A trailing stop follows the highest
 * price seen. It believes the events it gets: a late or wrong price makes it act late or wrongly.
 */
export const stopLoss = defineAgent({
  name: 'stop-loss',
  title: 'Stop-loss trader',
  group: 'Trading',
  summary: 'Holds a position and sends one sell order when the price falls to its stop.',
  source: 'Stop order; trailing stop',
  params: z.object({
    prices: field(topicGlob.default('PriceUpdate'), { label: 'Prices', control: 'topic-pattern' }),
    field: field(z.string().min(1).max(100).default('price'), { label: 'Field', control: 'field-path' }),
    stop: field(z.number().min(0).max(1).default(0.1), {
      label: 'Stop',
      unit: 'ratio',
      control: 'slider',
      soft: [0.01, 0.5],
      help: 'Fall that triggers the sale, as a share of the reference price.',
    }),
    trailing: field(z.boolean().default(true), {
      label: 'Trailing',
      help: 'On: measured from the highest price seen. Off: from the first.',
    }),
    quantity: field(z.number().min(0).max(1e9).default(100), { label: 'Quantity' }),
    latencyMs: field(z.int().min(0).max(3_600_000).default(50), {
      label: 'Reacts after',
      unit: 'ms',
      control: 'slider',
      soft: [0, 5_000],
    }),
    orders: field(topicName.default('trading.order'), { label: 'Orders to', control: 'topic' }),
  }),
  describe: ({ stop, trailing }) =>
    `sells at −${Math.round(stop * 1_000) / 10} %${trailing ? ' from the high' : ''}`,
  subscribes: ({ prices }) => [prices],
  publishes: ({ orders }) => [orders],
  start(params, context) {
    let reference = NaN
    let sold = false
    return {
      onEvent(event) {
        const price = event.number(params.field)
        if (sold || !(price > 0)) return
        if (Number.isNaN(reference) || (params.trailing && price > reference)) {
          reference = price
          return
        }
        if (price > reference * (1 - params.stop)) return
        sold = true
        context.publish(
          params.orders,
          { orderId: 'stop-1', side: 'sell', quantity: params.quantity, seenPrice: price },
          params.latencyMs,
        )
        context.record({ state: 'sold', reference, seenPrice: price })
      },
    }
  },
  examples: [
    {
      title: 'Ten percent below the high',
      params: { stop: 0.1, quantity: 5 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 110 } },
        { topic: 'PriceUpdate', atMs: 2_000, payload: { price: 99.5 } },
        { topic: 'PriceUpdate', atMs: 3_000, payload: { price: 98 } },
        { topic: 'PriceUpdate', atMs: 4_000, payload: { price: 90 } },
      ],
      expect: [
        {
          topic: 'trading.order',
          atMs: 3_050,
          payload: { orderId: 'stop-1', side: 'sell', quantity: 5, seenPrice: 98 },
        },
      ],
    },
  ],
})
