import { z } from 'zod'
import { defineAssertion, type Verdict } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../../../kinds/monitor/atom.ts'
import { held, plural, shown, vacuous, violated } from '../../../kinds/monitor/conclude.ts'
import { numberReader } from '../../../kinds/monitor/keys.ts'
import { fieldPath } from '../../../kinds/topic.ts'

/** Bid below ask, never equal (locked) or above (crossed), and a spread in basis points of the middle. */
export const spreadBounds = defineAssertion({
  name: 'spread-bounds',
  title: 'Spread',
  group: 'Trading',
  summary: 'The bid is always below the ask, and the spread is within bounds.',
  source: 'Relative quoted spread: 10⁴ (ask − bid) / mid',
  params: z
    .object({
      event: topicField('Quotes', 'PriceUpdate'),
      where: whereField('Only where'),
      bid: field(fieldPath.default('bid'), { label: 'Bid', control: 'field-path' }),
      ask: field(fieldPath.default('ask'), { label: 'Ask', control: 'field-path' }),
      min: field(z.number().min(0).max(20_000).default(0), { label: 'At least', unit: 'bps' }),
      max: field(z.number().min(0).max(20_000).default(50), { label: 'At most', unit: 'bps' }),
    })
    .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than “at least”' }),
  describe: ({ min, max }) => `${min} to ${max} bps`,
  topics: ({ event }) => [event],
  monitor({ event: topic, where, bid, ask, min, max }) {
    const test = atomTest(atom(topic, where))
    const [readBid, readAsk] = [numberReader(bid), numberReader(ask)]
    const expected = `${bid} < ${ask}, and a spread of ${min} to ${max} bps`
    let [count, crossed] = [0, false]
    let telling = { bps: Number.NaN, margin: Infinity, seq: -1, atMs: 0 }
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        const [low, high] = [readBid(event), readAsk(event)]
        if (Number.isNaN(low) || Number.isNaN(high)) return verdict
        count++
        const bps = (20_000 * (high - low)) / (high + low)
        const margin = Math.min(bps - min, max - bps)
        crossed = low >= high
        if (margin < telling.margin || crossed) telling = { bps, margin, seq: event.seq, atMs: event.atMs }
        if (crossed || margin < 0) verdict = 'violated'
        return verdict
      },
      conclude() {
        if (count === 0)
          return vacuous({
            expected,
            actual: 'no quote',
            message: `Nothing to judge: no ${topic} with ${bid} and ${ask} came.`,
          })
        const { bps, margin, seq, atMs } = telling
        const actual = `${shown(bps)} bps`
        const told = { expected, actual, margin, witness: [seq] }
        if (verdict === 'open')
          return held({
            ...told,
            message: `${plural(count, 'quote')}, the one closest to the bounds ${actual}.`,
          })
        const word = bps === 0 ? ' (locked)' : ' (crossed)'
        return violated({
          ...told,
          message: `Expected ${expected}, found ${actual}${crossed ? word : ''} at ${eventAt(seq, atMs)}.`,
        })
      },
    }
  },
  examples: [
    {
      title: 'Twenty basis points',
      params: { event: 'quote' },
      given: [{ topic: 'quote', atMs: 0, payload: { bid: 99.9, ask: 100.1 } }],
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A crossed quote',
      params: { event: 'quote' },
      given: [
        { topic: 'quote', atMs: 0, payload: { bid: 99.9, ask: 100.1 } },
        { topic: 'quote', atMs: 1, payload: { bid: 100.1, ask: 100 } },
      ],
      expect: { verdict: 'violated', witness: [1] },
    },
  ],
})
