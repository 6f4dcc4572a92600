import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'

const params = z.object({
  event: topicField('Events', 'PriceUpdate'),
  where: whereField('Only where'),
  withinMs: field(z.int().min(1).max(1_000_000_000).default(5_000), {
    label: 'At least every',
    unit: 'ms',
    soft: [1, 60_000],
  }),
  fromMs: field(z.int().min(0).max(1_000_000_000).default(0), {
    label: 'From',
    unit: 'ms',
    help: 'When the first silence begins: time before it is not judged.',
  }),
})

/** Bounded recurrence, judged by the gaps, so that silence is seen. O(1) memory. */
export const recurrence = defineAssertion({
  name: 'recurrence',
  title: 'Comes again in time',
  group: 'Timing',
  summary: 'Events recur: no silence between them, before the first or after the last is too long.',
  source: 'Konrad, Cheng: Real-time specification patterns, ICSE 2005: bounded recurrence',
  params,
  describe: ({ event, withinMs }) => `${event} every ${printMillis(withinMs)}`,
  topics: ({ event }) => [event],
  monitor({ event: topic, where, withinMs, fromMs }) {
    const one = atom(topic, where)
    const test = atomTest(one)
    const expected = `${atomText(one)} at least every ${printMillis(withinMs)}`
    let [found, lastMs, lastSeq] = [0, fromMs, -1]
    let longest = { ms: 0, fromSeq: -1, toSeq: -1, fromMs }
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event) || event.atMs < fromMs) return verdict
        const gap = event.atMs - lastMs
        if (gap > longest.ms) longest = { ms: gap, fromSeq: lastSeq, toSeq: event.seq, fromMs: lastMs }
        if (gap > withinMs) verdict = 'violated'
        found++
        lastMs = event.atMs
        lastSeq = event.seq
        return verdict
      },
      conclude(atMs) {
        const open = Math.max(0, atMs - lastMs)
        const {
          ms,
          fromSeq,
          toSeq,
          fromMs: began,
        } = verdict === 'open' && open > longest.ms
          ? { ms: open, fromSeq: lastSeq, toSeq: -1, fromMs: lastMs }
          : longest
        const told = {
          expected,
          actual: `longest silence ${printMillis(ms)}, from ${printMillis(began)} on`,
          margin: withinMs - ms,
          witness: [fromSeq, toSeq],
        }
        if (ms > withinMs)
          return violated({
            ...told,
            message: `Silence of ${printMillis(ms)} from ${printMillis(began)} on: ${printMillis(ms - withinMs)} too long.`,
          })
        if (found === 0)
          return vacuous({
            ...told,
            message: `Nothing to judge: the run was shorter than ${printMillis(withinMs)}.`,
          })
        return held({
          ...told,
          message: `${plural(found, 'event')}, the longest silence ${printMillis(ms)}.`,
        })
      },
    }
  },
  examples: [
    {
      title: 'A heartbeat every second',
      params: { event: 'beat', withinMs: 1_000 },
      given: [500, 1_500, 2_400].map((atMs) => ({ topic: 'beat', atMs, payload: {} })),
      endMs: 3_000,
      expect: { verdict: 'holds', margin: 0, witness: [0, 1] },
    },
    {
      title: 'Silence at the end of the run is silence',
      params: { event: 'beat', withinMs: 1_000 },
      given: [{ topic: 'beat', atMs: 500, payload: {} }],
      endMs: 1_501,
      expect: { verdict: 'violated', pending: false, margin: -1, witness: [0] },
    },
  ],
})
