import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

const ms = z.int().min(0).max(86_400_000)

/** Fixed hold plus uniform jitter, each drawn once per event. Later events may overtake. */
export const delay = defineChaos({
  name: 'delay',
  title: 'Delay',
  summary: 'Holds each event for a fixed time, plus uniform jitter; later events may overtake it.',
  source: 'tc-netem(8) delay; Toxiproxy latency',
  params: z.object({
    holdMs: field(ms.default(1_000), { label: 'Hold', unit: 'ms', control: 'slider', soft: [0, 30_000] }),
    jitterMs: field(ms.default(0), { label: 'Jitter, up to', unit: 'ms', control: 'slider', soft: [0, 10_000] }),
  }),
  describe: ({ holdMs, jitterMs }) => `delay ${holdMs} ms${jitterMs > 0 ? ` + up to ${jitterMs} ms` : ''}`,
  intercept:
    ({ holdMs, jitterMs }, { random }) =>
    () => ({ do: 'delay', byMs: holdMs + random.below(jitterMs + 1) }),
  examples: [
    {
      title: 'A quote arrives a quarter of a second late',
      params: { holdMs: 250 },
      given: [{ topic: 'quote', atMs: 1_000, payload: { mid: 100 } }],
      expect: [{ do: 'delay', byMs: 250 }],
    },
  ],
})
