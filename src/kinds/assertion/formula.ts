import { z } from 'zod'
import { printMillis } from '../../base/time.ts'
import { conditionSchema } from '../condition.ts'
import { defineAssertion, type BusEvent, type Conclusion, type Verdict } from '../contracts.ts'
import { field } from '../form.ts'
import { compileFormula, MOST_PARTS, sizeOf } from '../formula/compile.ts'
import { Follower, type Demand, type Place } from '../formula/follow.ts'
import { parseFormula } from '../formula/parse.ts'
import { printNode } from '../formula/print.ts'
import { passTime } from '../formula/progress.ts'
import { isTimed, namesIn, partsOf, type Formula } from '../formula/syntax.ts'
import { atom, atomTest, eventAt } from '../monitor/atom.ts'
import { failed, held, plural, vacuous, violated } from '../monitor/conclude.ts'
import { topicGlob } from '../topic.ts'

/** Each is a bit of a number. */
const MOST_EVENTS = 30
const MOST_SHOWN = 160

const named = z.object({
  name: field(
    z
      .string()
      .max(60)
      .regex(/^[A-Za-z_]\w*$/, 'must be letters, digits and _, such as cheap')
      .default('event'),
    { label: 'Name', help: 'As the formula calls it.' },
  ),
  topic: field(topicGlob.default('PriceUpdate'), { label: 'Event', control: 'topic-pattern' }),
  where: field(conditionSchema.optional(), { label: 'Only where', control: 'condition' }),
})

const params = z
  .object({
    formula: field(z.string().min(1).max(1_000).default('G (trading.order -> F[0, 5s] trading.fill)'), {
      label: 'Formula',
      control: 'multiline',
      help: 'Events are topics or names from below. G always, F at some time, X next, U until, W unless, R releases; not, and, or, ->, <->. A time behind an operator: F[0, 5s].',
    }),
    events: field(z.array(named).max(MOST_EVENTS).default([]), {
      label: 'Named events',
      control: 'list',
      item: 'event',
      help: 'For events with a condition on their payload.',
    }),
  })
  .superRefine(({ formula, events }, context) => {
    const fault = faultOf(formula, events)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['formula'], message: fault })
  })

type Values = z.output<typeof params>

/**
 * A formula of linear temporal logic over the events that it names, with times. It is true of the run when
 * it is true at the first of these events. Followed by progression: what is left of it after each event.
 * What is decided is found by simplifying: some formulas that cannot be met any more stay open to the end.
 */
export const formula = defineAssertion({
  name: 'formula',
  title: 'Formula',
  group: 'Patterns',
  summary: 'A formula of temporal logic, with times, over the events that it names.',
  source: 'LTLf: De Giacomo, Vardi, IJCAI 2013; MTL: Koymans 1990; progression: Bacchus, Kabanza 1998',
  params,
  describe: (values) => shortened(values.formula),
  topics: (values) => [...new Set(atomsOf(values).map(({ topic }) => topic))],
  monitor(values) {
    const read = readFormula(values.formula)
    const { root, atoms } = compileFormula(read)
    const tests = atomsOf(values).map(atomTest)
    const antecedents = premisesOf(read).map((premise) => bitsTest(premise, atoms))
    const follower = new Follower(root, isTimed(read))
    const expected = shortened(values.formula)
    let seen = 0
    /** Something that the formula is about has happened. */
    let exercised = false
    const verdictNow = (): Verdict => {
      const { left } = follower
      if (follower.overgrown) return 'violated'
      return left.kind !== 'constant' ? 'open' : left.value ? 'holds' : 'violated'
    }
    return {
      endsDecided: true,
      observe(event) {
        let bits = 0
        for (let index = 0; index < tests.length; index++) if (tests[index]!(event)) bits |= 1 << index
        seen++
        exercised ||= antecedents.length === 0 ? bits !== 0 : antecedents.some((test) => test(bits))
        follower.step(bits, placeOf(event))
        return verdictNow()
      },
      conclude(atMs): Conclusion {
        const { left, decidedAt, broken } = follower
        if (follower.overgrown) return tooMuch(expected)
        const told = { expected, witness: witnessOf(decidedAt, broken) }
        const true_ = left.kind === 'constant' ? left.value : left.empty
        if (true_ && !exercised) {
          const actual = seen === 0 ? 'no such events came' : 'nothing that it asks about came'
          return vacuous({ ...told, actual, message: `Nothing to judge: ${actual}.` })
        }
        if (true_) {
          const when = decidedAt === null ? ` of ${plural(seen, 'event')}` : ` since ${nameOf(decidedAt)}`
          return held({ ...told, actual: `true${when}`, message: `The formula is true${when}.` })
        }
        if (decidedAt !== null) {
          const what = broken === null ? expected : demandText(broken, atoms)
          const actual = `${nameOf(decidedAt)} broke it`
          return violated({ ...told, actual, message: `Expected ${what}, but ${actual}.` })
        }
        const [open] = follower.openDemands(atMs)
        const what = open === undefined ? expected : demandText(open, atoms)
        const late = passTime(left, atMs)
        const pending = !(late.kind === 'constant' && !late.value)
        const actual = `it had not come ${pending ? 'when the run ended' : 'in time, and the run ended'} at ${printMillis(atMs)}`
        const witness = witnessOf(open?.since ?? null, null)
        return violated({ expected, witness, actual, message: `Expected ${what}, but ${actual}.` }, pending)
      },
    }
  },
  examples: [
    {
      title: 'Each order is filled within five seconds',
      params: { formula: 'G (order -> F[0, 5s] order.filled)' },
      given: [
        { topic: 'order', atMs: 0, payload: {} },
        { topic: 'order.filled', atMs: 4_000, payload: {} },
        { topic: 'order', atMs: 9_000, payload: {} },
        { topic: 'order.filled', atMs: 15_000, payload: {} },
      ],
      expect: { verdict: 'violated', pending: false, witness: [3, 2] },
    },
    {
      title: 'No order between a price under 90 and the next over 95',
      params: {
        formula: 'G (cheap -> (not order W dear))',
        events: [
          { name: 'cheap', topic: 'PriceUpdate', where: { field: 'price', is: 'lt', value: 90 } },
          { name: 'dear', topic: 'PriceUpdate', where: { field: 'price', is: 'gt', value: 95 } },
        ],
      },
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 89 } },
        { topic: 'PriceUpdate', atMs: 1_000, payload: { price: 92 } },
        { topic: 'order', atMs: 1_500, payload: {} },
      ],
      expect: { verdict: 'violated', pending: false, witness: [2, 0] },
    },
    {
      title: 'An alarm comes at some time; the run may have been too short',
      params: { formula: 'F alarm' },
      given: [],
      expect: { verdict: 'violated', pending: true },
    },
    {
      title: 'Without an order there is nothing to fill',
      params: { formula: 'G (order -> X order.filled)' },
      given: [{ topic: 'order.filled', atMs: 0, payload: {} }],
      expect: { verdict: 'holds', vacuous: true },
    },
  ],
})

// -------------------------------------------------------------------------------------------- reading

/** What is wrong with the text, with its place in it; null when nothing is. */
function faultOf(text: string, events: Values['events']): string | null {
  const names = events.map(({ name }) => name)
  const double = names.find((name, index) => names.indexOf(name) < index)
  if (double !== undefined) return `has two events that are named "${double}"; rename one of them`
  const parsed = parseFormula(text)
  if (!parsed.ok) {
    const { at, message } = parsed.fault
    return `cannot be read at character ${at + 1}: ${message}. Here ▸ it is: ${excerpt(text, at)}`
  }
  if (sizeOf(parsed.formula) > MOST_PARTS)
    return `is too large: at most ${MOST_PARTS} parts, with each <-> and W counted twice; make two assertions of it`
  if (namesIn(parsed.formula).length > MOST_EVENTS)
    return `names too many events: at most ${MOST_EVENTS}; make two assertions of it`
  return null
}

const AROUND = 30

/** The text around a place, with a mark at it. */
function excerpt(text: string, at: number): string {
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + AROUND)]
  return `${from > 0 ? '…' : ''}${text.slice(from, at)}▸${text.slice(at, to)}${to < text.length ? '…' : ''}`
}

/** Of a text that the schema has let through. */
function readFormula(text: string): Formula {
  const parsed = parseFormula(text)
  return parsed.ok ? parsed.formula : { op: 'true' }
}

/** What each name of the formula stands for: a named event, or else a topic. */
function atomsOf({ formula: text, events }: Values) {
  return namesIn(readFormula(text)).map((name) => {
    const known = events.find((event) => event.name === name)
    return known === undefined ? atom(name) : atom(known.topic, known.where)
  })
}

/** What stands before the arrows, where it speaks of one event: without it nothing is asked for. */
function premisesOf(formula: Formula): readonly Formula[] {
  const inside = partsOf(formula).flatMap(premisesOf)
  return formula.op === 'implies' && isOfOneEvent(formula.left) ? [formula.left, ...inside] : inside
}

const isOfOneEvent = (formula: Formula): boolean =>
  !('within' in formula) && partsOf(formula).every(isOfOneEvent)

function bitsTest(formula: Formula, atoms: readonly string[]): (bits: number) => boolean {
  const [left, right] = partsOf(formula).map((part) => bitsTest(part, atoms))
  const [one, two] = [left ?? (() => true), right ?? (() => true)]
  switch (formula.op) {
    case 'event': {
      const bit = 1 << atoms.indexOf(formula.name)
      return (bits) => (bits & bit) !== 0
    }
    case 'not':
      return (bits) => !one(bits)
    case 'and':
      return (bits) => one(bits) && two(bits)
    case 'or':
      return (bits) => one(bits) || two(bits)
    case 'implies':
      return (bits) => !one(bits) || two(bits)
    case 'iff':
      return (bits) => one(bits) === two(bits)
    default:
      return () => formula.op === 'true'
  }
}

// -------------------------------------------------------------------------------------------- telling

const placeOf = ({ seq, atMs, topic }: BusEvent): Place => ({ seq, atMs, topic })
const nameOf = ({ seq, atMs, topic }: Place): string => `${topic} ${eventAt(seq, atMs)}`

const witnessOf = (place: Place | null, demand: Demand | null): number[] =>
  [place, demand?.since ?? null].flatMap((one) => (one === null ? [] : [one.seq]))

const demandText = ({ node, since }: Demand, atoms: readonly string[]): string =>
  `${printNode(node, atoms)}${since === null ? '' : ` since ${nameOf(since)}`}`

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line
}

const tooMuch = (expected: string): Conclusion =>
  failed({
    expected,
    actual: 'too many windows of time were open at once',
    message:
      'The formula could not be followed: too many of its windows of time were open at once. Shorten them, or split the formula.',
  })
