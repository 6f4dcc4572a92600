import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomText, topicField, whereField } from '../monitor/atom.ts'
import { P, precedence, response, S } from '../monitor/pattern.ts'
import { patternMonitor, patternTopics, type WordedPattern } from '../monitor/pattern-monitor.ts'
import { scopeShape } from '../monitor/scope.ts'

const params = z.object({
  event: topicField('Event', 'trading.order'),
  where: whereField('Event, only where'),
  pattern: field(z.enum(['response', 'precedence']).default('response'), {
    label: 'Relation',
    texts: {
      response: 'is always followed by the other (response)',
      precedence: 'never comes before the other (precedence)',
    },
  }),
  other: topicField('Other event', 'trading.fill'),
  otherWhere: whereField('Other, only where'),
  strict: field(z.boolean().default(false), {
    label: 'Another event',
    help: 'One event that is both does not count as its own answer or cause.',
  }),
  ...scopeShape,
})

/** Precedence and response, in any scope. */
export const patternOrder = defineAssertion({
  name: 'pattern-order',
  title: 'Precedes or follows',
  group: 'Patterns',
  summary: 'Each event is followed by another, or never comes before another, in a part of the run.',
  source: 'Dwyer, Avrunin, Corbett: Patterns in property specifications, ICSE 1999: response, precedence',
  params,
  describe: (values) =>
    values.pattern === 'response'
      ? `${values.event} → ${values.other}`
      : `${values.other} before ${values.event}`,
  topics: (values) => patternTopics(worded(values), values),
  monitor: (values) => patternMonitor(worded(values), values),
  examples: [
    {
      title: 'The second order is never answered; the run may have been too short',
      params: { event: 'order', pattern: 'response', other: 'fill' },
      given: ['order', 'fill', 'order'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: true, witness: [2] },
    },
    {
      title: 'Each large order is confirmed before the day ends',
      params: {
        event: 'order',
        where: { field: 'quantity', is: 'ge', value: 100 },
        other: 'confirmed',
        scope: 'between',
        from: 'day.begin',
        to: 'day.end',
      },
      given: [
        { topic: 'day.begin', atMs: 0, payload: {} },
        { topic: 'order', atMs: 1, payload: { quantity: 5 } },
        { topic: 'order', atMs: 2, payload: { quantity: 100 } },
        { topic: 'confirmed', atMs: 3, payload: {} },
        { topic: 'day.end', atMs: 4, payload: {} },
      ],
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A fill before any order',
      params: { event: 'fill', pattern: 'precedence', other: 'order' },
      given: ['fill', 'order'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: false, witness: [0] },
    },
    {
      title: 'Without an order there is nothing to follow',
      params: { event: 'order', pattern: 'response', other: 'fill' },
      given: [{ topic: 'fill', atMs: 0, payload: {} }],
      expect: { verdict: 'holds', vacuous: true, message: 'Nothing to judge: no order came.' },
    },
  ],
})

type Values = z.output<typeof params>

function worded({ event, where, pattern, other, otherWhere, strict }: Values): WordedPattern {
  const [one, two] = [atom(event, where), atom(other, otherWhere)]
  const atoms = [[P, one] as const, [S, two] as const]
  const [p, s] = [atomText(one), atomText(two)]
  const idle = `no ${p} came`
  if (pattern === 'response')
    return {
      pattern: response(strict),
      atoms,
      expected: `each ${p} is followed by ${strict ? 'another ' : ''}${s}`,
      broken: (_, fault) => `${event} ${fault} was followed by none`,
      idle,
    }
  return {
    pattern: precedence(strict),
    atoms,
    expected: `${p} comes only after ${strict ? 'another ' : ''}${s}`,
    broken: (_, fault) => `${event} ${fault} came first`,
    idle,
  }
}
