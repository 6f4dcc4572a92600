import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyField, keyReader, keyText, MOST_KEPT, tooMany } from '../monitor/keys.ts'

/** Whether what somebody acts on is recent. At most MOST_KEPT keys. */
export const staleness = defineAssertion({
  name: 'staleness',
  title: 'Acts on fresh data',
  group: 'History',
  summary: 'Whenever an event comes, the last event of another kind is at most so old.',
  source: 'Bounded staleness; data age in real-time systems',
  params: z.object({
    event: topicField('At each', 'trading.order'),
    where: whereField('Only where'),
    data: topicField('The last', 'PriceUpdate'),
    dataWhere: whereField('The last, only where'),
    key: keyField('A field that both share, such as symbol; empty means any.'),
    maxMs: field(z.int().min(0).max(1_000_000_000).default(2_000), {
      label: 'Is at most',
      unit: 'ms',
      soft: [0, 60_000],
      help: 'Old. None before the event violates too.',
    }),
  }),
  describe: ({ event, data, maxMs }) => `${data} ≤ ${printMillis(maxMs)} old at ${event}`,
  topics: ({ event, data }) => [event, data],
  monitor(values) {
    const { maxMs } = values
    const isEvent = atomTest(atom(values.event, values.where))
    const isData = atomTest(atom(values.data, values.dataWhere))
    const keyOf = keyReader(values.key)
    const last = new Map<string, { readonly seq: number; readonly atMs: number }>()
    const expected = `${values.data} at most ${printMillis(maxMs)} old at each ${values.event}`
    let [count, margin, full, text] = [0, Infinity, false, '']
    let witness: number[] = []
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const key = keyOf(event)
        if (key === undefined) return verdict
        const { seq, atMs } = event
        if (isData(event)) {
          full = !last.has(key) && last.size >= MOST_KEPT
          last.set(key, { seq, atMs })
          if (full) verdict = 'violated'
        }
        if (!isEvent(event) || verdict !== 'open') return verdict
        count++
        const data = last.get(key)
        const ageMs = data === undefined ? Infinity : atMs - data.atMs
        if (maxMs - ageMs < margin) {
          margin = maxMs - ageMs
          witness = [seq, data?.seq ?? -1]
        }
        if (ageMs <= maxMs) return verdict
        verdict = 'violated'
        const name = `${values.event} ${eventAt(seq, atMs)}${keyText(values.key, key)}`
        text =
          data === undefined
            ? `${name} came before any ${values.data}`
            : `${name} had a ${values.data} of ${printMillis(ageMs)} before`
        return verdict
      },
      conclude() {
        if (full) return tooMany('keys', expected)
        const told = { expected, margin: Number.isFinite(margin) ? margin : undefined, witness }
        if (verdict === 'violated') return violated({ ...told, actual: text, message: `${text}.` })
        if (count === 0)
          return vacuous({
            ...told,
            actual: 'no event',
            message: `Nothing to judge: no ${values.event} came.`,
          })
        const actual = `at most ${printMillis(maxMs - margin)} old`
        return held({ ...told, actual, message: `${plural(count, 'event')}, with data ${actual}.` })
      },
    }
  },
  examples: [
    {
      title: 'An order on an old price',
      params: { event: 'order', data: 'tick', maxMs: 1_000 },
      given: [
        { topic: 'tick', atMs: 0, payload: {} },
        { topic: 'order', atMs: 1_000, payload: {} },
        { topic: 'order', atMs: 1_001, payload: {} },
      ],
      expect: { verdict: 'violated', margin: -1, witness: [2, 0] },
    },
    {
      title: 'Each on a price of its own symbol',
      params: { event: 'order', data: 'tick', key: 'symbol', maxMs: 10 },
      given: [
        { topic: 'tick', atMs: 0, payload: { symbol: 'A' } },
        { topic: 'order', atMs: 4, payload: { symbol: 'A' } },
      ],
      expect: { verdict: 'holds', margin: 6 },
    },
  ],
})
