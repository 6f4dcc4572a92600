import { z } from 'zod'
import { getField, parseFieldPath, setField, type JsonObject } from '../../base/json.ts'
import { present } from '../../base/assert.ts'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { fieldPath } from '../topic.ts'

const PPM = 1e-6

/** The publisher's clock is wrong, and so are the times it writes into its events. Virtual time itself is right. */
export const clockSkew = defineChaos({
  name: 'clock-skew',
  title: 'Clock skew',
  group: 'Content',
  summary: 'Shifts a time in the payload, as a publisher with a wrong clock would; it may drift further.',
  source: 'Chaos Mesh TimeChaos; clock bump and strobe of Jepsen',
  params: z.object({
    path: field(fieldPath.default('timestamp'), {
      label: 'Field with the time',
      control: 'field-path',
      help: 'In ms. An event that does not have it, as a number, passes unless it is added.',
    }),
    offsetMs: field(z.int().min(-86_400_000).max(86_400_000).default(-2_000), {
      label: 'Wrong by',
      unit: 'ms',
      control: 'slider',
      soft: [-60_000, 60_000],
      help: 'Negative: the clock is behind.',
    }),
    driftPpm: field(z.number().min(-1e6).max(1e6).default(0), {
      label: 'Drift, ms in 1000 s',
      help: 'Parts per million of the time since the run began: 100 is an ordinary quartz.',
    }),
    add: field(z.boolean().default(false), {
      label: 'Add the time where it is missing',
      help: 'The field is then what that clock shows.',
    }),
  }),
  describe: ({ path, offsetMs, driftPpm }) =>
    `${path.slice(0, 24)} ${offsetMs < 0 ? '−' : '+'} ${Math.abs(offsetMs)} ms${driftPpm === 0 ? '' : `, ${driftPpm} ppm`}`,
  intercept({ path, offsetMs, driftPpm, add }) {
    const place = present(parseFieldPath(path), 'field path')
    return ({ payload, atMs }) => {
      const told = getField(payload, place)
      if (typeof told !== 'number' && (told !== undefined || !add)) return { do: 'pass' }
      const trueMs = typeof told === 'number' ? told : atMs
      const shown = trueMs + offsetMs + Math.round(atMs * driftPpm * PPM)
      return { do: 'replace', payload: setField(payload, place, shown) as JsonObject }
    }
  },
  examples: [
    {
      title: 'A clock two seconds behind that gains a millisecond a second',
      params: { offsetMs: -2_000, driftPpm: 1_000 },
      given: [{ topic: 'order', atMs: 10_000, payload: { timestamp: 10_000 } }],
      expect: [{ do: 'replace', payload: { timestamp: 8_010 } }],
    },
  ],
})
