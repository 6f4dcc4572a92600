import { z } from 'zod'
import { present } from '../../base/assert.ts'
import { getField, parseFieldPath } from '../../base/json.ts'
import {
  defineAssertion,
  type BusEvent,
  type Conclusion,
  type EventBatch,
  type Verdict,
} from '../contracts.ts'
import { field } from '../form.ts'
import { compareNumbers, countThat, type Order } from '../order.ts'
import { fieldPath, topicGlob } from '../topic.ts'

const SYMBOL: Readonly<Record<Order, string>> = { lt: '<', le: '≤', gt: '>', ge: '≥', eq: '=', ne: '≠' }

/** Compares a numeric payload field with a bound, for every, some, the first or the last event. */
export const valueBound = defineAssertion({
  name: 'value-bound',
  title: 'Value bound',
  group: 'Values',
  summary: 'A numeric field of every, some, the first or the last event compares with a bound as asked.',
  source:
    'Always and eventually of signal temporal logic (O. Maler, D. Nickovic, “Monitoring Temporal Properties of Continuous Signals”, 2004)',
  params: z.object({
    topic: field(topicGlob.default('PriceUpdate'), { label: 'Topic', control: 'topic-pattern' }),
    field: field(fieldPath.default('price'), { label: 'Field', control: 'field-path' }),
    quantifier: field(z.enum(['every', 'some', 'first', 'last']).default('every'), { label: 'Of' }),
    comparison: field(z.enum(['lt', 'le', 'gt', 'ge', 'eq', 'ne']).default('gt'), {
      label: 'Is',
      help: 'lt <, le ≤, gt >, ge ≥, eq =, ne ≠. A field that is missing or not a number fails every comparison.',
    }),
    value: field(z.number().default(0), { label: 'Bound' }),
  }),
  describe: (params) => describeBound(params),
  topics: ({ topic }) => [topic],
  monitor(params) {
    const { quantifier, comparison, value } = params
    const path = present(parseFieldPath(params.field), 'field path')
    const state = { seen: 0, met: 0, seq: -1, atMs: 0, found: Number.NaN, verdict: 'open' as Verdict }
    const take = (found: number, seq: number, atMs: number): void => {
      const holds = compareNumbers(comparison, found, value)
      if (state.verdict !== 'open' || (quantifier === 'every' && holds)) return
      // The event that decides, or would decide if the trace ended now.
      state.seq = seq
      state.atMs = atMs
      state.found = found
      if (quantifier === 'first' || quantifier === 'every') state.verdict = holds ? 'holds' : 'violated'
      else if (quantifier === 'some' && holds) state.verdict = 'holds'
    }
    const batches = {
      observeBatch(batch: EventBatch): Verdict {
        const { count, rows, first, offsets, values, times } = batch
        const column = batch.column(params.field)
        const none = compareNumbers(comparison, Number.NaN, value) ? count : 0
        const met = column < 0 ? none : countThat(comparison, value, batch, column)
        // What decides nothing is only counted: no number is put on the heap.
        if (state.verdict === 'open' && !(quantifier === 'every' && met === count)) {
          for (let nth = 0; nth < count; nth++) {
            const row = rows[first + nth]!
            take(column < 0 ? Number.NaN : values[offsets[row]! + column]!, batch.seq(nth), times[row]!)
          }
        }
        state.met += met
        state.seen += count
        return state.verdict
      },
    }
    return {
      observe(event) {
        const found = numberAt(event, path)
        state.seen++
        if (compareNumbers(comparison, found, value)) state.met++
        take(found, event.seq, event.atMs)
        return state.verdict
      },
      // A path of several parts leads into the payload, which batches do not have.
      ...(path.length === 1 && batches),
      conclude: () => conclude(params, state),
    }
  },
  examples: [
    {
      title: 'No price at or below zero',
      params: { topic: 'PriceUpdate', field: 'price', quantifier: 'every', comparison: 'gt', value: 0 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 5 } },
        { topic: 'PriceUpdate', atMs: 9, payload: { price: 0 } },
      ],
      expect: { verdict: 'violated', witness: [1], actual: '0' },
    },
    {
      title: 'The last price is back at 95 or more',
      params: { field: 'price', quantifier: 'last', comparison: 'ge', value: 95 },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 70 } },
        { topic: 'PriceUpdate', atMs: 9, payload: { price: 96 } },
      ],
      expect: { verdict: 'holds', witness: [1] },
    },
    {
      title: 'Every, of nothing, is vacuous',
      params: { topic: 'trade', field: 'price' },
      given: [],
      expect: { verdict: 'holds', vacuous: true },
    },
    {
      title: 'Some never came true',
      params: { topic: 'trade', field: 'legs[0].price', quantifier: 'some', comparison: 'lt', value: 1 },
      given: [{ topic: 'trade', atMs: 0, payload: { legs: [{ price: 2 }] } }],
      expect: { verdict: 'violated', pending: true },
    },
  ],
})

interface Params {
  readonly topic: string
  readonly field: string
  readonly quantifier: 'every' | 'some' | 'first' | 'last'
  readonly comparison: Order
  readonly value: number
}

const describeBound = (params: Params): string =>
  `${params.quantifier} ${params.topic}.${params.field} ${SYMBOL[params.comparison]} ${params.value}`

function numberAt(event: BusEvent, path: readonly (string | number)[]): number {
  const [name] = path
  if (path.length === 1 && typeof name === 'string') return event.number(name)
  const found = getField(event.payload, path)
  return typeof found === 'number' ? found : Number.NaN
}

interface State {
  readonly seen: number
  readonly met: number
  readonly seq: number
  readonly atMs: number
  readonly found: number
  readonly verdict: Verdict
}

function conclude(params: Params, state: State): Conclusion {
  const expected = describeBound(params)
  const print = (value: number) => (Number.isNaN(value) ? 'no number' : String(value))
  if (state.seen === 0) {
    const holds = params.quantifier === 'every'
    const message = `No ${params.topic} was delivered: there was nothing to compare.`
    return {
      verdict: holds ? 'holds' : 'violated',
      vacuous: holds,
      pending: !holds,
      message,
      expected,
      actual: 'no event',
      witness: [],
    }
  }
  const holds =
    params.quantifier === 'every'
      ? state.met === state.seen
      : compareNumbers(params.comparison, state.found, params.value)
  const pending = !holds && (params.quantifier === 'some' || params.quantifier === 'last')
  const tally = `${state.met} of ${state.seen} events`
  return {
    verdict: holds ? 'holds' : 'violated',
    vacuous: false,
    pending,
    message: holds
      ? `Found ${params.quantifier === 'every' ? `${state.seen} events` : print(state.found)}, as asked: ${expected}.`
      : `Expected ${expected}, but found ${print(state.found)} at ${state.atMs} ms; true of ${tally}.`,
    expected,
    actual: params.quantifier === 'every' && holds ? `all ${state.seen}` : print(state.found),
    witness: state.seq < 0 ? [] : [state.seq],
  }
}
