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
    begin: topicField('From', 'market.halted', 'The event that begins a state.'),
    beginWhere: whereField('From, only where'),
    end: topicField(
      'To',
      'market.resumed',
      'The event that ends it; a second “from” before it changes nothing.',
    ),
    endWhere: whereField('To, only where'),
    key: keyField('A field that tells states apart, such as symbol; empty means that there is one.'),
    minMs: field(ms.default(0), { label: 'Lasts at least', unit: 'ms', soft: [0, 60_000] }),
    maxMs: field(ms.optional(), {
      label: 'Lasts at most',
      unit: 'ms',
      soft: [0, 60_000],
      help: 'Empty means as long as it likes.',
    }),
  })
  .refine(({ minMs, maxMs }) => maxMs === undefined || minMs <= maxMs, {
    path: ['maxMs'],
    message: 'must not be less than “at least”',
  })

/** Minimum and maximum duration. At most MOST_KEPT states may be open at one time. */
export const eventDuration = defineAssertion({
  name: 'event-duration',
  title: 'Lasts so long',
  group: 'Timing',
  summary: 'Each stretch from one event to another lasts at least, or at most, a given time.',
  source: 'Konrad, Cheng: Real-time specification patterns, ICSE 2005: minimum and maximum duration',
  params,
  describe: ({ begin, end }) => `${begin} ⟶ ${end}`,
  topics: ({ begin, end }) => [begin, end],
  monitor(values) {
    const { minMs, maxMs = Infinity } = values
    const [one, two] = [atom(values.begin, values.beginWhere), atom(values.end, values.endWhere)]
    const [begins, ends] = [atomTest(one), atomTest(two)]
    const keyOf = keyReader(values.key)
    const open = new Obligations()
    const range =
      maxMs === Infinity
        ? `at least ${printMillis(minMs)}`
        : minMs === 0
          ? `at most ${printMillis(maxMs)}`
          : `${printMillis(minMs)} to ${printMillis(maxMs)}`
    const expected = `from ${atomText(one)} to ${atomText(two)} takes ${range}`
    let [closed, margin, tightest] = [0, Infinity, [] as number[]]
    let culprit = { text: '', witness: [] as number[] }
    let verdict: Verdict = 'open'
    const slack = (lasted: number) => Math.min(lasted - minMs, maxMs - lasted)
    const blame = (seq: number, atMs: number, key: string, text: string, witness: number[]) => {
      verdict = 'violated'
      culprit = {
        text: `${values.begin} ${eventAt(seq, atMs)}${keyText(values.key, key)} ${text}`,
        witness: [seq, ...witness],
      }
    }
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const { atMs } = event
        const oldest = open.oldest
        if (open.full) verdict = 'violated'
        else if (oldest !== undefined && atMs - oldest.atMs > maxMs) {
          margin = maxMs - (atMs - oldest.atMs)
          blame(oldest.seq, oldest.atMs, oldest.key, `lasted longer than ${printMillis(maxMs)}`, [])
        }
        const key = verdict === 'open' ? keyOf(event) : undefined
        if (key === undefined) return verdict
        const running = open.oldestOf(key)
        if (running !== undefined && ends(event)) {
          const lasted = atMs - running.atMs
          open.meet(key)
          closed++
          if (slack(lasted) < margin) [margin, tightest] = [slack(lasted), [running.seq, event.seq]]
          if (lasted < minMs)
            blame(running.seq, running.atMs, key, `lasted only ${printMillis(lasted)}`, [event.seq])
        }
        if (begins(event) && open.oldestOf(key) === undefined) open.add(key, event.seq, atMs)
        return verdict
      },
      conclude(atMs) {
        if (open.full) return tooMany('stretches were open', expected)
        if (verdict === 'violated')
          return violated({
            expected,
            actual: culprit.text,
            message: `${culprit.text}.`,
            margin,
            witness: culprit.witness,
          })
        // The oldest has lasted longest; of those too short, it would be long enough first.
        const oldest = open.oldest
        const lasted = oldest === undefined ? 0 : atMs - oldest.atMs
        if (oldest !== undefined && lasted > maxMs) {
          const text = `${values.begin} ${eventAt(oldest.seq, oldest.atMs)}${keyText(values.key, oldest.key)} was still open after ${printMillis(lasted)}`
          return violated({
            expected,
            actual: text,
            message: `${text}.`,
            margin: maxMs - lasted,
            witness: [oldest.seq],
          })
        }
        const newest = open.newest
        if (newest !== undefined && atMs - newest.atMs < minMs) {
          const text = `${values.begin} ${eventAt(newest.seq, newest.atMs)}${keyText(values.key, newest.key)} had lasted only ${printMillis(atMs - newest.atMs)} when the run ended`
          return violated(
            {
              expected,
              actual: text,
              message: `${text}.`,
              margin: atMs - newest.atMs - minMs,
              witness: [newest.seq],
            },
            true,
          )
        }
        if (closed === 0 && oldest === undefined)
          return vacuous({
            expected,
            actual: `no ${values.begin}`,
            message: `Nothing to judge: no ${atomText(one)} came.`,
          })
        const stretches = `${plural(closed, 'stretch', 'stretches')}${open.open === 0 ? '' : `, ${open.open} still open`}`
        return held({
          expected,
          actual: stretches,
          message: `Expected that it takes ${range}: true of ${stretches}.`,
          margin: margin === Infinity ? undefined : margin,
          witness: tightest,
        })
      },
    }
  },
  examples: [
    {
      title: 'A halt of at least five minutes',
      params: { begin: 'halted', end: 'resumed', minMs: 300_000 },
      given: [
        { topic: 'halted', atMs: 1_000, payload: {} },
        { topic: 'resumed', atMs: 301_000, payload: {} },
      ],
      expect: { verdict: 'holds', margin: 0, witness: [0, 1] },
    },
    {
      title: 'Resumed too early',
      params: { begin: 'halted', end: 'resumed', minMs: 300_000 },
      given: [
        { topic: 'halted', atMs: 1_000, payload: {} },
        { topic: 'resumed', atMs: 300_999, payload: {} },
      ],
      expect: { verdict: 'violated', pending: false, margin: -1, witness: [0, 1] },
    },
    {
      title: 'Still halted, and not yet long enough, when the run ended',
      params: { begin: 'halted', end: 'resumed', minMs: 300_000 },
      given: [{ topic: 'halted', atMs: 1_000, payload: {} }],
      endMs: 200_000,
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'A position that is held too long',
      params: { begin: 'opened', end: 'closed', key: 'symbol', maxMs: 100 },
      given: [
        { topic: 'opened', atMs: 0, payload: { symbol: 'A' } },
        { topic: 'opened', atMs: 10, payload: { symbol: 'B' } },
        { topic: 'closed', atMs: 60, payload: { symbol: 'B' } },
      ],
      endMs: 101,
      expect: { verdict: 'violated', pending: false, witness: [0] },
    },
  ],
})
