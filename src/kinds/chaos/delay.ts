import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'
import { Latency, LATENCY_DISTRIBUTIONS } from '../latency.ts'

const ms = z.int().min(0).max(86_400_000)

/** Fixed hold plus uniform jitter, or another distribution around the hold; each drawn once per event. */
export const delay = defineChaos({
  name: 'delay',
  title: 'Delay',
  group: 'Time',
  summary: 'Holds each event for some time, fixed or random; later events may overtake it.',
  source: 'tc-netem(8) delay; Toxiproxy latency',
  params: z.object({
    holdMs: field(ms.default(1_000), { label: 'Hold', unit: 'ms', control: 'slider', soft: [0, 30_000] }),
    jitterMs: field(ms.default(0), {
      label: 'Jitter, up to',
      unit: 'ms',
      control: 'slider',
      soft: [0, 10_000],
    }),
    distribution: field(z.enum(LATENCY_DISTRIBUTIONS).default('constant'), {
      label: 'Distribution',
      help: 'Of the hold, which is then its mean. pareto has the heaviest tail.',
    }),
    spreadMs: field(z.int().min(0).max(3_600_000).default(0), {
      label: 'Spread',
      unit: 'ms',
      control: 'slider',
      soft: [0, 10_000],
      help: 'Standard deviation of the hold.',
      when: { distribution: LATENCY_DISTRIBUTIONS.slice(1) },
    }),
    keepOrder: field(z.boolean().default(false), {
      label: 'Keep the order',
      help: 'No event that it holds overtakes another: it waits for those before it.',
    }),
  }),
  describe: ({ holdMs, jitterMs, distribution }) =>
    `delay ${distribution === 'constant' ? '' : `${distribution} `}${holdMs} ms${jitterMs > 0 ? ` + up to ${jitterMs} ms` : ''}`,
  intercept({ holdMs, jitterMs, distribution, spreadMs, keepOrder }, { random, stream }) {
    const hold = new Latency({ distribution, meanMs: holdMs, spreadMs }, stream('hold'))
    let lastMs = 0
    return ({ atMs }) => {
      const drawn = hold.next() + random.below(jitterMs + 1)
      if (!keepOrder) return { do: 'delay', byMs: drawn }
      lastMs = Math.max(lastMs, atMs + drawn)
      return { do: 'delay', byMs: lastMs - atMs }
    }
  },
  examples: [
    {
      title: 'A quote arrives a quarter of a second late',
      params: { holdMs: 250 },
      given: [{ topic: 'quote', atMs: 1_000, payload: { mid: 100 } }],
      expect: [{ do: 'delay', byMs: 250 }],
    },
    {
      title: 'Uneven delays that keep the order',
      params: { holdMs: 500, distribution: 'exponential', spreadMs: 500, keepOrder: true },
      given: [
        { topic: 'quote', atMs: 0, payload: { mid: 100 } },
        { topic: 'quote', atMs: 10, payload: { mid: 101 } },
      ],
      expect: [
        { do: 'delay', byMs: 2_119 },
        { do: 'delay', byMs: 2_109 },
      ],
    },
  ],
})
