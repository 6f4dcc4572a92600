import { z } from 'zod'
import { present } from '../../base/assert.ts'
import { getField, parseFieldPath, setField, type Json, type JsonObject } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath } from '../topic.ts'

/** What was sent as one event arrives as several: a list, or a text, in pieces. */
export const slice = defineChaos({
  name: 'slice',
  title: 'Slice',
  group: 'Content',
  summary: 'Splits an event into several, each with a piece of a list or of a text in it.',
  source: 'Toxiproxy slicer',
  params: z.object({
    path: field(fieldPath.default('items'), {
      label: 'Field',
      control: 'field-path',
      help: 'A list or a text. An event without one, or with one piece, passes.',
    }),
    size: field(z.int().min(1).max(1_000_000).default(2), {
      label: 'Piece',
      control: 'slider',
      soft: [1, 20],
      help: 'Items, or characters, in a piece, on average.',
    }),
    variation: field(z.int().min(0).max(1_000_000).default(0), {
      label: 'More or less',
      control: 'slider',
      soft: [0, 10],
      help: 'Each piece is larger or smaller by up to this; it has at least one item.',
    }),
    spacingMs: field(z.int().min(0).max(86_400_000).default(0), {
      label: 'Between pieces',
      unit: 'ms',
      control: 'slider',
      soft: [0, 10_000],
    }),
  }),
  describe: ({ path, size }) => `${path} in pieces of ${size}`,
  intercept({ path, size, variation, spacingMs }, { random }) {
    const segments = present(parseFieldPath(path), 'field path')
    const pieces = (whole: string | readonly Json[]): Json[] => {
      const found: Json[] = []
      for (let at = 0; at < whole.length;) {
        const length = Math.max(1, size - variation + random.below(2 * variation + 1))
        found.push(whole.slice(at, at + length))
        at += length
      }
      return found
    }
    return ({ payload }) => {
      const whole = getField(payload, segments)
      if (typeof whole !== 'string' && !Array.isArray(whole)) return { do: 'pass' }
      const parts = pieces(whole as string | readonly Json[])
      if (parts.length < 2) return { do: 'pass' }
      const payloads = parts.map((part) => setField(payload, segments, part) as JsonObject)
      return { do: 'split', payloads, spacingMs }
    }
  },
  examples: [
    {
      title: 'Three items, two at a time',
      params: { size: 2, spacingMs: 100 },
      given: [
        { topic: 'batch', atMs: 0, payload: { id: 7, items: [1, 2, 3] } },
        { topic: 'batch', atMs: 1_000, payload: { id: 8, items: [4] } },
      ],
      expect: [
        {
          do: 'split',
          payloads: [
            { id: 7, items: [1, 2] },
            { id: 7, items: [3] },
          ],
          spacingMs: 100,
        },
        { do: 'pass' },
      ],
    },
  ],
})
