import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyField, keyReader, keyText, tooMany } from '../monitor/keys.ts'
import { Obligations } from '../monitor/obligations.ts'

const ms = z.int().min(0).max(1_000_000_000)

const params = z
  .object({
    event: topicField('Each', 'trading.order'),
    where: whereField('Only where'),
    answer: topicField('Is answered by', 'trading.fill'),
    answerWhere: whereField('Answer, only where'),
    key: keyField(
      'A field that event and answer share, such as orderId; empty means that any answer will do.',
    ),
    afterMs: field(ms.default(0), {
      label: 'Not before',
      unit: 'ms',
      help: 'An answer that comes earlier does not count.',
    }),
    withinMs: field(ms.default(1_000), { label: 'Within', unit: 'ms', soft: [0, 60_000] }),
  })
  .refine(({ afterMs, withinMs }) => afterMs <= withinMs, {
    path: ['withinMs'],
    message: 'must not be less than “not before”',
  })

/** Bounded response: at most MOST_KEPT events may wait at one time. */
export const responseTime = defineAssertion({
  name: 'response-time',
  title: 'Answered in time',
  group: 'Timing',
  summary: 'Each event is followed by its answer within a time, and not before another.',
  source: 'Konrad, Cheng: Real-time specification patterns, ICSE 2005: bounded response',
  params,
  describe: ({ event, answer, withinMs }) => `${event} → ${answer} within ${printMillis(withinMs)}`,
  topics: ({ event, answer }) => [event, answer],
  monitor(values) {
    const { event: topic, afterMs, withinMs } = values
    const [one, two] = [atom(topic, values.where), atom(values.answer, values.answerWhere)]
    const [isEvent, isAnswer] = [atomTest(one), atomTest(two)]
    const keyOf = keyReader(values.key)
    const waiting = new Obligations()
    let [answered, slowest, slowestSeq] = [0, 0, -1]
    let verdict: Verdict = 'open'
    const from = afterMs === 0 ? '' : `between ${printMillis(afterMs)} and `
    const expected = `each ${atomText(one)} is followed by ${atomText(two)} ${from === '' ? 'within ' : from}${printMillis(withinMs)}`
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { atMs } = event
        const oldest = waiting.oldest
        if (waiting.full || (oldest !== undefined && oldest.atMs + withinMs < atMs)) {
          verdict = 'violated'
          return verdict
        }
        const key = keyOf(event)
        if (key === undefined) return verdict
        if (isEvent(event)) waiting.add(key, event.seq, atMs)
        if (!isAnswer(event)) return verdict
        for (
          let first = waiting.oldestOf(key);
          first !== undefined && first.atMs + afterMs <= atMs;
          first = waiting.oldestOf(key)
        ) {
          answered++
          if (atMs - first.atMs >= slowest) [slowest, slowestSeq] = [atMs - first.atMs, first.seq]
          waiting.meet(key)
        }
        return verdict
      },
      conclude(atMs) {
        if (waiting.full) return tooMany('events waited for an answer', expected)
        const oldest = waiting.oldest
        if (oldest === undefined) {
          if (answered === 0)
            return vacuous({
              expected,
              actual: `no ${topic}`,
              message: `Nothing to judge: no ${atomText(one)} came.`,
            })
          const actual = `${answered} answered, the slowest after ${printMillis(slowest)}`
          return held({
            expected,
            actual,
            message: `${plural(answered, 'event')} answered in time, the slowest after ${printMillis(slowest)}.`,
            margin: withinMs - slowest,
            witness: [slowestSeq],
          })
        }
        const name = `${topic} ${eventAt(oldest.seq, oldest.atMs)}${keyText(values.key, oldest.key)}`
        const pending = verdict === 'open' && oldest.atMs + withinMs > atMs
        return violated(
          {
            expected,
            actual: pending
              ? `${plural(waiting.open, 'event')} still waiting`
              : `no answer within ${printMillis(withinMs)}`,
            message: pending
              ? `${name} was still waiting for its answer when the run ended at ${printMillis(atMs)}.`
              : `${name} had no answer ${from === '' ? 'within ' : from}${printMillis(withinMs)}.`,
            margin: Math.min(withinMs - slowest, oldest.atMs + withinMs - atMs),
            witness: [oldest.seq],
          },
          pending,
        )
      },
    }
  },
  examples: [
    {
      title: 'Each order is filled within half a second, told apart by its id',
      params: { event: 'order', answer: 'fill', key: 'id', withinMs: 500 },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 1 } },
        { topic: 'order', atMs: 100, payload: { id: 2 } },
        { topic: 'fill', atMs: 300, payload: { id: 2 } },
        { topic: 'fill', atMs: 400, payload: { id: 1 } },
      ],
      expect: { verdict: 'holds', margin: 100, witness: [0] },
    },
    {
      title: 'The fill of another order is no answer',
      params: { event: 'order', answer: 'fill', key: 'id', withinMs: 500 },
      given: [
        { topic: 'order', atMs: 0, payload: { id: 1 } },
        { topic: 'fill', atMs: 300, payload: { id: 2 } },
      ],
      endMs: 501,
      expect: { verdict: 'violated', pending: false, witness: [0] },
    },
    {
      title: 'The run ended before the time was over',
      params: { event: 'order', answer: 'fill', withinMs: 500 },
      given: [{ topic: 'order', atMs: 0, payload: {} }],
      endMs: 499,
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'An answer that is too early does not count',
      params: { event: 'ask', answer: 'reply', afterMs: 10, withinMs: 20 },
      given: [
        { topic: 'ask', atMs: 0, payload: {} },
        { topic: 'reply', atMs: 5, payload: {} },
      ],
      endMs: 100,
      expect: { verdict: 'violated', pending: false },
    },
  ],
})
