import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** The subscriber dies: state, timers and what it was about to publish are gone. Later it starts anew. */
export const crashRestart = defineChaos({
  name: 'crash-restart',
  title: 'Crash and restart',
  group: 'Subscribers',
  summary: 'The subscriber loses its state and its timers, is down for a while, and starts anew.',
  source: 'crash and bounce of turmoil; kill and restart of madsim',
  hooks: ['deliver'],
  params: z.object({
    downMs: field(z.int().min(1).max(86_400_000).default(5_000), {
      label: 'Down for',
      unit: 'ms',
      control: 'slider',
      soft: [100, 60_000],
    }),
    keepMailbox: field(z.boolean().default(false), {
      label: 'Mailbox survives',
      help: 'As with a broker that keeps what is not acknowledged; else what comes while it is down is lost.',
    }),
  }),
  describe: ({ downMs, keepMailbox }) =>
    `down for ${downMs} ms, ${keepMailbox ? 'mailbox kept' : 'mailbox lost'}`,
  intercept:
    ({ downMs, keepMailbox }) =>
    () => ({ do: 'crash', downMs, keepMailbox }),
  examples: [
    {
      title: 'A trader forgets what it holds',
      params: { downMs: 10_000 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: {} }],
      expect: [{ do: 'crash', downMs: 10_000, keepMailbox: false }],
    },
  ],
})
