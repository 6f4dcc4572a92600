import { z } from 'zod'
import type { Millis } from '../../../base/time.ts'
import { duration, hears, publishesTo, share } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

/** Prices are summed in whole millionths, so that nothing is lost however long it runs. */
const MILLIONTHS = 1e6

/** The exchange's circuit breaker: halts trading when the price moves too far from its recent mean. */
export const tradingHalt = defineAgent({
  name: 'trading-halt',
  title: 'Circuit-breaker exchange',
  group: 'Trading',
  summary: 'Halts trading when the price moves too far from its recent mean, and resumes after a pause.',
  source: 'Limit Up-Limit Down plan (SEC 2012): bands around the mean of five minutes',
  params: z.object({
    prices: hears('Prices', 'PriceUpdate'),
    field: field(z.string().min(1).max(100).default('price'), { label: 'Field', control: 'field-path' }),
    move: share('Halts at a move of', 0.1, 'As a share of the mean price.'),
    direction: field(z.enum(['both', 'down', 'up']).default('both'), { label: 'Direction' }),
    windowMs: duration('Mean over', 300_000, 600_000),
    haltMs: duration('Halts for', 60_000, 600_000),
    halts: publishesTo('Halts to', 'trading.halt'),
    resumes: publishesTo('Resumes to', 'trading.resume'),
  }),
  describe: ({ move, haltMs }) => `halts at ${Math.round(move * 1_000) / 10} % for ${haltMs / 1_000} s`,
  subscribes: ({ prices }) => [prices],
  publishes: ({ halts, resumes }) => [halts, resumes],
  start(params, context) {
    const mean = new WindowMean(params.windowMs)
    let [halted, halts, last] = [false, 0, 0]
    return {
      onEvent(event) {
        const price = event.number(params.field)
        if (!(price > 0)) return
        last = price
        if (halted) return
        const reference = mean.at(event.atMs, price)
        mean.add(event.atMs, price)
        const move = price / reference - 1
        const far = params.direction === 'down' ? -move : params.direction === 'up' ? move : Math.abs(move)
        if (far < params.move || far === 0) return
        halted = true
        halts++
        const resumeAtMs = event.atMs + Math.max(1, params.haltMs)
        context.publish(params.halts, { price, reference: round(reference), move: round(move), resumeAtMs })
        context.setTimer('resume', resumeAtMs - event.atMs)
        context.record({ state: 'halted', halts, reference: round(reference) })
      },
      onTimer() {
        halted = false
        // Trading begins anew: the mean of before the halt would halt it again at once.
        mean.clear()
        context.publish(params.resumes, { price: last })
        context.record({ state: 'trading', halts, reference: last })
      },
    }
  },
  examples: [
    {
      title: 'A fall of ten percent halts trading for a minute',
      params: {},
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 96 } },
        { topic: 'PriceUpdate', atMs: 2_000, payload: { price: 88 } },
        { topic: 'PriceUpdate', atMs: 3_000, payload: { price: 80 } },
        { topic: 'PriceUpdate', atMs: 62_500, payload: { price: 81 } },
      ],
      expect: [
        {
          topic: 'trading.halt',
          atMs: 2_000,
          payload: { price: 88, reference: 98, move: -0.102, resumeAtMs: 62_000 },
        },
        { topic: 'trading.resume', atMs: 62_000, payload: { price: 80 } },
      ],
    },
  ],
})

const round = (value: number): number => Math.round(value * 1e4) / 1e4

/** The mean of the prices of the last `windowMs`. O(1) amortised. */
class WindowMean {
  readonly #windowMs: Millis
  #times: Millis[] = []
  #prices: number[] = []
  #first = 0
  #sum = 0

  constructor(windowMs: Millis) {
    this.#windowMs = windowMs
  }

  add(atMs: Millis, price: number): void {
    const whole = Math.round(price * MILLIONTHS)
    this.#times.push(atMs)
    this.#prices.push(whole)
    this.#sum += whole
  }

  /** The mean just before `atMs`; `otherwise` when the window is empty. */
  at(atMs: Millis, otherwise: number): number {
    while (this.#first < this.#times.length && atMs - this.#times[this.#first]! > this.#windowMs)
      this.#sum -= this.#prices[this.#first++]!
    if (this.#first > 1_024 && this.#first * 2 > this.#times.length) this.#compact()
    const held = this.#times.length - this.#first
    return held === 0 ? otherwise : this.#sum / held / MILLIONTHS
  }

  clear(): void {
    this.#first = this.#times.length
    this.#compact()
    this.#sum = 0
  }

  #compact(): void {
    this.#times = this.#times.slice(this.#first)
    this.#prices = this.#prices.slice(this.#first)
    this.#first = 0
  }
}
