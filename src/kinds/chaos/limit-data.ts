import { z } from 'zod'
import { canonicalJson } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** A connection that breaks off: so much gets through, and nothing after it. */
export const limitData = defineChaos({
  name: 'limit-data',
  title: 'Data limit',
  group: 'Loss',
  summary: 'Lets so many events, or so much text, through; then loses everything.',
  source: 'Toxiproxy limit_data',
  params: z.object({
    by: field(z.enum(['events', 'characters']).default('events'), {
      label: 'Counts',
      texts: { characters: 'characters of payloads, as JSON' },
    }),
    most: field(z.int().min(0).max(1_000_000_000).default(20), {
      label: 'Lets through',
      help: 'Of what it acts on. An event that does not fit whole is lost, and so is everything after it.',
    }),
  }),
  describe: ({ by, most }) => `${most} ${by}, then nothing`,
  intercept({ by, most }) {
    let left = most
    let over = false
    return ({ payload }) => {
      left -= by === 'events' ? 1 : canonicalJson(payload).length
      over ||= left < 0
      return { do: over ? 'drop' : 'pass' }
    }
  },
  examples: [
    {
      title: 'Two prices, and no more',
      params: { most: 2 },
      given: [0, 1_000, 2_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'pass' }, { do: 'pass' }, { do: 'drop' }],
    },
    {
      title: 'Twenty characters; what is cut off stays so',
      params: { by: 'characters', most: 20 },
      given: [
        { topic: 'note', atMs: 0, payload: { text: 'hi' } },
        { topic: 'note', atMs: 1, payload: { text: 'hello' } },
        { topic: 'note', atMs: 2, payload: {} },
      ],
      expect: [{ do: 'pass' }, { do: 'drop' }, { do: 'drop' }],
    },
  ],
})
