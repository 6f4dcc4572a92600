import { z } from 'zod'
import { durationField } from '../duration-field.ts'
import { defineChaos } from '../contracts.ts'

/** A long garbage collection, a debugger, SIGSTOP: the subscriber does nothing for a while, then catches up. */
export const pause = defineChaos({
  name: 'pause',
  title: 'Pause',
  group: 'Subscribers',
  summary: 'The subscriber stops for a while; events and timers wait in its mailbox, then come in order.',
  source: 'pause of madsim; hammer-time of Jepsen',
  hooks: ['deliver'],
  params: z.object({
    forMs: durationField(
      'From the event it hits, which waits already; a hit while it is paused prolongs it.',
    ),
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
