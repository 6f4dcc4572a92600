import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, shown, vacuous, violated } from '../monitor/conclude.ts'
import { MOST_KEPT, numberReader, tooMany } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

/** How old an event is when it is delivered. At most MOST_KEPT may be held up at one time. */
export const eventAge = defineAssertion({
  name: 'event-age',
  title: 'Delivered fresh',
  group: 'History',
  summary: 'No event is older than a time when it is delivered: since it was published, or by its own clock.',
  source: 'Staleness bound; time to live',
  params: z.object({
    event: topicField('Events', 'PriceUpdate'),
    where: whereField('Only where'),
    maxMs: field(z.int().min(0).max(1_000_000_000).default(1_000), {
      label: 'At most',
      unit: 'ms',
      soft: [0, 60_000],
    }),
    field: field(fieldPath.optional(), {
      label: 'Time in',
      control: 'field-path',
      help: 'A field with a time in ms of the run; empty means since the event was published.',
    }),
  }),
  describe: ({ event, maxMs }) => `${event} at most ${printMillis(maxMs)} old`,
  topics: ({ event }) => [event],
  stages: ({ field: path }) => (path === undefined ? ['held', 'delivered'] : ['delivered']),
  monitor({ event: topic, where, maxMs, field: path }) {
    const test = atomTest(atom(topic, where))
    const read = path === undefined ? null : numberReader(path)
    const since = new Map<number, number>()
    const expected = `each ${topic} at most ${printMillis(maxMs)} old when delivered`
    let oldest = { ageMs: -Infinity, seq: -1, cause: -1, atMs: 0 }
    let [count, full] = [0, false]
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { seq, cause, atMs } = event
        if (event.stage === 'held') {
          full = since.size >= MOST_KEPT
          since.set(seq, atMs)
          if (full) verdict = 'violated'
          return verdict
        }
        const bornMs = read === null ? (since.get(cause) ?? atMs) : read(event)
        since.delete(cause)
        if (Number.isNaN(bornMs) || !test(event)) return verdict
        count++
        const ageMs = atMs - bornMs
        if (ageMs > oldest.ageMs)
          oldest = { ageMs, seq, cause: read === null && bornMs < atMs ? cause : -1, atMs }
        if (ageMs > maxMs) verdict = 'violated'
        return verdict
      },
      conclude() {
        if (full) return tooMany('events held', expected)
        const { ageMs, seq, cause, atMs } = oldest
        if (count === 0)
          return vacuous({ expected, actual: 'no event', message: `Nothing to judge: no ${topic} came.` })
        const told = {
          expected,
          actual: `the oldest ${shown(ageMs)} ms`,
          margin: maxMs - ageMs,
          witness: [seq, cause],
        }
        if (verdict === 'violated')
          return violated({
            ...told,
            message: `${topic} ${eventAt(seq, atMs)} was ${shown(ageMs)} ms old, ${shown(ageMs - maxMs)} ms too much.`,
          })
        return held({ ...told, message: `${plural(count, 'event')}, the oldest ${shown(ageMs)} ms.` })
      },
    }
  },
  examples: [
    {
      title: 'Held up for longer than allowed',
      params: { event: 'tick', maxMs: 100 },
      given: [
        { topic: 'tick', atMs: 0, payload: {}, stage: 'held' },
        { topic: 'tick', atMs: 101, payload: {}, cause: 0 },
      ],
      expect: { verdict: 'violated', margin: -1, witness: [1, 0] },
    },
    {
      title: 'By its own clock',
      params: { event: 'tick', maxMs: 100, field: 'at' },
      given: [{ topic: 'tick', atMs: 300, payload: { at: 250 } }],
      expect: { verdict: 'holds', margin: 50 },
    },
  ],
})
