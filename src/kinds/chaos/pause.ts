import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** A long garbage collection, a debugger, SIGSTOP: the subscriber does nothing for a while, then catches up. */
export const pause = defineChaos({
  name: 'pause',
  title: 'Pause',
  group: 'Subscribers',
  summary: 'The subscriber stops for a while; events and timers wait in its mailbox, then come in order.',
  source: 'pause of madsim; hammer-time of Jepsen',
  hooks: ['deliver'],
  params: z.object({
    forMs: field(z.int().min(1).max(86_400_000).default(5_000), {
      label: 'For',
      unit: 'ms',
      control: 'slider',
      soft: [100, 60_000],
      help: 'From the event it hits, which waits already; a hit while it is paused prolongs it.',
    }),
  }),
  describe: ({ forMs }) => `pause for ${forMs} ms`,
  intercept:
    ({ forMs }) =>
    () => ({ do: 'pause', forMs }),
  examples: [
    {
      title: 'Stop the world',
      params: { forMs: 3_000 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: {} }],
      expect: [{ do: 'pause', forMs: 3_000 }],
    },
  ],
})
