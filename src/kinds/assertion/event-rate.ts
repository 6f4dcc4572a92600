import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, topicField, whereField } from '../monitor/atom.ts'
import { held, shown, vacuous, violated } from '../monitor/conclude.ts'

const rate = z.number().min(0).max(1_000_000_000)

const params = z
  .object({
    event: topicField('Events', 'PriceUpdate'),
    where: whereField('Only where'),
    min: field(rate.default(1), { label: 'At least', unit: 'per second' }),
    max: field(rate.optional(), {
      label: 'At most',
      unit: 'per second',
      help: 'Empty means no upper bound.',
    }),
    fromMs: field(z.int().min(0).max(1_000_000_000).default(0), {
      label: 'From',
      unit: 'ms',
      help: 'A warm-up that is not judged.',
    }),
  })
  .refine(({ min, max }) => max === undefined || min <= max, {
    path: ['max'],
    message: 'must not be less than “at least”',
  })

/** Mean rate over the run, judged at its end. O(1) memory. */
export const eventRate = defineAssertion({
  name: 'event-rate',
  title: 'Event rate',
  group: 'Counts and order',
  summary: 'The mean number of events a second, from a moment to the end, is within bounds.',
  source: 'Grafana k6: Rate and Counter thresholds',
  params,
  describe: ({ event, min, max }) => `${min}${max === undefined ? '+' : `–${max}`} ${event}/s`,
  topics: ({ event }) => [event],
  monitor({ event: topic, where, min, max = Infinity, fromMs }) {
    const one = atom(topic, where)
    const test = atomTest(one)
    const range = max === Infinity ? `at least ${min}` : `${min} to ${max}`
    const expected = `${range} ${atomText(one)} a second`
    let [found, last] = [0, -1]
    return {
      observe(event) {
        if (event.atMs >= fromMs && test(event)) {
          found++
          last = event.seq
        }
        return 'open'
      },
      conclude(atMs) {
        const spentMs = atMs - fromMs
        if (spentMs <= 0)
          return vacuous({
            expected,
            actual: 'no time passed',
            message: `Nothing to judge: the run ended at ${printMillis(atMs)}.`,
          })
        const perSecond = (found * 1_000) / spentMs
        const margin = Math.min(perSecond - min, max - perSecond)
        const told = { expected, actual: `${shown(perSecond)} a second`, margin, witness: [last] }
        const message = `${found} in ${printMillis(spentMs)}: ${shown(perSecond)} a second.`
        return margin >= 0
          ? held({ ...told, message })
          : violated({ ...told, message: `Expected ${expected}, found ${message}` })
      },
    }
  },
  examples: [
    {
      title: 'Two ticks a second',
      params: { event: 'tick', min: 2, max: 2 },
      given: [0, 500, 1_000, 1_500].map((atMs) => ({ topic: 'tick', atMs, payload: {} })),
      endMs: 2_000,
      expect: { verdict: 'holds', margin: 0, actual: '2 a second' },
    },
    {
      title: 'Too slow after the warm-up',
      params: { event: 'tick', min: 1, fromMs: 1_000 },
      given: [0, 100, 200, 3_000].map((atMs) => ({ topic: 'tick', atMs, payload: {} })),
      endMs: 5_000,
      expect: { verdict: 'violated', margin: -0.75 },
    },
  ],
})
