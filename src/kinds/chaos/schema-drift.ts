import { z } from 'zod'
import { isReservedKey, type JsonObject } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

const name = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !isReservedKey(text), 'is a reserved name')

const rename = z.object({
  from: field(name, { label: 'Field' }),
  to: field(name, { label: 'Is now called' }),
})

/** The producer was deployed with another version of its events, the consumers were not. */
export const schemaDrift = defineChaos({
  name: 'schema-drift',
  title: 'Schema drift',
  group: 'Content',
  summary: 'Renames fields of the payload, as a producer of another version would.',
  source: 'Our own',
  params: z.object({
    renames: field(
      z
        .array(rename)
        .min(1)
        .max(50)
        .default([{ from: 'price', to: 'last_price' }]),
      {
        label: 'Renamed fields',
        item: 'field',
        help: 'Top-level fields; those that an event does not have are left out.',
      },
    ),
  }),
  describe: ({ renames }) => {
    const [first] = renames
    const more = renames.length > 1 ? `, ${renames.length - 1} more` : ''
    return `${first?.from.slice(0, 20) ?? ''} → ${first?.to.slice(0, 20) ?? ''}${more}`
  },
  intercept({ renames }) {
    const names = new Map(renames.map(({ from, to }) => [from, to]))
    return ({ payload }) => {
      if (!Object.keys(payload).some((key) => names.has(key))) return { do: 'pass' }
      const renamed: JsonObject = Object.fromEntries(
        Object.entries(payload).map(([key, value]) => [names.get(key) ?? key, value]),
      )
      return { do: 'replace', payload: renamed }
    }
  },
  examples: [
    {
      title: 'price becomes last_price',
      params: {},
      given: [
        { topic: 'PriceUpdate', atMs: 0, payload: { price: 100, bid: 99 } },
        { topic: 'order', atMs: 0, payload: { side: 'buy' } },
      ],
      expect: [{ do: 'replace', payload: { last_price: 100, bid: 99 } }, { do: 'pass' }],
    },
  ],
})
