import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { Threshold, thresholdShape, thresholdText } from '../monitor/aggregate.ts'
import { atom, atomTest, topicField, whereField } from '../monitor/atom.ts'
import { plural } from '../monitor/conclude.ts'
import { keyField, keyReader, tooMany } from '../monitor/keys.ts'
import { Obligations } from '../monitor/obligations.ts'

const params = z.object({
  event: topicField('From each', 'trading.order'),
  where: whereField('Only where'),
  answer: topicField('To its answer', 'trading.fill', 'Answers the oldest open event of its key.'),
  answerWhere: whereField('Answer, only where'),
  key: keyField('A field that event and answer share, such as orderId; empty means in order.'),
  ...thresholdShape('ms', 500),
})

/** Latency between correlated events. At most MOST_KEPT may wait at one time. */
export const latencyThreshold = defineAssertion({
  name: 'latency-threshold',
  title: 'Latency threshold',
  group: 'Timing',
  summary: 'An aggregate of the time from an event to its answer (mean, percentile …) is beyond a threshold.',
  source: 'Grafana k6: thresholds on Trend metrics',
  params,
  describe: (values) => thresholdText(values, 'latency'),
  topics: ({ event, answer }) => [event, answer],
  monitor(values) {
    const isEvent = atomTest(atom(values.event, values.where))
    const isAnswer = atomTest(atom(values.answer, values.answerWhere))
    const keyOf = keyReader(values.key)
    const waiting = new Obligations()
    const threshold = new Threshold(values)
    const what = `latency from ${values.event} to ${values.answer}`
    return {
      observe(event) {
        if (threshold.verdict !== 'open') return threshold.verdict
        const key = keyOf(event)
        if (key === undefined) return 'open'
        // An event that is both answers what came before it, never itself.
        const first = isAnswer(event) ? waiting.oldestOf(key) : undefined
        if (first !== undefined) {
          waiting.meet(key)
          threshold.add(event.atMs - first.atMs, event.seq, event.atMs)
        }
        if (isEvent(event)) waiting.add(key, event.seq, event.atMs)
        if (waiting.full) threshold.verdict = 'violated'
        return threshold.verdict
      },
      conclude(atMs) {
        if (waiting.full) return tooMany('events waited for an answer', thresholdText(values, what))
        const note = waiting.open === 0 ? '' : `; ${plural(waiting.open, 'event')} without an answer`
        return threshold.conclude(atMs, what, note)
      },
    }
  },
  examples: [
    {
      title: 'Nine of ten orders are filled within 100 ms',
      params: { event: 'order', answer: 'fill', key: 'id', percentile: 90, comparison: 'le', bound: 100 },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 1 } },
        { topic: 'order', atMs: 10, payload: { id: 2 } },
        { topic: 'fill', atMs: 60, payload: { id: 2 } },
        { topic: 'fill', atMs: 100, payload: { id: 1 } },
      ],
      expect: { verdict: 'holds', margin: 0 },
    },
    {
      title: 'The mean is too slow; one order was never filled, which is another assertion’s matter',
      params: { event: 'order', answer: 'fill', key: 'id', aggregate: 'avg', bound: 50 },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 1 } },
        { topic: 'order', atMs: 10, payload: { id: 2 } },
        { topic: 'fill', atMs: 60, payload: { id: 1 } },
      ],
      expect: { verdict: 'violated', margin: -10, pending: false },
    },
  ],
})
