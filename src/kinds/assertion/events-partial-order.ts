import { z } from 'zod'
import { defineAssertion, type Verdict } from '../contracts.ts'
import { conditionSchema } from '../condition.ts'
import { field } from '../form.ts'
import { atom, atomTest, eventAt } from '../monitor/atom.ts'
import { held, violated } from '../monitor/conclude.ts'
import { topicGlob } from '../topic.ts'

const label = z.string().min(1).max(60)

const node = z.object({
  name: field(label.default('event'), { label: 'Name', help: 'How the others refer to it.' }),
  event: field(topicGlob.default('trading.order'), { label: 'Event', control: 'topic-pattern' }),
  where: field(conditionSchema.optional(), { label: 'Only where', control: 'condition' }),
  after: field(z.array(label).max(20).default([]), {
    label: 'After',
    control: 'topic-list',
    help: 'Names of those that must have come before.',
  }),
})

type Node = z.output<typeof node>

const params = z
  .object({
    events: field(
      z
        .array(node)
        .min(1)
        .max(50)
        .default([
          { name: 'order', event: 'trading.order', after: [] },
          { name: 'fill', event: 'trading.fill', after: ['order'] },
        ]),
      { label: 'Events', control: 'list', item: 'event' },
    ),
    early: field(z.enum(['violates', 'ignored']).default('violates'), {
      label: 'One that comes too early',
      texts: { violates: 'violates', ignored: 'does not count; a later one may' },
    }),
  })
  .superRefine(({ events }, context) => {
    const fault = orderFault(events)
    if (fault !== undefined) context.addIssue({ code: 'custom', path: ['events'], message: fault })
  })

/** A partial order, matched greedily: the earliest event that may be taken is. O(events) an event. */
export const eventsPartialOrder = defineAssertion({
  name: 'events-partial-order',
  title: 'Partial order',
  group: 'Counts and order',
  summary: 'All of some events come, each only after those it depends on.',
  source: 'Linear extensions of a partial order; greedy embedding in a trace',
  params,
  describe: ({ events }) =>
    events.map(({ name, after }) => (after.length === 0 ? name : `${after.join('+')}→${name}`)).join(', '),
  topics: ({ events }) => events.map(({ event }) => event),
  monitor({ events, early }) {
    const tests = events.map(({ event, where }) => atomTest(atom(event, where)))
    const needs = events.map(({ after }) =>
      after.map((name) => events.findIndex((other) => other.name === name)),
    )
    const taken = events.map(() => -1)
    const expected = events
      .map(({ name, after }) => (after.length === 0 ? name : `${name} after ${after.join(' and ')}`))
      .join(', ')
    let [missing, tooEarly, culprit] = [events.length, '', -1]
    let verdict: Verdict = 'open'
    return {
      observe(event) {
        if (verdict !== 'open') return verdict
        const before = [...taken]
        for (let index = 0; index < tests.length; index++) {
          if (taken[index] !== -1 || tests[index]?.(event) !== true) continue
          const lacking = needs[index]!.find((need) => before[need] === -1)
          if (lacking === undefined) {
            taken[index] = event.seq
            missing--
          } else if (early === 'violates') {
            verdict = 'violated'
            culprit = event.seq
            tooEarly = `${events[index]!.name} ${eventAt(event.seq, event.atMs)} came before ${events[lacking]!.name}`
            return verdict
          }
        }
        if (missing === 0) verdict = 'holds'
        return verdict
      },
      conclude() {
        if (verdict === 'violated')
          return violated({ expected, actual: tooEarly, message: `${tooEarly}.`, witness: [culprit] })
        if (missing === 0)
          return held({
            expected,
            actual: 'all came in order',
            message: `All came in order: ${expected}.`,
            witness: taken,
          })
        const absent = events.filter((_, index) => taken[index] === -1).map(({ name }) => name)
        const actual = `missing: ${absent.join(', ')}`
        return violated(
          { expected, actual, message: `Expected ${expected}; ${actual}.`, witness: taken },
          true,
        )
      },
    }
  },
  examples: [
    {
      title: 'Pack and invoice in any order, ship after both',
      params: {
        events: [
          { name: 'pack', event: 'packed' },
          { name: 'invoice', event: 'invoiced' },
          { name: 'ship', event: 'shipped', after: ['pack', 'invoice'] },
        ],
      },
      given: ['invoiced', 'packed', 'shipped'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'holds', witness: [1, 0, 2] },
    },
    {
      title: 'Shipped before the invoice',
      params: {
        events: [
          { name: 'invoice', event: 'invoiced' },
          { name: 'ship', event: 'shipped', after: ['invoice'] },
        ],
      },
      given: ['shipped', 'invoiced'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: false, witness: [0] },
    },
    {
      title: 'The early one does not count; none came later',
      params: {
        events: [
          { name: 'invoice', event: 'invoiced' },
          { name: 'ship', event: 'shipped', after: ['invoice'] },
        ],
        early: 'ignored',
      },
      given: ['shipped', 'invoiced'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: true, actual: 'missing: ship' },
    },
  ],
})

/** What is wrong with the order, in words: a name twice, a name nobody has, or a circle. */
function orderFault(events: readonly Node[]): string | undefined {
  const names = events.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) return `the name “${twice}” stands twice`
  const unknown = events.flatMap(({ after }) => after).find((name) => !names.includes(name))
  if (unknown !== undefined) return `no event has the name “${unknown}”`
  const placed = new Set<string>()
  for (let round = 0; round < events.length; round++)
    for (const { name, after } of events) if (after.every((need) => placed.has(need))) placed.add(name)
  const circle = names.find((name) => !placed.has(name))
  return circle === undefined ? undefined : `“${circle}” would have to come before itself`
}
