import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** Timers that do not keep what they promise: each is looked at when the agent sets it. */
export const timerFault = defineChaos({
  name: 'timer-fault',
  title: 'Timer fault',
  group: 'Subscribers',
  summary: 'Lets the timers that an agent sets ring early or late, or never.',
  source: 'buggified delays of FoundationDB; tick faults of TigerBeetle’s simulator',
  hooks: ['timer'],
  params: z.object({
    mode: field(z.enum(['late', 'early', 'lost']).default('late'), {
      label: 'The timer rings',
      texts: { lost: 'never' },
    }),
    byMs: field(z.int().min(0).max(86_400_000).default(1_000), {
      label: 'By up to',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
      help: 'Drawn evenly between 1 ms and this. A timer takes at least 1 ms.',
      when: { mode: ['late', 'early'] },
    }),
  }),
  describe: ({ mode, byMs }) => (mode === 'lost' ? 'timers lost' : `timers ${mode} by up to ${byMs} ms`),
  intercept:
    ({ mode, byMs }, { random }) =>
    (timer) => {
      const drawn = byMs === 0 ? 0 : 1 + random.below(byMs)
      if (mode === 'lost') return { do: 'drop' }
      if (mode === 'late') return { do: 'delay', byMs: drawn }
      return { do: 'delay', byMs: Math.max(-drawn, 1 - timer.number('afterMs')) }
    },
  examples: [
    {
      title: 'A retry that never comes',
      params: { mode: 'lost' },
      given: [{ topic: '$timer', source: 'agent', atMs: 0, payload: { name: 'retry', afterMs: 500 } }],
      expect: [{ do: 'drop' }],
    },
    {
      title: 'No timer rings before it is set',
      params: { mode: 'early', byMs: 1 },
      given: [
        { topic: '$timer', source: 'agent', atMs: 0, payload: { name: 'retry', afterMs: 500 } },
        { topic: '$timer', source: 'agent', atMs: 0, payload: { name: 'retry', afterMs: 1 } },
      ],
      expect: [
        { do: 'delay', byMs: -1 },
        { do: 'delay', byMs: 0 },
      ],
    },
  ],
})
