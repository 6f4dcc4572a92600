import { z } from 'zod'
import { defineAssertion } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { shown } from '../../../kinds/monitor/conclude.ts'
import { haltMonitor, haltShape, haltTopics } from './halt-monitor.ts'
import { percent, priceShape, type PriceAt } from './price-monitor.ts'

/** Velocity logic: too far in too short a time. The lowest and highest price of the window, by monotone queues. */
export const velocityHalt = defineAssertion({
  name: 'velocity-halt',
  title: 'Velocity',
  group: 'Trading',
  summary: 'A move too far in too short a time halts trading in time.',
  source: 'CME Velocity Logic; sliding minimum and maximum by monotone queues',
  params: z.object({
    ...priceShape,
    move: percent('Move of', 3),
    windowMs: field(z.int().min(1).max(86_400_000).default(10_000), { label: 'In', unit: 'ms' }),
    ...haltShape,
  }),
  describe: ({ move, windowMs }) => `${move} % in ${windowMs} ms`,
  topics: haltTopics,
  monitor(params) {
    const { move, windowMs } = params
    let [low, high] = [new Extreme(true), new Extreme(false)]
    return haltMonitor(params, `a move of ${move} % in ${windowMs} ms`, {
      resumed() {
        ;[low, high] = [new Extreme(true), new Extreme(false)]
      },
      price(at) {
        const [least, most] = [low.add(at, windowMs), high.add(at, windowMs)]
        const [up, down] = [100 * (at.price / least - 1), 100 * (1 - at.price / most)]
        if (up < move && down < move) return null
        return up >= move
          ? `${shown(at.price)} was ${shown(up)} % above ${shown(least)}`
          : `${shown(at.price)} was ${shown(down)} % below ${shown(most)}`
      },
    })
  },
  examples: [
    {
      title: 'Down three percent in five seconds, halted at once',
      params: { event: 'tick', halt: 'halt' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 5_000, payload: { price: 97 } },
        { topic: 'halt', atMs: 5_000, payload: {} },
      ],
      expect: { verdict: 'holds', witness: [1, 2] },
    },
    {
      title: 'The same in twenty seconds asks for nothing',
      params: { event: 'tick', halt: 'halt' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 20_000, payload: { price: 97 } },
      ],
      expect: { verdict: 'holds', vacuous: true },
    },
    {
      title: 'Nobody halted',
      params: { event: 'tick', halt: 'halt' },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 100 } },
        { topic: 'tick', atMs: 5_000, payload: { price: 104 } },
      ],
      endMs: 6_000,
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
  ],
})

const MOST_PRICES = 100_000

/** The least or greatest price of a sliding window. O(1) amortised; keeps at most the prices of the window. */
class Extreme {
  readonly #least: boolean
  #kept: PriceAt[] = []
  #head = 0

  constructor(least: boolean) {
    this.#least = least
  }

  add(at: PriceAt, windowMs: number): number {
    while (this.#kept.length > this.#head && this.#gives(this.#kept.at(-1)!, at)) this.#kept.pop()
    this.#kept.push(at)
    while (this.#kept[this.#head]!.atMs < at.atMs - windowMs || this.#kept.length - this.#head > MOST_PRICES)
      this.#head++
    if (this.#head > 1_024 && this.#head * 2 > this.#kept.length) {
      this.#kept = this.#kept.slice(this.#head)
      this.#head = 0
    }
    return this.#kept[this.#head]!.price
  }

  #gives(old: PriceAt, { price }: PriceAt): boolean {
    return this.#least ? old.price >= price : old.price <= price
  }
}
