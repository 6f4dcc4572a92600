import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { compileGuard, describeGuard, guardField } from '../guarded.ts'
import { FAIL, NEXT } from '../ports.ts'
import { ROUND } from '../structure.ts'

const rounds = z.int().min(0).max(1_000_000)

/**
 * Repeats its body: the steps from its `body` edge until an edge leads back to it. Always bounded. A
 * condition that has not come true within the bound is a failure of the loop.
 */
export const loop = defineStep({
  name: 'loop',
  title: 'Loop',
  summary: 'Repeats the steps that lead back to it: a number of times, while, or until; always bounded.',
  source: 'Structured loop, workflow pattern 21 (Russell et al., 2006)',
  params: z.object({
    repeat: field(z.enum(['count', 'while', 'until']).default('count'), {
      label: 'Repeat',
      help: 'While asks before each round, until after each.',
    }),
    count: field(rounds.default(3), {
      label: 'Rounds',
      unit: 'rounds',
      soft: [0, 20],
      when: { repeat: ['count'] },
    }),
    test: guardField('Question', { repeat: ['while', 'until'] }),
    maxRounds: field(rounds.min(1).default(100), {
      label: 'At most',
      unit: 'rounds',
      soft: [1, 200],
      help: 'The loop fails when this many rounds did not suffice.',
      when: { repeat: ['while', 'until'] },
    }),
  }),
  ports: {
    in: true,
    out: [
      {
        name: ROUND,
        label: 'round',
        when: 'In each round',
        unconnected: 'nothing yet: connect the first step of a round',
        needed: true,
      },
      { ...NEXT, label: 'then' },
      { ...FAIL, label: 'bound hit', when: 'If the bound is hit' },
    ],
  },
  describe: ({ repeat, count, test }) =>
    repeat === 'count' ? `${count} ${count === 1 ? 'round' : 'rounds'}` : `${repeat} ${describeGuard(test)}`,
  compile: ({ repeat, count, test, maxRounds }) => [
    repeat === 'count'
      ? { op: 'loop', repeat, rounds: count, test: null }
      : { op: 'loop', repeat, rounds: maxRounds, test: compileGuard(test) },
  ],
  examples: [
    {
      title: 'Three attempts',
      params: { repeat: 'count', count: 3 },
      expect: [{ op: 'loop', repeat: 'count', rounds: 3, test: null }],
    },
    {
      title: 'Until the price has recovered, for at most 50 rounds',
      params: {
        repeat: 'until',
        test: {
          kind: 'latest-event',
          params: { topic: 'PriceUpdate', condition: { field: 'price', is: 'ge', value: 99 } },
        },
        maxRounds: 50,
      },
      expect: [
        {
          op: 'loop',
          repeat: 'until',
          rounds: 50,
          test: { of: 'latest', topic: 'PriceUpdate', condition: { field: 'price', is: 'ge', value: 99 } },
        },
      ],
    },
  ],
})
