import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/**
 * A link that goes down and comes up by itself. Tick by tick, a link that is up fails with one chance, one that
 * is down is repaired with another: in the long run it is down for fail / (fail + repair) of the time, 1 / repair
 * ticks in a row.
 */
export const linkFlap = defineChaos({
  name: 'link-flap',
  title: 'Link flaps',
  group: 'Links',
  summary: 'A link that goes down and comes up again by chance; what comes while it is down is lost.',
  source: 'fail rate and repair rate of turmoil; Gilbert’s two-state channel in time instead of in events',
  params: z.object({
    failRate: field(z.number().min(0).max(1).default(0.02), {
      label: 'Fails',
      unit: 'ratio',
      control: 'slider',
      help: 'Chance, each tick that it is up. It is down for fails / (fails + repairs) of the time.',
    }),
    repairRate: field(z.number().min(0).max(1).default(0.2), {
      label: 'Is repaired',
      unit: 'ratio',
      control: 'slider',
      help: 'Chance, each tick that it is down. It stays down for 1 / this many ticks on average.',
    }),
    tickMs: field(z.int().min(1).max(3_600_000).default(1_000), {
      label: 'Tick',
      unit: 'ms',
      control: 'slider',
      soft: [10, 10_000],
    }),
  }),
  describe: ({ failRate, repairRate }) => `fails ${failRate}, repaired ${repairRate} a tick`,
  intercept({ failRate, repairRate, tickMs }, { stream }) {
    const luck = stream('ticks')
    const total = failRate + repairRate
    let down = total > 0 && luck.uniform() < failRate / total
    let tick = 0
    return ({ atMs }) => {
      for (const now = Math.floor(atMs / tickMs); tick < now; tick++)
        if (luck.uniform() < (down ? repairRate : failRate)) down = !down
      return { do: down ? 'drop' : 'pass' }
    }
  },
  examples: [
    {
      title: 'A link that nothing repairs',
      params: { failRate: 1, repairRate: 0 },
      given: [0, 1_000].map((atMs) => ({ topic: 'PriceUpdate', atMs, payload: {} })),
      expect: [{ do: 'drop' }, { do: 'drop' }],
    },
  ],
})
