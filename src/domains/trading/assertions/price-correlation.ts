import { z } from 'zod'
import { log } from '../../../base/math.ts'
import { printMillis } from '../../../base/time.ts'
import { defineAssertion, type Verdict } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { topicField } from '../../../kinds/monitor/atom.ts'
import { held, plural, shown, vacuous, violated } from '../../../kinds/monitor/conclude.ts'
import { fieldPath } from '../../../kinds/topic.ts'
import { priceReader, steps } from './price-monitor.ts'

const correlation = z.number().min(-1).max(1)

/**
 * Exponentially weighted correlation of the log returns of two price series, paired by instant. Its standard
 * error is about (1 − ρ²) / √n, with n = (1 + λ) / (1 − λ) returns in effect.
 */
export const priceCorrelation = defineAssertion({
  name: 'price-correlation',
  title: 'Correlation',
  group: 'Trading',
  summary: 'The returns of two prices are correlated within bounds, at the end or after every pair.',
  source: 'RiskMetrics Technical Document (1996): exponentially weighted covariance',
  params: z
    .object({
      event: topicField('First prices', 'PriceUpdate'),
      field: field(fieldPath.default('price'), { label: 'First field', control: 'field-path' }),
      other: topicField('Second prices', 'PriceUpdate.other'),
      otherField: field(fieldPath.default('price'), { label: 'Second field', control: 'field-path' }),
      min: field(correlation.default(0.5), { label: 'At least' }),
      max: field(correlation.default(1), { label: 'At most' }),
      decay: field(z.number().gt(0).lt(1).default(0.97), {
        label: 'Decay',
        control: 'slider',
        help: 'λ: nearer to 1 remembers longer.',
      }),
      warmUp: steps('Warm-up', 30, 2, 'Pairs of returns before it is judged.'),
      judged: field(z.enum(['end', 'every']).default('end'), {
        label: 'Judged',
        texts: { end: 'at the end', every: 'after every pair' },
      }),
    })
    .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than “at least”' }),
  describe: ({ event, other, min, max }) => `${event}, ${other}: ${min} to ${max}`,
  topics: ({ event, other }) => [event, other],
  monitor(params) {
    const { min, max, decay, warmUp, judged } = params
    const [readOne, readTwo] = [
      priceReader(params),
      priceReader({ event: params.other, field: params.otherField }),
    ]
    const expected = `correlation of ${params.event} and ${params.other} ${min} to ${max}`
    const at = { one: Number.NaN, two: Number.NaN, oneMs: -1, twoMs: -1 }
    let [lastOne, lastTwo, pairs] = [Number.NaN, Number.NaN, 0]
    let [oneOne, twoTwo, oneTwo] = [0, 0, 0]
    let telling = { value: Number.NaN, margin: Infinity, seq: -1, atMs: 0 }
    let verdict: Verdict = 'open'
    const pair = (seq: number, atMs: number) => {
      const [one, two] = [log(at.one / lastOne), log(at.two / lastTwo)]
      lastOne = at.one
      lastTwo = at.two
      if (Number.isNaN(one) || Number.isNaN(two)) return
      pairs++
      const weight = 1 - decay
      oneOne = decay * oneOne + weight * one * one
      twoTwo = decay * twoTwo + weight * two * two
      oneTwo = decay * oneTwo + weight * one * two
      if (pairs < warmUp || oneOne === 0 || twoTwo === 0) return
      const value = oneTwo / Math.sqrt(oneOne * twoTwo)
      const margin = Math.min(value - min, max - value)
      if (judged === 'end' || margin < telling.margin) telling = { value, margin, seq, atMs }
      if (judged === 'every' && margin < 0) verdict = 'violated'
    }
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const [one, two] = [readOne(event), readTwo(event)]
        if (one !== undefined && one.price > 0) [at.one, at.oneMs] = [one.price, one.atMs]
        if (two !== undefined && two.price > 0) [at.two, at.twoMs] = [two.price, two.atMs]
        if ((one ?? two) !== undefined && at.oneMs === at.twoMs) {
          pair(event.seq, event.atMs)
          // Each instant gives one pair: the first event of each series in it.
          at.oneMs = -1
          at.twoMs = -2
        }
        return verdict
      },
      conclude() {
        const { value, margin, seq, atMs } = telling
        if (Number.isNaN(value)) {
          const actual = plural(pairs, 'pair of returns', 'pairs of returns')
          return vacuous({
            expected,
            actual,
            message: `Nothing to judge: ${actual} at one instant, and ${warmUp} are needed.`,
          })
        }
        const told = { expected, actual: shown(value), margin, witness: [seq] }
        const where = `${shown(value)} at ${printMillis(atMs)}, over ${plural(pairs, 'pair')}`
        return margin >= 0
          ? held({ ...told, message: `Expected ${expected}, found ${where}.` })
          : violated({ ...told, message: `Expected ${expected}, but it was ${where}.` })
      },
    }
  },
  examples: [
    {
      title: 'Two that move together',
      params: { event: 'a', other: 'b', warmUp: 2 },
      given: [100, 101, 100, 102].flatMap((price, atMs) => [
        { topic: 'a', atMs, payload: { price } },
        { topic: 'b', atMs, payload: { price: price * 2 } },
      ]),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'Two that move against each other',
      params: { event: 'a', other: 'b', warmUp: 2 },
      given: [100, 101, 100, 102].flatMap((price, atMs) => [
        { topic: 'a', atMs, payload: { price } },
        { topic: 'b', atMs, payload: { price: 200 - price } },
      ]),
      expect: { verdict: 'violated' },
    },
  ],
})
