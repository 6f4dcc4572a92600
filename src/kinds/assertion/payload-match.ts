import { z } from 'zod'
import { compileCondition, conditionSchema, describeCondition, type Condition } from '../condition.ts'
import { defineAssertion, type BusEvent, type Conclusion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomTest, atomText, eventAt, topicField, whereField } from '../monitor/atom.ts'
import { held, plural, vacuous, violated } from '../monitor/conclude.ts'

const params = z.object({
  event: topicField('Events', 'PriceUpdate'),
  where: whereField('Only where'),
  quantifier: field(
    z.enum(['every', 'some', 'none', 'first', 'last', 'nth', 'at-least', 'at-most']).default('every'),
    {
      label: 'Of these',
      texts: {
        every: 'every one',
        some: 'at least one',
        none: 'none',
        first: 'the first',
        last: 'the last',
        nth: 'the n-th',
        'at-least': 'at least n',
        'at-most': 'at most n',
      },
    },
  ),
  n: field(z.int().min(1).max(1_000_000_000).default(1), {
    label: 'n',
    unit: 'events',
    when: { quantifier: ['nth', 'at-least', 'at-most'] },
  }),
  matches: field(conditionSchema.default({ field: 'price', is: 'toBeGreaterThan', value: 0 }), {
    label: 'Matches',
    control: 'condition',
    help: 'Comparisons have the names of Jest and Playwright too: toBe, toEqual, toBeCloseTo, toContain, toMatchObject. In a value, matchers may stand: { "$any": "number" }, $anything, $closeTo, $stringContaining, $stringMatching, $arrayContaining, $arrayOf, $objectContaining, $not.',
  }),
})

type Values = z.output<typeof params>

interface Seen {
  readonly seq: number
  readonly atMs: number
  readonly found: string
}

/** A condition on payloads with a quantifier over the events. O(1) memory. */
export const payloadMatch = defineAssertion({
  name: 'payload-match',
  title: 'Payload matches',
  group: 'Values',
  summary: 'Every, some, none, the first, last or n-th of some events has a payload that matches.',
  source: 'Matchers of Jest and Playwright, with quantifiers',
  params,
  describe: (values) => `${quantity(values)} ${values.event}: ${describeCondition(values.matches)}`,
  topics: ({ event }) => [event],
  monitor(values) {
    const { quantifier, n } = values
    const isOne = atomTest(atom(values.event, values.where))
    const matches = compileCondition(values.matches)
    let [seen, met] = [0, 0]
    let telling: Seen | null = null
    let lastMet: Seen | null = null
    let verdict: Verdict = 'open'
    const keep = (event: BusEvent): Seen => ({
      seq: event.seq,
      atMs: event.atMs,
      found: foundText(values.matches, event),
    })
    const decide = (event: BusEvent, holds: boolean) => {
      verdict = holds ? 'holds' : 'violated'
      telling = keep(event)
    }
    return {
      observe(event) {
        if (verdict !== 'open' || !isOne(event)) return verdict
        seen++
        const matched = matches(event)
        if (matched) met++
        switch (quantifier) {
          case 'every':
            if (!matched) decide(event, false)
            break
          case 'some':
            if (matched) decide(event, true)
            break
          case 'none':
            if (matched) decide(event, false)
            break
          case 'first':
            decide(event, matched)
            break
          case 'nth':
            if (seen === n) decide(event, matched)
            break
          case 'last':
            telling = keep(event)
            lastMet = matched ? telling : null
            break
          case 'at-least':
            if (met === n) decide(event, true)
            break
          case 'at-most':
            if (met > n) decide(event, false)
            break
        }
        return verdict
      },
      conclude: () => conclude(values, { seen, met, telling, lastMet, verdict }),
    }
  },
  examples: [
    {
      title: 'Every fill names its order, and its price is close to what was asked',
      params: {
        event: 'fill',
        matches: {
          all: [
            { field: 'orderId', is: 'exists' },
            { field: 'price', is: 'toBeCloseTo', value: [0.3, 2] },
          ],
        },
      },
      given: [{ topic: 'fill', atMs: 0, payload: { orderId: 7, price: 0.1 + 0.2 } }],
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'Every order has a number as its id, and a leg to buy',
      params: {
        event: 'order',
        matches: {
          field: 'order',
          is: 'toMatchObject',
          value: {
            id: { $any: 'number' },
            legs: { $arrayContaining: [{ $objectContaining: { side: 'buy' } }] },
          },
        },
      },
      given: [
        {
          topic: 'order',
          atMs: 0,
          payload: { order: { id: 7, legs: [{ side: 'buy', quantity: 1 }], by: 'me' } },
        },
        { topic: 'order', atMs: 5, payload: { order: { id: '8', legs: [{ side: 'buy' }] } } },
      ],
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
    {
      title: 'No rejected order gives its reason as unknown',
      params: {
        event: 'reject',
        quantifier: 'none',
        matches: { field: 'reason', is: 'toContain', value: 'unknown' },
      },
      given: [
        { topic: 'reject', atMs: 0, payload: { reason: 'limit' } },
        { topic: 'reject', atMs: 5, payload: { reason: 'unknown symbol' } },
      ],
      expect: { verdict: 'violated', pending: false, witness: [1] },
    },
    {
      title: 'The third price is above the first two',
      params: { event: 'tick', quantifier: 'nth', n: 3, matches: { field: 'price', is: 'gt', value: 10 } },
      given: [10, 10, 11].map((price, atMs) => ({ topic: 'tick', atMs, payload: { price } })),
      expect: { verdict: 'holds', witness: [2] },
    },
    {
      title: 'There was no third yet',
      params: { event: 'tick', quantifier: 'nth', n: 3, matches: { field: 'price', is: 'gt', value: 10 } },
      given: [],
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'The last status is “closed”, in an object with more in it',
      params: {
        event: 'status',
        quantifier: 'last',
        matches: { field: 'state', is: 'toMatchObject', value: { name: 'closed' } },
      },
      given: [
        { topic: 'status', atMs: 0, payload: { state: { name: 'open', by: 1 } } },
        { topic: 'status', atMs: 1, payload: { state: { name: 'closed', by: 2 } } },
      ],
      expect: { verdict: 'holds', witness: [1] },
    },
  ],
})

function quantity({ quantifier, n }: Values): string {
  switch (quantifier) {
    case 'none':
      return 'no'
    case 'nth':
      return `number ${n} of`
    case 'at-least':
      return `at least ${n}`
    case 'at-most':
      return `at most ${n}`
    default:
      return quantifier
  }
}

interface State {
  readonly seen: number
  readonly met: number
  readonly telling: Seen | null
  readonly lastMet: Seen | null
  readonly verdict: Verdict
}

function conclude(values: Values, { seen, met, telling, lastMet, verdict }: State): Conclusion {
  const { quantifier, n } = values
  const one = atomText(atom(values.event, values.where))
  const expected = `${quantity(values)} ${one}: ${describeCondition(values.matches)}`
  const tally = `${met} of ${plural(seen, 'event')} matched`
  const witness = telling === null ? [] : [telling.seq]
  const safe = quantifier === 'every' || quantifier === 'none' || quantifier === 'at-most'
  const holds =
    verdict === 'holds' || (verdict === 'open' && (safe || (quantifier === 'last' && lastMet !== null)))
  if (holds && seen === 0)
    return vacuous({ expected, actual: 'no event', message: `Nothing to judge: no ${one} came.` })
  if (holds)
    return held({ expected, actual: tally, message: `Expected ${expected}; true: ${tally}.`, witness })
  if (telling !== null)
    return violated(
      {
        expected,
        actual: telling.found,
        message: `Expected ${expected}, but ${values.event} ${eventAt(telling.seq, telling.atMs)} has ${telling.found}; ${tally}.`,
        witness,
      },
      verdict === 'open',
    )
  const lack = quantifier === 'nth' ? `only ${seen} came` : tally
  return violated(
    { expected, actual: lack, message: `Expected ${expected}, but ${n > 0 ? lack : tally}.` },
    true,
  )
}

const MOST_SHOWN = 120

/** The fields that the condition speaks of, as the event has them. */
function foundText(condition: Condition, event: BusEvent): string {
  const fields = [...new Set(fieldsOf(condition))]
  const text = fields
    .map((path) => {
      const [name = ''] = path.split(/[.[]/)
      const value = event.payload[name]
      return value === undefined ? `no ${name}` : `${name} ${JSON.stringify(value)}`
    })
    .join(', ')
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text
}

function fieldsOf(condition: Condition): readonly string[] {
  if ('field' in condition) return [condition.field]
  if ('not' in condition) return fieldsOf(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(fieldsOf)
}
