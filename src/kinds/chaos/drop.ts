import { z } from 'zod'
import { defineChaos } from '../contracts.ts'

/** Loss: the event is recorded as dropped and reaches nobody. How often is the envelope's matter. */
export const drop = defineChaos({
  name: 'drop',
  title: 'Drop',
  group: 'Loss',
  summary: 'Loses each event: nobody receives it.',
  source: 'tc-netem(8) loss random',
  params: z.object({}),
  describe: () => 'drop',
  intercept: () => () => ({ do: 'drop' }),
  examples: [
    {
      title: 'A lost order',
      params: {},
      given: [{ topic: 'trading.order', atMs: 0, payload: { side: 'sell' } }],
      expect: [{ do: 'drop' }],
    },
  ],
})
