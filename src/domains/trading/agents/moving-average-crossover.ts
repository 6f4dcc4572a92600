import { z } from 'zod'
import { count, hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { Latency, latencyOf, latencyShape } from '../../../kinds/latency.ts'

const BPS = 1e-4

/** Buys when a quick average of the price rises over a slow one, and sells when it falls under it. */
export const movingAverageCrossover = defineAgent({
  name: 'moving-average-crossover',
  title: 'Moving-average crossover',
  group: 'Trading',
  summary: 'Buys when a quick moving average rises over a slow one, sells when it falls under it.',
  source: 'Variable-length moving average rule (Brock, Lakonishok and LeBaron 1992)',
  params: z.object({
    prices: hears('Prices', 'PriceUpdate'),
    field: field(z.string().min(1).max(100).default('price'), { label: 'Field', control: 'field-path' }),
    average: field(z.enum(['simple', 'exponential']).default('simple'), { label: 'Average' }),
    quick: count(
      'Quick over',
      5,
      10_000,
      50,
      'Prices; for the exponential average, 2 / (n + 1) is the weight of the newest.',
    ),
    slow: count('Slow over', 20, 10_000, 200, 'Prices; nothing is traded before so many have come.'),
    bandBps: field(z.number().min(0).max(5_000).default(0), {
      label: 'Band',
      unit: 'bps',
      control: 'slider',
      soft: [0, 200],
      help: 'How far the quick average must be beyond the slow one: keeps small wobbles from trading.',
    }),
    shorts: field(z.boolean().default(false), {
      label: 'Sells short',
      help: 'On: a sale goes from long to short. Off: it only closes what was bought.',
    }),
    quantity: field(z.number().min(0).max(1e9).default(100), { label: 'Quantity' }),
    ...latencyShape(50, 'Reacts after'),
    orders: publishesTo('Orders to', 'trading.order'),
  }),
  describe: ({ quick, slow, average }) => `${average} ${quick} over ${slow}`,
  subscribes: ({ prices }) => [prices],
  publishes: ({ orders }) => [orders],
  start(params, context) {
    const latency = new Latency(latencyOf(params), context.stream('latency'))
    const makeAverage = params.average === 'simple' ? simpleAverage : exponentialAverage
    const quick = makeAverage(params.quick)
    const slow = makeAverage(params.slow)
    const band = params.bandBps * BPS
    let [seen, side, position, orders] = [0, 0, 0, 0]

    const trade = (quantity: number, seenPrice: number) => {
      if (quantity === 0) return
      position += quantity
      orders++
      context.publish(
        params.orders,
        {
          orderId: `${context.id}-${orders}`,
          side: quantity > 0 ? 'buy' : 'sell',
          quantity: Math.abs(quantity),
          seenPrice,
        },
        latency.next(),
      )
    }
    return {
      onEvent(event) {
        const price = event.number(params.field)
        if (!(price > 0)) return
        const [now, base] = [quick(price), slow(price)]
        if (++seen < params.slow) return
        const crossed = now > base * (1 + band) ? 1 : now < base * (1 - band) ? -1 : side
        // The first side is where it starts, not a crossing.
        if (side !== 0 && crossed !== side) {
          const wanted = crossed > 0 ? params.quantity : params.shorts ? -params.quantity : 0
          trade(wanted - position, price)
        }
        side = crossed
        context.record({ quick: round(now), slow: round(base), position, orders })
      },
    }
  },
  examples: [
    {
      title: 'A dip and a recovery',
      params: { quick: 1, slow: 3, quantity: 10, latencyMs: 0 },
      given: [100, 100, 97, 96, 99, 103, 98].map((value, index) => ({
        topic: 'PriceUpdate',
        atMs: index * 1_000,
        payload: { price: value },
      })),
      expect: [
        {
          topic: 'trading.order',
          atMs: 4_000,
          payload: { orderId: 'agent-1', side: 'buy', quantity: 10, seenPrice: 99 },
        },
        {
          topic: 'trading.order',
          atMs: 6_000,
          payload: { orderId: 'agent-2', side: 'sell', quantity: 10, seenPrice: 98 },
        },
      ],
    },
  ],
})

/** Sums are whole millionths, so that nothing is lost however long it runs. */
const MILLIONTHS = 1e6

function simpleAverage(length: number): (price: number) => number {
  const ring = new Float64Array(length)
  let [sum, at, held] = [0, 0, 0]
  return (price) => {
    const whole = Math.round(price * MILLIONTHS)
    sum += whole - ring[at]!
    ring[at] = whole
    at = (at + 1) % length
    if (held < length) held++
    return sum / held / MILLIONTHS
  }
}

function exponentialAverage(length: number): (price: number) => number {
  const weight = 2 / (length + 1)
  let average = Number.NaN
  return (price) => (average = Number.isNaN(average) ? price : average + weight * (price - average))
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4
