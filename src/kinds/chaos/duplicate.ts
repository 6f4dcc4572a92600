import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** At-least-once delivery gone wrong: copies follow the original, and meet only the faults after this one. */
export const duplicate = defineChaos({
  name: 'duplicate',
  title: 'Duplicate',
  group: 'Order and copies',
  summary: 'Delivers each event again, once or several times.',
  source: 'tc-netem(8) duplicate; at-least-once delivery',
  params: z.object({
    copies: field(z.int().min(1).max(100).default(1), {
      label: 'Copies',
      unit: 'events',
      control: 'slider',
      soft: [1, 10],
      help: 'Besides the original.',
    }),
    spacingMs: field(z.int().min(0).max(3_600_000).default(0), {
      label: 'Each after',
      unit: 'ms',
      control: 'slider',
      soft: [0, 5_000],
      help: 'From the event before it; 0 delivers them at the same instant.',
    }),
  }),
  describe: ({ copies, spacingMs }) =>
    `${copies} ${copies === 1 ? 'copy' : 'copies'}${spacingMs > 0 ? ` every ${spacingMs} ms` : ''}`,
  intercept:
    ({ copies, spacingMs }) =>
    () => ({ do: 'duplicate', copies, spacingMs }),
  examples: [
    {
      title: 'An order sent twice',
      params: { spacingMs: 40 },
      given: [{ topic: 'trading.order', atMs: 0, payload: { side: 'sell' } }],
      expect: [{ do: 'duplicate', copies: 1, spacingMs: 40 }],
    },
  ],
})
