import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyReader, MOST_KEPT, tooMany } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

/** No value twice. With a window, values older than it are forgotten; at most MOST_KEPT are remembered. */
export const uniqueValues = defineAssertion({
  name: 'unique-values',
  title: 'No duplicates',
  group: 'History',
  summary: 'No two events have the same value of a field: ids are unique, nothing is delivered twice.',
  source: 'Jepsen: unique-ids checker',
  params: z.object({
    event: topicField('Events', 'trading.fill'),
    where: whereField('Only where'),
    key: field(fieldPath.default('orderId'), { label: 'Unique field', control: 'field-path' }),
    withinMs: field(z.int().min(1).max(1_000_000_000).optional(), {
      label: 'Within',
      unit: 'ms',
      help: 'Only values that come again so soon are duplicates; empty means in the whole run.',
    }),
  }),
  describe: ({ event, key }) => `${event}.${key}`,
  topics: ({ event }) => [event],
  monitor({ event: topic, where, key, withinMs = Infinity }) {
    const test = atomTest(atom(topic, where))
    const keyOf = keyReader(key)
    // In order of time: a value seen again is put at the end.
    const seen = new Map<string, { readonly seq: number; readonly atMs: number }>()
    const window = withinMs === Infinity ? '' : ` within ${printMillis(withinMs)}`
    const expected = `no ${key} of ${topic} twice${window}`
    let [count, full, text] = [0, false, '']
    let witness: number[] = []
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        const value = keyOf(event)
        if (value === undefined) return verdict
        count++
        const { seq, atMs } = event
        const before = seen.get(value)
        if (before !== undefined && atMs - before.atMs <= withinMs) {
          verdict = 'violated'
          text = `${topic} ${eventAt(seq, atMs)} has the ${key} ${value} of ${eventAt(before.seq, before.atMs)}`
          witness = [seq, before.seq]
          return verdict
        }
        seen.delete(value)
        for (const [old, { atMs: since }] of seen) {
          if (atMs - since <= withinMs) break
          seen.delete(old)
        }
        if (seen.size >= MOST_KEPT) {
          full = true
          verdict = 'violated'
        }
        seen.set(value, { seq, atMs })
        return verdict
      },
      conclude() {
        if (full) return tooMany(`values of ${key}`, expected)
        if (verdict === 'violated') return violated({ expected, actual: text, message: `${text}.`, witness })
        const actual = plural(count, 'value')
        if (count === 0)
          return vacuous({ expected, actual, message: `Nothing to judge: no ${topic} with a ${key} came.` })
        return held({ expected, actual, message: `${actual} of ${key}, none twice${window}.` })
      },
    }
  },
  examples: [
    {
      title: 'An id that comes again',
      params: { event: 'fill', key: 'id' },
      given: ['a', 'b', 'a'].map((id, atMs) => ({ topic: 'fill', atMs, payload: { id } })),
      expect: { verdict: 'violated', witness: [2, 0] },
    },
    {
      title: 'Again, but long after',
      params: { event: 'fill', key: 'id', withinMs: 100 },
      given: [
        { topic: 'fill', atMs: 0, payload: { id: 'a' } },
        { topic: 'fill', atMs: 101, payload: { id: 'a' } },
      ],
      expect: { verdict: 'holds' },
    },
  ],
})
