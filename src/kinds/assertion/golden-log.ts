import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { eventAt } from '../monitor/atom.ts'
import { held, plural, violated } from '../monitor/conclude.ts'
import { jsonDifference } from '../monitor/json-difference.ts'
import { jsonObject, topicGlob, topicName } from '../topic.ts'

const MOST_EVENTS = 10_000

const recorded = z.strictObject({
  topic: field(topicName, { label: 'Topic', control: 'topic' }),
  atMs: field(z.int().min(0).optional(), { label: 'At', unit: 'ms', help: 'Left out means at any time.' }),
  payload: field(jsonObject.optional(), { label: 'Payload', help: 'Left out means any.' }),
})

/** The delivered events against a list that was recorded before. O(size of the payload) an event. */
export const goldenLog = defineAssertion({
  name: 'golden-log',
  title: 'Golden log',
  group: 'State and logs',
  summary: 'The events are those of a recorded list, in order; masked fields may differ.',
  source: 'Golden master testing; Jest snapshots with property matchers',
  params: z.object({
    topics: field(z.array(topicGlob).min(1).max(50).default(['**']), {
      label: 'Events',
      control: 'topic-list',
      help: 'Which events are compared; others are left out.',
    }),
    events: field(
      z
        .array(recorded)
        .max(MOST_EVENTS)
        .default([{ topic: 'PriceUpdate' }]),
      {
        label: 'Recorded',
        control: 'json',
        help: 'A list of { topic, atMs, payload }; time and payload may be left out.',
      },
    ),
    masks: field(z.array(z.string().min(1).max(200)).max(100).default([]), {
      label: 'Masks',
      control: 'topic-list',
      help: 'Fields that may differ: dot paths into the payload, * for every element or name.',
    }),
    extraFields: field(z.boolean().default(false), { label: 'More fields are fine' }),
    tolerance: field(z.number().min(0).default(0), {
      label: 'Tolerance',
      help: 'By how much numbers may differ.',
    }),
    toleranceMs: field(z.int().min(0).default(0), { label: 'Tolerance of times', unit: 'ms' }),
    prefix: field(z.boolean().default(false), {
      label: 'Only the beginning',
      help: 'More events after those of the list are fine.',
    }),
  }),
  describe: ({ events, topics }) => `${events.length} of ${topics.join(', ')}`,
  topics: ({ topics }) => topics,
  monitor({ events, masks, extraFields, tolerance, toleranceMs, prefix }) {
    const compare = jsonDifference({ masks, extraFields, tolerance })
    const expected = `the ${plural(events.length, 'recorded event')}, in order${prefix ? ', at the beginning' : ''}`
    let [index, text] = [0, '']
    let witness: number[] = []
    let verdict: Verdict = prefix && events.length === 0 ? 'holds' : 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const wanted = events[index]
        const difference =
          wanted === undefined
            ? `one more than the ${plural(events.length, 'recorded event')}`
            : wanted.topic !== event.topic
              ? `expected ${wanted.topic}`
              : wanted.atMs !== undefined && Math.abs(wanted.atMs - event.atMs) > toleranceMs
                ? `expected at ${printMillis(wanted.atMs)}`
                : wanted.payload === undefined
                  ? null
                  : compare(wanted.payload, event.payload)
        if (difference !== null) {
          verdict = 'violated'
          text = `${event.topic} ${eventAt(event.seq, event.atMs)}, number ${index + 1} of the list: ${difference}`
          witness = [event.seq]
          return verdict
        }
        index++
        witness = [event.seq]
        if (prefix && index === events.length) verdict = 'holds'
        return verdict
      },
      conclude() {
        if (verdict === 'violated')
          return violated({ expected, actual: text, message: `First difference at ${text}.`, witness })
        const actual = `${index} of ${events.length} came`
        if (index < events.length)
          return violated(
            {
              expected,
              actual,
              message: `The first ${index} came as recorded; number ${index + 1}, ${events[index]!.topic}, did not come.`,
              witness,
            },
            true,
          )
        return held({ expected, actual, message: `All ${plural(index, 'event')} came as recorded.`, witness })
      },
    }
  },
  examples: [
    {
      title: 'The same events, but for the masked id and a hundredth in the price',
      params: {
        topics: ['order', 'fill'],
        events: [
          { topic: 'order', atMs: 0, payload: { id: 'x1', quantity: 5 } },
          { topic: 'fill', payload: { id: 'x1', price: 9.99 } },
        ],
        masks: ['id'],
        tolerance: 0.011,
      },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 'q7', quantity: 5 } },
        { topic: 'fill', atMs: 3, payload: { id: 'q7', price: 10 } },
      ],
      expect: { verdict: 'holds', witness: [1] },
    },
    {
      title: 'The first difference, with its path',
      params: {
        topics: ['order'],
        events: [{ topic: 'order', payload: { legs: [{ side: 'buy' }, { side: 'sell' }] } }],
      },
      given: [{ topic: 'order', atMs: 1_000, payload: { legs: [{ side: 'buy' }, { side: 'buy' }] } }],
      expect: {
        verdict: 'violated',
        pending: false,
        message:
          'First difference at order #0 at 1 s, number 1 of the list: legs[1].side is "buy", expected "sell".',
      },
    },
    {
      title: 'One is missing when the run ends',
      params: { topics: ['order'], events: [{ topic: 'order' }, { topic: 'order' }] },
      given: [{ topic: 'order', atMs: 0, payload: {} }],
      expect: { verdict: 'violated', pending: true, actual: '1 of 2 came' },
    },
  ],
})
