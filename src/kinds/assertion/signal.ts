import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, topicField, whereField } from '../monitor/atom.ts'
import { held, shown, vacuous, violated } from '../monitor/conclude.ts'
import { numberReader } from '../monitor/keys.ts'
import { fieldPath } from '../topic.ts'

const ms = z.int().min(0).max(1_000_000_000)

const params = z
  .object({
    event: topicField('Events', 'PriceUpdate'),
    where: whereField('Only where'),
    field: field(fieldPath.default('price'), { label: 'Field', control: 'field-path' }),
    between: field(z.enum(['held', 'linear']).default('held'), {
      label: 'Between events',
      texts: { held: 'the last value is held', linear: 'a straight line' },
    }),
    operator: field(z.enum(['always', 'eventually']).default('always'), { label: 'The value is' }),
    comparison: field(z.enum(['ge', 'gt', 'le', 'lt']).default('ge'), { label: 'Compared' }),
    bound: field(z.number().default(0), { label: 'Bound' }),
    fromMs: field(ms.default(0), { label: 'From', unit: 'ms' }),
    toMs: field(ms.optional(), {
      label: 'To',
      unit: 'ms',
      help: 'Included; empty means to the end of the run.',
    }),
  })
  .refine(({ fromMs, toMs }) => toMs === undefined || fromMs <= toMs, {
    path: ['toMs'],
    message: 'must not be before “from”',
  })

const SIGN = { ge: '≥', gt: '>', le: '≤', lt: '<' } as const

/**
 * A predicate over a signal in continuous time, with its robustness: how far the worst (always) or best
 * (eventually) value is from the bound. Before the first event there is no signal, and nothing is asked.
 * O(1) memory.
 */
export const signal = defineAssertion({
  name: 'signal',
  title: 'Signal',
  group: 'Values',
  summary: 'A numeric field, seen as a signal in time, is always or at some time beyond a bound.',
  source: 'Maler, Nickovic: Monitoring temporal properties of continuous signals (2004); rtamt',
  params,
  describe: ({ operator, field: path, comparison, bound }) =>
    `${operator} ${path} ${SIGN[comparison]} ${bound}`,
  topics: ({ event }) => [event],
  monitor(values) {
    const { operator, comparison, bound, fromMs, toMs = Infinity } = values
    const test = atomTest(atom(values.event, values.where))
    const read = numberReader(values.field)
    const upward = comparison === 'ge' || comparison === 'gt'
    const strict = comparison === 'gt' || comparison === 'lt'
    const always = operator === 'always'
    const until = toMs === Infinity ? 'the end' : printMillis(toMs)
    const stretch = fromMs === 0 && toMs === Infinity ? '' : ` from ${printMillis(fromMs)} to ${until}`
    const expected = `${operator === 'always' ? 'always' : 'at some time'} ${values.field} ${SIGN[comparison]} ${bound}${stretch}`
    let last: { readonly atMs: number; readonly value: number; readonly seq: number } | null = null
    let telling = { margin: Number.NaN, value: Number.NaN, atMs: 0, seq: -1 }
    let verdict: Verdict = 'open'
    const met = (margin: number) => (strict ? margin > 0 : margin >= 0)
    /** Takes a value of the signal into account: the worst one, or for “eventually” the best. */
    const take = (value: number, atMs: number, seq: number) => {
      const margin = upward ? value - bound : bound - value
      const known = telling.margin
      if (Number.isNaN(known) || (always ? margin < known : margin > known))
        telling = { margin, value, atMs, seq }
      if (met(margin) !== always) verdict = always ? 'violated' : 'holds'
    }
    /** The part of the signal between the last event and this moment, as far as it lies in the window. */
    const bridge = (atMs: number, value: number) => {
      if (last === null) return
      const { atMs: since, value: before, seq } = last
      const slope = atMs === since ? 0 : (value - before) / (atMs - since)
      for (const edge of [fromMs, toMs]) {
        if (edge < since || edge >= atMs) continue
        take(values.between === 'held' ? before : before + slope * (edge - since), edge, seq)
      }
    }
    return {
      observe(event) {
        if (verdict !== 'open' || !test(event)) return verdict
        const value = read(event)
        if (Number.isNaN(value)) return verdict
        bridge(event.atMs, value)
        if (event.atMs >= fromMs && event.atMs <= toMs) take(value, event.atMs, event.seq)
        last = { atMs: event.atMs, value, seq: event.seq }
        return verdict
      },
      conclude(atMs) {
        const before = { telling, verdict }
        // A held value reaches into the window without another event; a line ends with its last point.
        if (
          values.between === 'held' &&
          verdict === 'open' &&
          last !== null &&
          atMs >= fromMs &&
          last.atMs < fromMs
        )
          take(last.value, fromMs, last.seq)
        const found = { ...telling, verdict }
        telling = before.telling
        verdict = before.verdict
        const { margin, value, seq } = found
        if (Number.isNaN(margin)) {
          const message = `No value of ${values.field} in time to judge it.`
          return always
            ? vacuous({ expected, actual: 'no value', message })
            : violated({ expected, actual: 'no value', message }, atMs < toMs)
        }
        const holds = met(margin)
        const words = `${always ? (upward ? 'lowest' : 'highest') : upward ? 'highest' : 'lowest'} ${values.field} ${shown(value)} at ${printMillis(found.atMs)}`
        const told = { expected, actual: words, margin, witness: [seq] }
        if (holds)
          return held({ ...told, message: `Expected ${expected}: the ${words}, ${shown(margin)} to spare.` })
        return violated(
          { ...told, message: `Expected ${expected}, but the ${words}, ${shown(-margin)} short.` },
          !always && atMs < toMs,
        )
      },
    }
  },
  examples: [
    {
      title: 'The price never falls below 70',
      params: { event: 'tick', bound: 70 },
      given: [100, 72, 90].map((price, cycle) => ({
        topic: 'tick',
        atMs: cycle * 1_000,
        payload: { price },
      })),
      expect: { verdict: 'holds', margin: 2, witness: [1] },
    },
    {
      title: 'It has recovered to 95 within the last two seconds',
      params: { event: 'tick', operator: 'eventually', bound: 95, fromMs: 1_000, toMs: 3_000 },
      given: [100, 72, 90, 94].map((price, cycle) => ({
        topic: 'tick',
        atMs: cycle * 1_000,
        payload: { price },
      })),
      expect: { verdict: 'violated', pending: false, margin: -1, witness: [3] },
    },
    {
      title: 'A straight line falls to 76 between two events',
      params: {
        event: 'tick',
        between: 'linear',
        operator: 'always',
        comparison: 'ge',
        bound: 81,
        fromMs: 500,
        toMs: 600,
      },
      given: [100, 60].map((price, cycle) => ({ topic: 'tick', atMs: cycle * 1_000, payload: { price } })),
      expect: { verdict: 'violated', margin: -5 },
    },
    {
      title: 'A value from before the window is held into it',
      params: { event: 'tick', bound: 70, fromMs: 5_000 },
      given: [{ topic: 'tick', atMs: 0, payload: { price: 69 } }],
      endMs: 6_000,
      expect: { verdict: 'violated', margin: -1, witness: [0] },
    },
  ],
})
