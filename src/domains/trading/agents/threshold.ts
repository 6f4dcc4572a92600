import { z } from 'zod'
import { hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { Latency, latencyOf, latencyShape } from '../../../kinds/latency.ts'

const price = (label: string, preset: number) =>
  field(z.number().min(0).max(1e12).default(preset), {
    label,
    unit: 'price',
    control: 'slider',
    soft: [0, 2 * preset],
  })

/** Buys below one price and sells above another, in turn: the simplest strategy that trades both ways. */
export const threshold = defineAgent({
  name: 'threshold',
  title: 'Threshold trader',
  group: 'Trading',
  summary: 'Buys when the price falls to one level and sells when it rises to another, in turn.',
  source: 'Filter rule (Alexander 1961)',
  params: z.object({
    prices: hears('Prices', 'PriceUpdate'),
    field: field(z.string().min(1).max(100).default('price'), { label: 'Field', control: 'field-path' }),
    buyAt: price('Buys at or below', 95),
    sellAt: price('Sells at or above', 105),
    quantity: field(z.number().min(0).max(1e9).default(100), { label: 'Quantity' }),
    ...latencyShape(50, 'Reacts after'),
    orders: publishesTo('Orders to', 'trading.order'),
  }),
  describe: ({ buyAt, sellAt }) => `buys at ${buyAt}, sells at ${sellAt}`,
  subscribes: ({ prices }) => [prices],
  publishes: ({ orders }) => [orders],
  start(params, context) {
    const latency = new Latency(latencyOf(params), context.stream('latency'))
    let long = false
    let orders = 0
    return {
      onEvent(event) {
        const seenPrice = event.number(params.field)
        // A price that is no number meets neither level.
        if (long ? !(seenPrice >= params.sellAt) : !(seenPrice <= params.buyAt)) return
        const side = long ? 'sell' : 'buy'
        long = !long
        orders++
        context.publish(
          params.orders,
          { orderId: `${context.id}-${orders}`, side, quantity: params.quantity, seenPrice },
          latency.next(),
        )
        context.record({ position: long ? params.quantity : 0, orders, seenPrice })
      },
    }
  },
  examples: [
    {
      title: 'Buys low, sells high, once each',
      params: { quantity: 10, latencyMs: 0 },
      given: [100, 94, 93, 104, 106].map((value, index) => ({
        topic: 'PriceUpdate',
        atMs: index * 1_000,
        payload: { price: value },
      })),
      expect: [
        {
          topic: 'trading.order',
          atMs: 1_000,
          payload: { orderId: 'agent-1', side: 'buy', quantity: 10, seenPrice: 94 },
        },
        {
          topic: 'trading.order',
          atMs: 4_000,
          payload: { orderId: 'agent-2', side: 'sell', quantity: 10, seenPrice: 106 },
        },
      ],
    },
  ],
})
