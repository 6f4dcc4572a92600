import { z } from 'zod'
import type { Json } from '../../../base/json.ts'
import { topicMatcher } from '../../../base/topic.ts'
import { hears, share } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { Latency, latencyOf, latencyShape } from '../../../kinds/latency.ts'
import { topicGlob, topicName } from '../../../kinds/topic.ts'

/**
 * Fills market orders at the last price it knows, `slippageBps` worse for the one who ordered, and
 * refuses them while it knows none or when the last price is too old.
 */
export const orderGateway = defineAgent({
  name: 'order-gateway',
  title: 'Order gateway',
  group: 'Trading',
  summary:
    'Fills orders at the last price it has seen, with latency and slippage; refuses them on a stale price.',
  source: 'FIX 4.4 ExecutionReport, ExecType F and 8',
  params: z.object({
    orders: field(topicGlob.default('trading.order'), { label: 'Orders', control: 'topic-pattern' }),
    prices: field(topicGlob.default('PriceUpdate'), { label: 'Prices', control: 'topic-pattern' }),
    ...latencyShape(200),
    jitterMs: field(z.int().min(0).max(3_600_000).default(0), {
      label: 'Jitter, up to',
      unit: 'ms',
      control: 'slider',
      soft: [0, 2_000],
      help: 'Added to the latency, evenly from 0.',
    }),
    slippageBps: field(z.number().min(0).max(5_000).default(5), {
      label: 'Slippage',
      unit: 'bps',
      control: 'slider',
      soft: [0, 200],
    }),
    staleAfterMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Price is stale after',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
      help: 'Refuses orders when the last price is older; 0 means never.',
    }),
    rejectRate: share('Reject rate', 0, 'Share of orders that are refused for no reason of theirs.'),
    halts: hears('Halts', 'trading.halt', 'From then on every order is refused.'),
    resumes: hears('Resumes', 'trading.resume'),
    fills: field(topicName.default('trading.fill'), { label: 'Fills to', control: 'topic' }),
    rejects: field(topicName.default('trading.reject'), { label: 'Rejects to', control: 'topic' }),
  }),
  describe: ({ latencyMs, slippageBps }) => `fills after ${latencyMs} ms, ${slippageBps} bps slippage`,
  subscribes: ({ orders, prices, halts, resumes }) => [prices, orders, halts, resumes],
  publishes: ({ fills, rejects }) => [fills, rejects],
  start(params, context) {
    const isOrder = topicMatcher(params.orders)
    const isHalt = topicMatcher(params.halts)
    const isResume = topicMatcher(params.resumes)
    const latency = new Latency(latencyOf(params), context.stream('latency'))
    const chance = context.stream('reject')
    let [bid, ask, seenAtMs] = [NaN, NaN, 0]
    let [filled, rejected, halted] = [0, 0, false]
    const slippage = params.slippageBps * 1e-4
    const after = () => latency.next() + context.random.below(params.jitterMs + 1)
    const reject = (orderId: Json, reason: string) => {
      rejected++
      context.publish(params.rejects, { orderId, reason }, after())
      context.record({ filled, rejected })
    }
    return {
      onEvent(event) {
        if (isHalt(event.topic) || isResume(event.topic)) {
          halted = isHalt(event.topic)
          return
        }
        if (!isOrder(event.topic)) {
          const price = event.number('price')
          if (!(price > 0)) return
          bid = positive(event.number('bid'), price)
          ask = positive(event.number('ask'), price)
          seenAtMs = event.atMs
          return
        }
        const { orderId = null, side = 'buy' } = event.payload
        // Drawn for every order: another rate shifts no later draw.
        const unlucky = chance.uniform() < params.rejectRate
        if (halted) return reject(orderId, 'trading halted')
        if (Number.isNaN(bid)) return reject(orderId, 'no price yet')
        if (params.staleAfterMs > 0 && event.atMs - seenAtMs > params.staleAfterMs)
          return reject(orderId, 'stale price')
        if (unlucky) return reject(orderId, 'refused by the market')
        filled++
        const fillPrice = side === 'buy' ? ask * (1 + slippage) : bid * (1 - slippage)
        // Four decimals: finer than any tick, and stable in print.
        const rounded = Math.round(fillPrice * 1e4) / 1e4
        context.publish(
          params.fills,
          { orderId, side, quantity: event.number('quantity'), price: rounded },
          after(),
        )
        context.record({ filled, rejected })
      },
    }
  },
  examples: [
    {
      title: 'A sale at the bid, five basis points worse',
      params: {},
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100, bid: 99.9, ask: 100.1 } },
        { topic: 'trading.order', atMs: 500, payload: { orderId: 'a', side: 'sell', quantity: 10 } },
      ],
      expect: [
        {
          topic: 'trading.fill',
          atMs: 700,
          payload: { orderId: 'a', side: 'sell', quantity: 10, price: 99.8501 },
        },
      ],
    },
    {
      title: 'No price, no fill',
      params: { latencyMs: 0 },
      given: [{ topic: 'trading.order', atMs: 0, payload: { orderId: 'a', side: 'buy', quantity: 10 } }],
      expect: [{ topic: 'trading.reject', atMs: 0, payload: { orderId: 'a', reason: 'no price yet' } }],
    },
    {
      title: 'A price that is too old',
      params: { latencyMs: 0, staleAfterMs: 1_000 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'trading.order', atMs: 1_500, payload: { orderId: 'b', side: 'buy', quantity: 1 } },
      ],
      expect: [{ topic: 'trading.reject', atMs: 1_500, payload: { orderId: 'b', reason: 'stale price' } }],
    },
    {
      title: 'No fill while trading is halted',
      params: { latencyMs: 0, slippageBps: 0 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'trading.halt', atMs: 10, payload: {} },
        { topic: 'trading.order', atMs: 20, payload: { orderId: 'c', side: 'buy', quantity: 1 } },
        { topic: 'trading.resume', atMs: 30, payload: {} },
        { topic: 'trading.order', atMs: 40, payload: { orderId: 'd', side: 'buy', quantity: 1 } },
      ],
      expect: [
        { topic: 'trading.reject', atMs: 20, payload: { orderId: 'c', reason: 'trading halted' } },
        {
          topic: 'trading.fill',
          atMs: 40,
          payload: { orderId: 'd', side: 'buy', quantity: 1, price: 100 },
        },
      ],
    },
    {
      title: 'A market that refuses everything',
      params: { latencyMs: 0, rejectRate: 1 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'trading.order', atMs: 20, payload: { orderId: 'e', side: 'buy', quantity: 1 } },
      ],
      expect: [
        { topic: 'trading.reject', atMs: 20, payload: { orderId: 'e', reason: 'refused by the market' } },
      ],
    },
  ],
})

const positive = (value: number, otherwise: number): number => (value > 0 ? value : otherwise)
