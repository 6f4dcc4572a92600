import { z } from 'zod'
import { present } from '../../base/assert.ts'
import { getField, parseFieldPath } from '../../base/json.ts'
import { defineAssertion, type BusEvent, type Conclusion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath, topicGlob } from '../topic.ts'

type Comparison = 'lt' | 'le' | 'gt' | 'ge' | 'eq' | 'ne'

const SYMBOL: Readonly<Record<Comparison, string>> = { lt: '<', le: '≤', gt: '>', ge: '≥', eq: '=', ne: '≠' }
const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
}

/** Compares a numeric payload field with a bound, for every, some, the first or the last event. */
export const valueBound = defineAssertion({
  name: 'value-bound',
  title: 'Value bound',
  group: 'Values',
  summary: 'A numeric field of every, some, the first or the last event compares with a bound as asked.',
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
    const read = reader(params.field)
    const compare = COMPARE[comparison]
    const state = {
      seen: 0,
      met: 0,
      seq: -1,
      atMs: 0,
      found: Number.NaN,
      last: Number.NaN,
      verdict: 'open' as Verdict,
    }
    /** Keeps the event that decides, or would decide if the trace ended now. */
    const keep = (event: BusEvent, found: number, verdict: Verdict) => {
      state.seq = event.seq
      state.atMs = event.atMs
      state.found = found
      state.verdict = verdict
    }
    return {
      observe(event) {
        const found = read(event)
        const holds = compare(found, value)
        state.seen++
        if (holds) state.met++
        state.last = found
        if (state.verdict !== 'open') return state.verdict
        if (quantifier === 'first') keep(event, found, holds ? 'holds' : 'violated')
        else if (quantifier === 'last') keep(event, found, 'open')
        else if (quantifier === 'every' && !holds) keep(event, found, 'violated')
        else if (quantifier === 'some') keep(event, found, holds ? 'holds' : 'open')
        return state.verdict
      },
      conclude: () => conclude(params, state, compare),
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
  readonly comparison: Comparison
  readonly value: number
}

const describeBound = (params: Params): string =>
  `${params.quantifier} ${params.topic}.${params.field} ${SYMBOL[params.comparison]} ${params.value}`

function reader(path: string): (event: BusEvent) => number {
  const segments = present(parseFieldPath(path), 'field path')
  if (segments.length === 1) return (event) => event.number(path)
  return (event) => {
    const found = getField(event.payload, segments)
    return typeof found === 'number' ? found : Number.NaN
  }
}

interface State {
  readonly seen: number
  readonly met: number
  readonly seq: number
  readonly atMs: number
  readonly found: number
  readonly last: number
  readonly verdict: Verdict
}

function conclude(params: Params, state: State, compare: (a: number, b: number) => boolean): Conclusion {
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
  const holds = params.quantifier === 'every' ? state.met === state.seen : compare(state.found, params.value)
  const pending = !holds && (params.quantifier === 'some' || params.quantifier === 'last')
  const shown = params.quantifier === 'every' && holds ? state.last : state.found
  const tally = `${state.met} of ${state.seen} events`
  return {
    verdict: holds ? 'holds' : 'violated',
    vacuous: false,
    pending,
    message: holds
      ? `Found ${params.quantifier === 'every' ? `${state.seen} events` : print(shown)}, as asked: ${expected}.`
      : `Expected ${expected}, but found ${print(shown)} at ${state.atMs} ms; true of ${tally}.`,
    expected,
    actual: params.quantifier === 'every' && holds ? `all ${state.seen}` : print(shown),
    witness: state.seq < 0 ? [] : [state.seq],
  }
}
