import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyReader, MOST_KEPT, tooMany } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

const count = z.int().min(0).max(1_000_000_000)

const params = z
  .object({
    event: topicField('Events', 'trading.fill'),
    where: whereField('Only where'),
    key: field(fieldPath.default('orderId'), {
      label: 'Per',
      control: 'field-path',
      help: 'Events with the same value of this field are counted together; events without it are not.',
    }),
    min: field(count.default(1), { label: 'At least', unit: 'events' }),
    max: field(count.default(1), { label: 'At most', unit: 'events' }),
    keys: field(z.int().min(0).max(MOST_KEPT).optional(), {
      label: 'Different values',
      help: 'How many different values there are, at least; empty means any number.',
    }),
  })
  .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than “at least”' })

/** Counts for each value of a field. At most MOST_KEPT values. */
export const countPerKey = defineAssertion({
  name: 'count-per-key',
  title: 'Count per value',
  group: 'Counts and order',
  summary: 'For each value of a field that occurs there are at least and at most so many events.',
  source: 'Jepsen: unique-ids, total-queue',
  params,
  describe: ({ event, key, min, max }) => `${min === max ? min : `${min}–${max}`} ${event} per ${key}`,
  topics: ({ event }) => [event],
  monitor({ event: topic, where, key, min, max, keys = 0 }) {
    const one = atom(topic, where)
    const test = atomTest(one)
    const keyOf = keyReader(key)
    const counts = new Map<string, { count: number; seq: number }>()
    const range = min === max ? `exactly ${min}` : `${min} to ${max}`
    const expected = `${range} ${atomText(one)} for each ${key}${keys === 0 ? '' : `, of at least ${keys}`}`
    let [short, culprit, witness] = [0, '', [] as number[]]
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        const text = keyOf(event)
        if (text === undefined) return verdict
        const known = counts.get(text)
        if (known === undefined) {
          if (counts.size >= MOST_KEPT) verdict = 'violated'
          else counts.set(text, { count: 1, seq: event.seq })
          if (min > 1) short++
        } else if (++known.count === min) short--
        const found = known?.count ?? 1
        if (found > max) {
          verdict = 'violated'
          culprit = text
          witness = [event.seq, known?.seq ?? -1]
        }
        return verdict
      },
      conclude() {
        if (verdict === 'violated' && culprit === '') return tooMany(`values of ${key}`, expected)
        const values = plural(counts.size, 'value')
        if (verdict === 'violated') {
          const actual = `${max + 1} for ${key} ${culprit}`
          return violated({ expected, actual, message: `Expected ${expected}, found ${actual}.`, witness })
        }
        if (short > 0) {
          const [text, { count: found, seq }] = [...counts].find(([, entry]) => entry.count < min) ?? [
            '',
            { count: 0, seq: -1 },
          ]
          const actual = `${found} for ${key} ${text}${short === 1 ? '' : `, and ${short - 1} more too few`}`
          return violated(
            { expected, actual, message: `Expected ${expected}, found ${actual}.`, witness: [seq] },
            true,
          )
        }
        if (counts.size < keys)
          return violated(
            {
              expected,
              actual: values,
              message: `Expected at least ${keys} different values of ${key}, found ${counts.size}.`,
            },
            true,
          )
        if (counts.size === 0)
          return vacuous({
            expected,
            actual: values,
            message: `Nothing to judge: no ${topic} with a ${key} came.`,
          })
        return held({ expected, actual: values, message: `${values} of ${key}, with ${range} each.` })
      },
    }
  },
  examples: [
    {
      title: 'Each order is filled once',
      params: { event: 'fill', key: 'id' },
      given: [1, 2, 3].map((id) => ({ topic: 'fill', atMs: id, payload: { id } })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'One was filled twice',
      params: { event: 'fill', key: 'id' },
      given: [1, 2, 1].map((id, atMs) => ({ topic: 'fill', atMs, payload: { id } })),
      expect: { verdict: 'violated', pending: false, witness: [2, 0], actual: '2 for id 1' },
    },
    {
      title: 'Two legs each; one is missing so far',
      params: { event: 'leg', key: 'trade', min: 2, max: 2 },
      given: ['a', 'b', 'a'].map((trade, atMs) => ({ topic: 'leg', atMs, payload: { trade } })),
      expect: { verdict: 'violated', pending: true, witness: [1] },
    },
  ],
})
