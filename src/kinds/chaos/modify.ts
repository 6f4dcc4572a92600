import { z } from 'zod'
import { present } from '../../base/assert.ts'
import { parseFieldPath, setField, type JsonObject } from '../../base/json.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath, jsonValue } from '../topic.ts'

/** Sets one field of the payload; subscribers see the changed event, the log keeps both. */
export const modify = defineChaos({
  name: 'modify',
  title: 'Modify',
  group: 'Content',
  summary: 'Sets one field of the payload, named by a dot path, to a value.',
  source: 'Chaos Mesh HTTPChaos patch',
  params: z.object({
    path: field(fieldPath.default('price'), {
      label: 'Field',
      control: 'field-path',
      help: 'Such as price or order.legs[0].price.',
    }),
    value: field(jsonValue.default(0), { label: 'Value', control: 'json', help: 'Any JSON.' }),
  }),
  describe: ({ path, value }) => `${path} := ${JSON.stringify(value)}`,
  intercept({ path, value }) {
    const segments = present(parseFieldPath(path), 'field path')
    return (event) => ({ do: 'replace', payload: setField(event.payload, segments, value) as JsonObject })
  },
  examples: [
    {
      title: 'A price of zero',
      params: { path: 'price', value: 0 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: { price: 100, bid: 99 } }],
      expect: [{ do: 'replace', payload: { price: 0, bid: 99 } }],
    },
    {
      title: 'Deep inside',
      params: { path: 'order.legs[0].price', value: null },
      given: [{ topic: 'order', atMs: 0, payload: { order: { legs: [{ price: 5 }, { price: 6 }] } } }],
      expect: [{ do: 'replace', payload: { order: { legs: [{ price: null }, { price: 6 }] } } }],
    },
  ],
})
