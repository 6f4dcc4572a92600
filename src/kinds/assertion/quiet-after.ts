import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { keyField, keyReader, keyText, MOST_KEPT, tooMany } from '../monitor/keys.ts'

const params = z.object({
  event: topicField('After each', 'trading.halt'),
  where: whereField('Only where'),
  barred: topicField(
    'No',
    'trading.order',
    'The events that must not come; with a condition, those that break what has to stay true.',
  ),
  barredWhere: whereField('Barred, only where'),
  key: keyField('A field that both share, such as symbol; empty means that all are barred.'),
  forMs: field(z.int().min(0).max(1_000_000_000).default(1_000), {
    label: 'For',
    unit: 'ms',
    soft: [0, 60_000],
  }),
  itself: field(z.boolean().default(false), {
    label: 'The event itself counts',
    help: 'Where one event is both, it violates itself.',
  }),
})

/** Bounded invariance: only the last trigger of each key matters. At most MOST_KEPT keys. */
export const quietAfter = defineAssertion({
  name: 'quiet-after',
  title: 'Quiet after',
  group: 'Timing',
  summary: 'For a time after each event no other event of a kind comes: something stays true.',
  source: 'Konrad, Cheng: Real-time specification patterns, ICSE 2005: bounded invariance',
  params,
  describe: ({ event, barred, forMs }) => `no ${barred} for ${printMillis(forMs)} after ${event}`,
  topics: ({ event, barred }) => [event, barred],
  monitor(values) {
    const { forMs, itself } = values
    const [one, two] = [atom(values.event, values.where), atom(values.barred, values.barredWhere)]
    const [triggers, isBarred] = [atomTest(one), atomTest(two)]
    const keyOf = keyReader(values.key)
    const last = new Map<string, { readonly seq: number; readonly atMs: number }>()
    const expected = `no ${atomText(two)} for ${printMillis(forMs)} after each ${atomText(one)}`
    let [seen, margin, closest] = [0, Infinity, [] as number[]]
    let culprit = ''
    let full = false
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const key = keyOf(event)
        if (key === undefined) return verdict
        const trigger = triggers(event)
        const set = () => {
          seen++
          full = !last.has(key) && last.size >= MOST_KEPT
          last.set(key, { seq: event.seq, atMs: event.atMs })
        }
        if (trigger && itself) set()
        const before = last.get(key)
        if (before !== undefined && isBarred(event)) {
          const gap = event.atMs - before.atMs
          if (gap - forMs < margin) [margin, closest] = [gap - forMs, [event.seq, before.seq]]
          if (gap <= forMs) {
            verdict = 'violated'
            culprit = `${values.barred} ${eventAt(event.seq, event.atMs)}${keyText(values.key, key)} came ${printMillis(gap)} after ${values.event} ${eventAt(before.seq, before.atMs)}`
          }
        }
        if (trigger && !itself) set()
        if (full) verdict = 'violated'
        return verdict
      },
      conclude() {
        if (full) return tooMany('keys', expected)
        const told = { expected, margin: margin === Infinity ? undefined : margin, witness: closest }
        if (verdict === 'violated') return violated({ ...told, actual: culprit, message: `${culprit}.` })
        if (seen === 0)
          return vacuous({
            ...told,
            actual: `no ${values.event}`,
            message: `Nothing to judge: no ${atomText(one)} came.`,
          })
        return held({
          ...told,
          actual: `true after ${plural(seen, 'event')}`,
          message: `No ${values.barred} came within ${printMillis(forMs)} after any of ${plural(seen, 'event')}.`,
        })
      },
    }
  },
  examples: [
    {
      title: 'No order in the second after a halt of its symbol',
      params: { event: 'halt', barred: 'order', key: 'symbol', forMs: 1_000 },
      given: [
        { topic: 'halt', atMs: 0, payload: { symbol: 'A' } },
        { topic: 'order', atMs: 500, payload: { symbol: 'B' } },
        { topic: 'order', atMs: 1_001, payload: { symbol: 'A' } },
      ],
      expect: { verdict: 'holds', margin: 1, witness: [2, 0] },
    },
    {
      title: 'The price has to stay under 100 for a second after the alarm',
      params: {
        event: 'alarm',
        barred: 'tick',
        barredWhere: { field: 'price', is: 'ge', value: 100 },
        forMs: 1_000,
      },
      given: [
        { topic: 'alarm', atMs: 0, payload: {} },
        { topic: 'tick', atMs: 400, payload: { price: 99 } },
        { topic: 'tick', atMs: 1_000, payload: { price: 100 } },
      ],
      expect: { verdict: 'violated', margin: 0, witness: [2, 0] },
    },
  ],
})
