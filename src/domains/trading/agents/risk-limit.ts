import { z } from 'zod'
import { topicMatcher } from '../../../base/topic.ts'
import { count, duration, hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent, type BusEvent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

const amount = (label: string, preset: number, help: string) =>
  field(z.number().min(0).max(1e12).default(preset), {
    label,
    control: 'slider',
    soft: [0, preset === 0 ? 100_000 : 10 * preset],
    help,
  })

/** Stands between traders and the market: lets orders pass that keep every limit, and refuses the rest. */
export const riskLimit = defineAgent({
  name: 'risk-limit',
  title: 'Risk limit',
  group: 'Trading',
  summary: 'Checks orders before the market: size, position, rate and loss; refuses what breaks a limit.',
  source: 'Pre-trade risk controls, SEC Rule 15c3-5 (2010)',
  params: z.object({
    intents: hears('Orders from', 'trading.intent'),
    orders: publishesTo('Orders to', 'trading.order'),
    rejects: publishesTo('Rejects to', 'trading.reject'),
    fills: hears('Fills', 'trading.fill'),
    prices: hears('Prices', 'PriceUpdate'),
    maxQuantity: amount('Largest order', 1_000, 'Quantity of one order.'),
    maxPosition: amount(
      'Largest position',
      1_000,
      'Long or short, if everything that is under way is filled.',
    ),
    maxOrders: count('Orders at most', 10, 1_000_000, 100, 'Within the time below.'),
    windowMs: duration('Within', 60_000, 600_000),
    maxLoss: amount('Largest loss', 0, 'At the last price; then nothing passes any more. 0 sets no limit.'),
  }),
  describe: ({ maxQuantity, maxPosition, maxOrders }) =>
    `order ${maxQuantity}, position ${maxPosition}, ${maxOrders} orders`,
  subscribes: ({ intents, fills, rejects, prices }) => [intents, fills, rejects, prices],
  publishes: ({ orders, rejects }) => [orders, rejects],
  start(params, context) {
    const [isIntent, isFill, isReject] = [params.intents, params.fills, params.rejects].map(topicMatcher)
    const account = new Account()
    const recent: number[] = []
    let [approved, rejected, stopped] = [0, 0, false]
    const record = () =>
      context.record({ position: account.position, result: account.result(), approved, rejected, stopped })

    /** Why an order may not pass, or undefined. */
    const refusal = (quantity: number, signed: number, atMs: number): string | undefined => {
      if (stopped) return 'loss limit'
      if (!(quantity > 0)) return 'no quantity'
      if (quantity > params.maxQuantity) return 'order too large'
      if (account.worst(signed) > params.maxPosition) return 'position limit'
      while (recent[0] !== undefined && atMs - recent[0] >= params.windowMs) recent.shift()
      return recent.length >= params.maxOrders ? 'too many orders' : undefined
    }
    const judge = (event: BusEvent) => {
      const { orderId = null, side = 'buy' } = event.payload
      const quantity = event.number('quantity')
      const signed = side === 'sell' ? -quantity : quantity
      const reason = refusal(quantity, signed, event.atMs)
      if (reason === undefined) {
        approved++
        recent.push(event.atMs)
        account.send(JSON.stringify(orderId), signed)
        context.publish(params.orders, event.payload)
      } else {
        rejected++
        context.publish(params.rejects, { orderId, reason })
      }
      record()
    }
    return {
      onEvent(event) {
        if (event.source === context.id) return
        if (isIntent?.(event.topic) === true) return judge(event)
        const key = JSON.stringify(event.payload['orderId'] ?? null)
        if (isFill?.(event.topic) === true) {
          const quantity = event.number('quantity')
          const price = event.number('price')
          if (!(quantity > 0 && price > 0)) return
          account.fill(key, event.payload['side'] === 'sell' ? -quantity : quantity, price)
          record()
        } else if (isReject?.(event.topic) === true) account.forget(key)
        else if (event.number('price') > 0) account.price = event.number('price')
        if (params.maxLoss > 0 && !stopped && -account.result() > params.maxLoss) {
          stopped = true
          record()
        }
      },
    }
  },
  examples: [
    {
      title: 'Too large, then fits, then the position is full',
      params: { maxQuantity: 100, maxPosition: 150 },
      given: [
        { topic: 'trading.intent', atMs: 0, payload: { orderId: 'a', side: 'buy', quantity: 500 } },
        { topic: 'trading.intent', atMs: 10, payload: { orderId: 'b', side: 'buy', quantity: 100 } },
        { topic: 'trading.intent', atMs: 20, payload: { orderId: 'c', side: 'buy', quantity: 100 } },
        { topic: 'trading.intent', atMs: 30, payload: { orderId: 'd', side: 'sell', quantity: 100 } },
      ],
      expect: [
        { topic: 'trading.reject', atMs: 0, payload: { orderId: 'a', reason: 'order too large' } },
        { topic: 'trading.order', atMs: 10, payload: { orderId: 'b', side: 'buy', quantity: 100 } },
        { topic: 'trading.reject', atMs: 20, payload: { orderId: 'c', reason: 'position limit' } },
        { topic: 'trading.order', atMs: 30, payload: { orderId: 'd', side: 'sell', quantity: 100 } },
      ],
    },
    {
      title: 'Nothing passes after a loss of more than 500',
      params: { maxLoss: 500 },
      given: [
        { topic: 'trading.fill', atMs: 0, payload: { orderId: 'x', side: 'buy', quantity: 100, price: 100 } },
        { topic: 'PriceUpdate', atMs: 10, payload: { price: 94 } },
        { topic: 'trading.intent', atMs: 20, payload: { orderId: 'a', side: 'sell', quantity: 100 } },
      ],
      expect: [{ topic: 'trading.reject', atMs: 20, payload: { orderId: 'a', reason: 'loss limit' } }],
    },
  ],
})

/** What was bought and sold, and what is under way. */
class Account {
  position = 0
  price = 0
  #cash = 0
  /** Quantities under way by order, and their sums: bought and sold. */
  readonly #sent = new Map<string, number>()
  #buying = 0
  #selling = 0

  /** The largest position, long or short, that could come of an order of `signed` pieces more. */
  worst(signed: number): number {
    return signed > 0
      ? Math.abs(this.position + this.#buying + signed)
      : Math.abs(this.position - this.#selling + signed)
  }

  send(key: string, signed: number): void {
    this.forget(key)
    this.#sent.set(key, signed)
    this.#move(signed)
  }

  fill(key: string, signed: number, price: number): void {
    this.position += signed
    this.#cash -= signed * price
    this.price = price
    const sent = this.#sent.get(key)
    if (sent === undefined) return
    // A part of an order may be filled: the rest is still under way.
    const rest = sent - signed
    this.forget(key)
    if (rest * sent > 0) this.send(key, rest)
  }

  forget(key: string): void {
    const sent = this.#sent.get(key)
    if (sent === undefined) return
    this.#sent.delete(key)
    this.#move(-sent, sent > 0)
  }

  /** What was earned so far, at the last price; rounded to hundredths. */
  result(): number {
    const result = Math.round((this.#cash + this.position * this.price) * 100) / 100
    return result === 0 ? 0 : result
  }

  #move(signed: number, buys = signed > 0): void {
    if (buys) this.#buying += signed
    else this.#selling -= signed
  }
}
