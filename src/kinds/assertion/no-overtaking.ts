import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyField, keyReader, MOST_KEPT, tooMany } from '../monitor/keys.ts'

/**
 * Delivery in the order of publication. An event that was held up was published where its `held` record
 * stands; any other where it was delivered. At most MOST_KEPT may be held at one time, and as many keys.
 */
export const noOvertaking = defineAssertion({
  name: 'no-overtaking',
  title: 'First in, first out',
  group: 'History',
  summary: 'Events are delivered in the order in which they were published: none overtakes another.',
  source: 'FIFO order: Birman, Joseph (1987)',
  params: z.object({
    event: topicField('Events', 'PriceUpdate'),
    where: whereField('Only where'),
    among: field(z.enum(['source', 'all']).default('source'), {
      label: 'Compared among',
      texts: { source: 'events of one publisher', all: 'all of these events' },
    }),
    key: keyField('A field within whose values order matters, such as symbol; empty means all.'),
  }),
  describe: ({ event, key }) => `${event}${key === undefined ? '' : ` per ${key}`}`,
  topics: ({ event }) => [event],
  stages: () => ['held', 'delivered'],
  monitor(values) {
    const test = atomTest(atom(values.event, values.where))
    const keyOf = keyReader(values.key)
    const waiting = new Set<number>()
    const latest = new Map<string, { readonly published: number; readonly seq: number }>()
    const expected = `${values.event} delivered in the order published`
    let [count, full, text] = [0, false, '']
    let witness: number[] = []
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { seq, cause, stage } = event
        if (stage === 'held') {
          if (waiting.size >= MOST_KEPT) full = true
          waiting.add(seq)
          if (full) verdict = 'violated'
          return verdict
        }
        const published = waiting.delete(cause) ? cause : seq
        const key = test(event) ? keyOf(event) : undefined
        if (key === undefined) return verdict
        count++
        const lane = values.among === 'source' ? `${event.source} ${key}` : key
        const before = latest.get(lane)
        if (before !== undefined && published < before.published) {
          verdict = 'violated'
          text = `${event.topic} ${eventAt(seq, event.atMs)}, published as #${published}, came after #${before.seq}, which was published later`
          witness = [seq, before.seq, published]
          return verdict
        }
        if (before === undefined && latest.size >= MOST_KEPT) {
          full = true
          verdict = 'violated'
        }
        latest.set(lane, { published, seq })
        return verdict
      },
      conclude() {
        if (full) return tooMany('events held, or keys', expected)
        if (verdict === 'violated') return violated({ expected, actual: text, message: `${text}.`, witness })
        const actual = `${plural(count, 'event')} in order`
        if (count < 2)
          return vacuous({ expected, actual, message: `Nothing to compare: ${plural(count, 'event')} came.` })
        return held({
          expected,
          actual,
          message: `${plural(count, 'event')}, delivered in the order published.`,
        })
      },
    }
  },
  examples: [
    {
      title: 'A delayed price is overtaken by a newer one',
      params: { event: 'tick' },
      given: [
        { topic: 'tick', atMs: 0, payload: {}, stage: 'held' },
        { topic: 'tick', atMs: 5, payload: {} },
        { topic: 'tick', atMs: 9, payload: {}, cause: 0 },
      ],
      expect: { verdict: 'violated', witness: [2, 1, 0] },
    },
    {
      title: 'Both are delayed alike',
      params: { event: 'tick' },
      given: [
        { topic: 'tick', atMs: 0, payload: {}, stage: 'held' },
        { topic: 'tick', atMs: 5, payload: {}, stage: 'held' },
        { topic: 'tick', atMs: 9, payload: {}, cause: 0 },
        { topic: 'tick', atMs: 14, payload: {}, cause: 1 },
      ],
      expect: { verdict: 'holds', vacuous: false },
    },
  ],
})
