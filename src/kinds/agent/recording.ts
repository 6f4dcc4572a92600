import { z } from 'zod'
import { defineAgent } from '../contracts.ts'
import { field } from '../form.ts'
import { jsonObject, topicName } from '../topic.ts'

const MOST_EVENTS = 50_000

const event = z.tuple([z.int().min(0).max(1_000_000_000_000), topicName, jsonObject])

/** Publishes what somebody else published once, at the same times. */
export const recording = defineAgent({
  name: 'recording',
  title: 'Recorded events',
  group: 'Messages',
  summary: 'Publishes recorded events at their times, whatever else happens.',
  source: 'Event logs that were exported by a run',
  params: z.object({
    events: field(
      z
        .array(event)
        .max(MOST_EVENTS)
        .refine((events) => events.every(([atMs], index) => index === 0 || atMs >= events[index - 1]![0]), {
          message: 'times must not fall from one event to the next',
        })
        .default([[0, 'recorded', {}]]),
      { label: 'Events', control: 'data', help: 'Each: time in ms from the start, topic, payload.' },
    ),
  }),
  describe: ({ events }) => `${events.length} ${events.length === 1 ? 'event' : 'events'}`,
  subscribes: () => [],
  publishes: ({ events }) => [...new Set(events.map(([, topic]) => topic))],
  start({ events }, context) {
    let next = 0
    /** Goes to what is due from now on: what an earlier life has published, or slept through, is past. */
    const begin = (nowMs: number) => {
      while (next < events.length && events[next]![0] < nowMs) next++
      play(nowMs)
    }
    /** Publishes what is due now, and waits for what comes then. */
    const play = (nowMs: number) => {
      for (; next < events.length; next++) {
        const [atMs, topic, payload] = events[next]!
        if (atMs > nowMs) return context.setTimer('next', atMs - nowMs)
        context.publish(topic, payload)
      }
    }
    return {
      // It hears nothing: no event is worth a call.
      attention: { fromMs: Infinity },
      begin,
      onEvent: () => undefined,
      onTimer: (_name, atMs) => play(atMs),
    }
  },
  examples: [
    {
      title: 'An order and its fill, 40 ms later',
      params: {
        events: [
          [0, 'order', { id: 7 }],
          [40, 'order.filled', { id: 7, price: 99.5 }],
        ],
      },
      given: [],
      expect: [
        { topic: 'order', atMs: 0, payload: { id: 7 } },
        { topic: 'order.filled', atMs: 40, payload: { id: 7, price: 99.5 } },
      ],
    },
  ],
})
