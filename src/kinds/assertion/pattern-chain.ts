import { z } from 'zod'
import { defineAssertion } from '../contracts.ts'
import { field } from '../form.ts'
import { atom, atomText, topicField, whereField } from '../monitor/atom.ts'
import { beforeChain, chainBefore, chainThen, P, S, T, thenChain, Z } from '../monitor/pattern.ts'
import { patternMonitor, patternTopics, type WordedPattern } from '../monitor/pattern-monitor.ts'
import { scopeShape } from '../monitor/scope.ts'

const CONSTRAINED = { pattern: ['then-chain-without'] }

const params = z.object({
  event: topicField('Event', 'trading.order'),
  where: whereField('Event, only where'),
  first: topicField('Chain: first', 'trading.fill'),
  firstWhere: whereField('First, only where'),
  second: topicField('Chain: then', 'settled'),
  secondWhere: whereField('Then, only where'),
  pattern: field(
    z
      .enum(['then-chain', 'then-chain-without', 'chain-then', 'chain-before', 'before-chain'])
      .default('then-chain'),
    {
      label: 'Relation',
      texts: {
        'then-chain': 'each event is followed by the chain (1-2 response)',
        'then-chain-without': 'the same, with nothing barred inside (constrained)',
        'chain-then': 'each chain is followed by the event (2-1 response)',
        'chain-before': 'the event comes only after the chain (2-1 precedence)',
        'before-chain': 'the chain comes only after the event (1-2 precedence)',
      },
    },
  ),
  without: topicField('Barred inside', 'trading.reject', undefined, CONSTRAINED),
  withoutWhere: whereField('Barred, only where', CONSTRAINED),
  strict: field(z.boolean().default(false), {
    label: 'Another event',
    help: 'One event that is both does not count as its own answer or cause.',
  }),
  ...scopeShape,
})

/** Precedence chains, response chains and the constrained one, in any scope. */
export const patternChain = defineAssertion({
  name: 'pattern-chain',
  title: 'Chain of events',
  group: 'Patterns',
  summary: 'An event and a chain of two others come in a given relation, in a part of the run.',
  source:
    'Dwyer, Avrunin, Corbett: Patterns in property specifications, ICSE 1999: chain patterns, corrected',
  params,
  describe: ({ pattern, event, first, second }) => {
    const chain = `${first} → ${second}`
    return pattern === 'chain-then' || pattern === 'chain-before'
      ? `(${chain}) → ${event}`
      : `${event} → (${chain})`
  },
  topics: (values) => patternTopics(worded(values), values),
  monitor: (values) => patternMonitor(worded(values), values),
  examples: [
    {
      title: 'An order is filled and then settled',
      params: { event: 'order', first: 'fill', second: 'settled' },
      given: ['order', 'fill', 'settled'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'holds', vacuous: false },
    },
    {
      title: 'A reject between fill and settlement breaks the chain; only the order still waits',
      params: {
        event: 'order',
        first: 'fill',
        second: 'settled',
        pattern: 'then-chain-without',
        without: 'reject',
      },
      given: ['order', 'fill', 'reject', 'settled'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: true, witness: [0, 2, 1] },
    },
    {
      title: 'Shutdown only after drain and flush',
      params: { event: 'shutdown', first: 'drain', second: 'flush', pattern: 'chain-before' },
      given: ['drain', 'shutdown', 'flush'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: false, witness: [1, 0] },
    },
    {
      title: 'A login must come before anything is opened and closed',
      params: { event: 'login', first: 'open', second: 'close', pattern: 'before-chain' },
      given: ['open', 'login', 'close'].map((topic, atMs) => ({ topic, atMs, payload: {} })),
      expect: { verdict: 'violated', pending: false, witness: [2, 0] },
    },
  ],
})

type Values = z.output<typeof params>

function worded(values: Values): WordedPattern {
  const { event, pattern, strict } = values
  const [one, first, second] = [
    atom(event, values.where),
    atom(values.first, values.firstWhere),
    atom(values.second, values.secondWhere),
  ]
  const barred = atom(values.without, values.withoutWhere)
  const atoms = [[P, one] as const, [S, first] as const, [T, second] as const]
  const p = atomText(one)
  const chain = `${atomText(first)} and then ${atomText(second)}`
  const noEvent = `no ${p} came`
  const noChain = `${chain} never came`
  switch (pattern) {
    case 'then-chain':
      return {
        pattern: thenChain(strict, false),
        atoms,
        expected: `each ${p} is followed by ${chain}`,
        broken: (_, fault) => `${event} ${fault} was not`,
        idle: noEvent,
      }
    case 'then-chain-without':
      return {
        pattern: thenChain(strict, true),
        atoms: [...atoms, [Z, barred]],
        expected: `each ${p} is followed by ${chain} without ${atomText(barred)} inside`,
        broken: (_, fault) => `${event} ${fault} was not`,
        idle: noEvent,
      }
    case 'chain-then':
      return {
        pattern: chainThen(strict),
        atoms,
        expected: `each ${chain} is followed by ${p}`,
        broken: (_, fault) => `the chain that ended with ${values.second} ${fault} was not`,
        idle: noChain,
      }
    case 'chain-before':
      return {
        pattern: chainBefore(strict),
        atoms,
        expected: `${p} comes only after ${chain}`,
        broken: (_, fault) => `${event} ${fault} came before the chain was complete`,
        idle: noEvent,
      }
    case 'before-chain':
      return {
        pattern: beforeChain(strict),
        atoms,
        expected: `${chain} come only after ${p}`,
        broken: (_, fault) => `the chain was complete with ${values.second} ${fault}`,
        idle: noChain,
      }
  }
}
