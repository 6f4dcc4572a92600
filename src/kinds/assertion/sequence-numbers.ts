import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyField, keyReader, keyText, MOST_KEPT, numberReader, tooMany } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

const WORDS = {
  increasing: 'increases',
  'non-decreasing': 'never falls',
  consecutive: 'counts up by one',
} as const

/** The order in which a publisher numbered its events, per key. At most MOST_KEPT keys. */
export const sequenceNumbers = defineAssertion({
  name: 'sequence-numbers',
  title: 'In sequence',
  group: 'History',
  summary: 'A number in the events increases, never falls, or counts up by one, for each key.',
  source: 'FIFO order per source; monotone sequence numbers',
  params: z.object({
    event: topicField('Events', 'trading.order'),
    where: whereField('Only where'),
    field: field(fieldPath.default('orderId'), {
      label: 'Number',
      control: 'field-path',
      help: 'Events in which it is missing or not a number do not count.',
    }),
    rule: field(z.enum(['increasing', 'non-decreasing', 'consecutive']).default('increasing'), {
      label: 'Rule',
      texts: WORDS,
    }),
    key: keyField('A field with a sequence of its own for each value, such as symbol; empty means one.'),
  }),
  describe: ({ event, field: path, rule }) => `${event}.${path} ${WORDS[rule]}`,
  topics: ({ event }) => [event],
  monitor(values) {
    const { rule, field: path } = values
    const test = atomTest(atom(values.event, values.where))
    const read = numberReader(path)
    const keyOf = keyReader(values.key)
    const last = new Map<string, { readonly value: number; readonly seq: number }>()
    const expected = `${path} of ${values.event} ${WORDS[rule]}${values.key === undefined ? '' : ` for each ${values.key}`}`
    const follows = (before: number, now: number) =>
      rule === 'increasing' ? now > before : rule === 'consecutive' ? now === before + 1 : now >= before
    let [count, full, text] = [0, false, '']
    let witness: number[] = []
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        const value = read(event)
        const key = keyOf(event)
        if (Number.isNaN(value) || key === undefined) return verdict
        count++
        const before = last.get(key)
        if (before === undefined && last.size >= MOST_KEPT) {
          full = true
          verdict = 'violated'
        } else if (before !== undefined && !follows(before.value, value)) {
          verdict = 'violated'
          text = `${values.event} ${eventAt(event.seq, event.atMs)}${keyText(values.key, key)} has ${path} ${value} after ${before.value}`
          witness = [event.seq, before.seq]
        }
        last.set(key, { value, seq: event.seq })
        return verdict
      },
      conclude() {
        if (full) return tooMany('keys', expected)
        if (verdict === 'violated') return violated({ expected, actual: text, message: `${text}.`, witness })
        const actual = `${plural(count, 'event')} in order`
        if (count < 2)
          return vacuous({
            expected,
            actual,
            message: `Nothing to compare: ${plural(count, 'event')} with a ${path}.`,
          })
        return held({ expected, actual, message: `${plural(count, 'event')}: ${expected}.` })
      },
    }
  },
  examples: [
    {
      title: 'A number was left out',
      params: { event: 'tick', field: 'n', rule: 'consecutive' },
      given: [1, 2, 4].map((n) => ({ topic: 'tick', atMs: n, payload: { n } })),
      expect: { verdict: 'violated', witness: [2, 1] },
    },
    {
      title: 'Two symbols, each with numbers of its own',
      params: { event: 'tick', field: 'n', key: 'symbol' },
      given: [
        { topic: 'tick', atMs: 0, payload: { n: 5, symbol: 'A' } },
        { topic: 'tick', atMs: 1, payload: { n: 1, symbol: 'B' } },
        { topic: 'tick', atMs: 2, payload: { n: 6, symbol: 'A' } },
      ],
      expect: { verdict: 'holds', vacuous: false },
    },
  ],
})
