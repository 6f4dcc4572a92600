import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomText, topicField, whereField } from '../monitor/atom.ts'
import { plural } from '../monitor/conclude.ts'
import { countPattern, P, universality } from '../monitor/pattern.ts'
import { patternMonitor, patternTopics, type WordedPattern } from '../monitor/pattern-monitor.ts'
import { scopeShape } from '../monitor/scope.ts'

const COUNTED = ['at-least', 'at-most', 'exactly'] as const

const params = z.object({
  event: topicField('Events', 'PriceUpdate'),
  where: whereField('Only where'),
  pattern: field(z.enum(['never', 'always', 'some', ...COUNTED]).default('some'), {
    label: 'Occur',
    texts: {
      never: 'never (absence)',
      always: 'always: every event is one (universality)',
      some: 'at least once (existence)',
      'at-least': 'at least k times',
      'at-most': 'at most k times',
      exactly: 'exactly k times',
    },
  }),
  times: field(z.int().min(0).max(1_000_000_000).default(2), {
    label: 'k',
    unit: 'events',
    when: { pattern: [...COUNTED] },
  }),
  counting: field(z.enum(['events', 'runs']).default('events'), {
    label: 'Counting',
    texts: { events: 'each event', runs: 'adjacent ones as one' },
    help: 'The published pattern counts uninterrupted runs of such events; a log reader counts events.',
    when: { pattern: [...COUNTED] },
  }),
  among: topicField('Among', '**', 'The events that must all be such, or that interrupt a run.', {
    pattern: ['always', ...COUNTED],
  }),
  ...scopeShape,
})

/** Absence, universality, existence and bounded existence, in any scope. */
export const patternOccurrence = defineAssertion({
  name: 'pattern-occurrence',
  title: 'Occurs',
  group: 'Patterns',
  summary: 'Events occur never, always, at least, at most or exactly so often, in a part of the run.',
  source: 'Dwyer, Avrunin, Corbett: Patterns in property specifications, ICSE 1999: occurrence patterns',
  params,
  describe: (values) => `${clause(values)}${values.scope === 'globally' ? '' : `, ${values.scope}`}`,
  topics: (values) => [...patternTopics(worded(values), values), ...alphabet(values)],
  monitor: (values) => patternMonitor(worded(values), values),
  examples: [
    {
      title: 'No failure while the market is open',
      params: { event: 'failure', pattern: 'never', scope: 'between', from: 'open', to: 'close' },
      given: ['failure', 'open', 'tick', 'close', 'failure'].map((topic, atMs) => ({
        topic,
        atMs,
        payload: {},
      })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A failure inside, with the event that opened and the one that closed the stretch',
      params: { event: 'failure', pattern: 'never', scope: 'between', from: 'open', to: 'close' },
      given: ['open', 'failure', 'close'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: false, witness: [1, 0, 2] },
    },
    {
      title: 'Every price is above zero',
      params: {
        event: 'tick',
        where: { field: 'price', is: 'gt', value: 0 },
        pattern: 'always',
        among: 'tick',
      },
      given: [
        { topic: 'tick', atMs: 0, payload: { price: 3 } },
        { topic: 'tick', atMs: 1, payload: { price: 0 } },
      ],
      expect: { verdict: 'violated', witness: [1] },
    },
    {
      title: 'At most two retries in a row, not counting what came before',
      params: { event: 'retry', pattern: 'at-most', times: 2, scope: 'after', from: 'alarm' },
      given: ['retry', 'alarm', 'retry', 'retry'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'The stretch was never opened',
      params: { event: 'fill', pattern: 'some', scope: 'after', from: 'order' },
      given: [{ topic: 'fill', atMs: 0, payload: {} }],
      expect: { verdict: 'holds', vacuous: true, message: 'Nothing to judge: no order came.' },
    },
  ],
})

type Values = z.output<typeof params>

/** Events that are not P matter too where all have to be P, or where they interrupt a run of P. */
const alphabet = ({ pattern, counting, among }: Values): readonly string[] =>
  pattern === 'always' || (counting === 'runs' && pattern !== 'never' && pattern !== 'some') ? [among] : []

function clause({ event, where, pattern, times, counting, among }: Values): string {
  const text = atomText(atom(event, where))
  const word = counting === 'runs' ? 'run' : 'time'
  switch (pattern) {
    case 'never':
      return `${text} never occurs`
    case 'always':
      return `every event${among === '**' ? '' : ` of ${among}`} is ${text}`
    case 'some':
      return `${text} occurs`
    case 'at-least':
      return `${text} occurs at least ${plural(times, word)}`
    case 'at-most':
      return `${text} occurs at most ${plural(times, word)}`
    case 'exactly':
      return `${text} occurs exactly ${plural(times, word)}`
  }
}

function worded(values: Values): WordedPattern {
  const { event, where, pattern, times } = values
  const runs = values.counting === 'runs'
  const [min, max] = {
    never: [0, 0],
    always: [0, 0],
    some: [1, Infinity],
    'at-least': [times, Infinity],
    'at-most': [0, times],
    exactly: [times, times],
  }[pattern] as [number, number]
  const plain = pattern === 'never' || pattern === 'some'
  return {
    pattern: pattern === 'always' ? universality : countPattern(min, max, runs && !plain),
    atoms: [[P, atom(event, where)]],
    expected: clause(values),
    broken(segment, fault) {
      if (pattern === 'always') return `event ${fault} is not one`
      const count = Math.floor(segment.state / 2)
      if (count > max) return `${plural(count, runs ? 'run' : 'event')} came, the last ${fault}`
      return count === 0 ? 'none came' : `only ${count} came`
    },
    idle: 'no event came',
  }
}
