import { z } from 'zod'
import { canonicalJson, getField, parseFieldPath } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath } from '../topic.ts'

/**
 * Load: what matches comes so many times as often. With a key, only what has the key of the first event that
 * it hit: one key of many gets hot. After n events at full rate there are n·k of them, rounded down.
 */
export const hotKey = defineChaos({
  name: 'hot-key',
  title: 'Hot key, load',
  group: 'Order and copies',
  summary: 'Multiplies the rate of what matches, or of one key of it, at once or by and by.',
  source: 'load profiles; hot keys of sharded stores',
  params: z.object({
    factor: field(z.number().min(1).max(1_000).default(3), {
      label: 'Times as many',
      unit: 'x',
      control: 'slider',
      soft: [1, 20],
      help: 'Parts add up: with 1.5, every second event is doubled.',
    }),
    rampMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Grows over',
      unit: 'ms',
      control: 'slider',
      soft: [0, 60_000],
      help: 'From the first hit on, evenly from once to the full rate; 0 means at once.',
    }),
    key: field(fieldPath.optional(), {
      label: 'Key',
      control: 'field-path',
      help: 'A field such as symbol: only events with the value that the first one has. Empty means all.',
    }),
    spreadMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Spread over',
      unit: 'ms',
      control: 'slider',
      soft: [0, 10_000],
      help: 'The copies of an event follow it within this time, evenly; 0 means at once.',
    }),
  }),
  describe: ({ factor, key }) => `${factor} times${key === undefined ? '' : `, one ${key}`}`,
  intercept({ factor, rampMs, key, spreadMs }) {
    const path = key === undefined ? null : (parseFieldPath(key) ?? [])
    let hot: string | null = null
    let beganMs = -1
    let owed = 0
    return ({ payload, atMs }) => {
      if (path !== null) {
        const own = canonicalJson(getField(payload, path) ?? null)
        hot ??= own
        if (own !== hot) return { do: 'pass' }
      }
      if (beganMs < 0) beganMs = atMs
      const grown = rampMs === 0 ? 1 : Math.min(1, (atMs - beganMs) / rampMs)
      owed += (factor - 1) * grown
      const copies = Math.floor(owed)
      if (copies === 0) return { do: 'pass' }
      owed -= copies
      return { do: 'duplicate', copies, spacingMs: Math.floor(spreadMs / (copies + 1)) }
    }
  },
  examples: [
    {
      title: 'Half as many again',
      params: { factor: 1.5 },
      given: [0, 1_000, 2_000, 3_000].map((atMs) => ({ topic: 'order', atMs, payload: {} })),
      expect: [
        { do: 'pass' },
        { do: 'duplicate', copies: 1, spacingMs: 0 },
        { do: 'pass' },
        { do: 'duplicate', copies: 1, spacingMs: 0 },
      ],
    },
    {
      title: 'One symbol gets hot, over two seconds',
      params: { factor: 5, rampMs: 2_000, key: 'symbol', spreadMs: 300 },
      given: [
        { topic: 'order', atMs: 0, payload: { symbol: 'A' } },
        { topic: 'order', atMs: 1_000, payload: { symbol: 'A' } },
        { topic: 'order', atMs: 1_500, payload: { symbol: 'B' } },
        { topic: 'order', atMs: 2_000, payload: { symbol: 'A' } },
      ],
      expect: [
        { do: 'pass' },
        { do: 'duplicate', copies: 2, spacingMs: 100 },
        { do: 'pass' },
        { do: 'duplicate', copies: 4, spacingMs: 60 },
      ],
    },
  ],
})
