import { z } from 'zod'
import { hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

const bound = (label: string, preset: number, help?: string) =>
  field(z.number().min(-1e9).max(1e9).default(preset), {
    label,
    unit: '°C',
    ...(help === undefined ? {} : { help }),
  })

/** Lets readings pass that can be true: in range, not too sudden, not frozen. */
export const plausibilityCheck = defineAgent({
  name: 'plausibility-check',
  title: 'Plausibility check',
  group: 'Sensors',
  summary: 'Passes readings that can be true, and reports those out of range, too sudden or frozen.',
  source: 'Range, step and persistence tests (WMO-No. 8, quality control of observations)',
  params: z.object({
    readings: hears('Readings', 'sensor.reading'),
    field: field(z.string().min(1).max(100).default('value'), { label: 'Field', control: 'field-path' }),
    lowest: bound('Lowest', -30),
    highest: bound('Highest', 60),
    largestStep: field(z.number().min(0).max(1e9).default(10), {
      label: 'Largest step',
      unit: '°C',
      help: 'From the last reading that passed; after three that agree with each other the new value is believed.',
    }),
    frozenAfter: field(z.int().min(0).max(1_000_000).default(8), {
      label: 'Frozen after',
      control: 'slider',
      soft: [0, 50],
      help: 'So many equal readings one after the other; 0 never asks.',
    }),
    passed: publishesTo('Passes to', 'sensor.trusted'),
    suspect: publishesTo('Suspect to', 'sensor.suspect'),
  }),
  describe: ({ lowest, highest, largestStep }) => `${lowest} to ${highest}, steps up to ${largestStep}`,
  subscribes: ({ readings }) => [readings],
  publishes: ({ passed, suspect }) => [passed, suspect],
  start(params, context) {
    let [trusted, previous] = [Number.NaN, Number.NaN]
    let [equal, sudden, passed, refused] = [1, 0, 0, 0]
    const doubt = (value: number): string | undefined => {
      equal = value === previous ? equal + 1 : 1
      const agrees = Math.abs(value - previous) <= params.largestStep
      previous = value
      if (!(value >= params.lowest && value <= params.highest)) return 'out of range'
      if (params.frozenAfter > 0 && equal >= params.frozenAfter) return 'frozen'
      if (!(Math.abs(value - trusted) > params.largestStep)) {
        sudden = 0
        return undefined
      }
      sudden = agrees ? sudden + 1 : 1
      if (sudden < BELIEVED_AFTER) return 'too sudden'
      sudden = 0
      return undefined
    }
    return {
      onEvent(event) {
        const value = event.number(params.field)
        const reason = doubt(value)
        if (reason === undefined) {
          trusted = value
          passed++
          context.publish(params.passed, { value })
        } else {
          refused++
          const shown = Number.isNaN(value) ? null : value
          context.publish(params.suspect, { sensor: event.source, value: shown, reason })
        }
        context.record({ verdict: reason ?? 'plausible', passed, refused })
      },
    }
  },
  examples: [
    {
      title: 'Too sudden once, believed the third time',
      params: { largestStep: 5 },
      given: [20, 21, 40, 41, 42, 43].map((value, index) => ({
        topic: 'sensor.reading',
        atMs: index * 1_000,
        source: 'store',
        payload: { value },
      })),
      expect: [
        { topic: 'sensor.trusted', atMs: 0, payload: { value: 20 } },
        { topic: 'sensor.trusted', atMs: 1_000, payload: { value: 21 } },
        {
          topic: 'sensor.suspect',
          atMs: 2_000,
          payload: { sensor: 'store', value: 40, reason: 'too sudden' },
        },
        {
          topic: 'sensor.suspect',
          atMs: 3_000,
          payload: { sensor: 'store', value: 41, reason: 'too sudden' },
        },
        { topic: 'sensor.trusted', atMs: 4_000, payload: { value: 42 } },
        { topic: 'sensor.trusted', atMs: 5_000, payload: { value: 43 } },
      ],
    },
    {
      title: 'A broken wire, and a frozen probe',
      params: { frozenAfter: 3 },
      given: [4, -273, 4, 4, 4].map((value, index) => ({
        topic: 'sensor.reading',
        atMs: index * 1_000,
        source: 'store',
        payload: { value },
      })),
      expect: [
        { topic: 'sensor.trusted', atMs: 0, payload: { value: 4 } },
        {
          topic: 'sensor.suspect',
          atMs: 1_000,
          payload: { sensor: 'store', value: -273, reason: 'out of range' },
        },
        { topic: 'sensor.trusted', atMs: 2_000, payload: { value: 4 } },
        { topic: 'sensor.trusted', atMs: 3_000, payload: { value: 4 } },
        { topic: 'sensor.suspect', atMs: 4_000, payload: { sensor: 'store', value: 4, reason: 'frozen' } },
      ],
    },
  ],
})

/** So many readings that agree with each other are no accident. */
const BELIEVED_AFTER = 3
