import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

const some = z.int().min(0).max(200)

/**
 * Swarm testing: each seed runs with another subset of the faults. A fault that always acts can hide what
 * another one would show; leaving some out at random finds more than switching all on.
 */
export const swarm = defineChaos({
  name: 'swarm',
  title: 'Swarm',
  group: 'Choice',
  summary: 'Lets the seed choose which of the scenario’s other faults are on in this run.',
  source: 'A. Groce et al., “Swarm Testing”, ISSTA 2012; FoundationDB BUGGIFY',
  hooks: [],
  params: z.object({
    least: field(some.default(0), { label: 'At least', help: 'So many faults stay on.' }),
    most: field(some.default(200), { label: 'At most', help: 'So many faults stay on.' }),
    share: field(z.number().min(0).max(1).default(0.5), {
      label: 'Each stays on with',
      unit: 'ratio',
      control: 'slider',
      help: 'Chance; then some are switched on or off at random until the bounds are kept.',
    }),
  }),
  describe: ({ least, most, share }) => `each with ${share}, ${least} to ${most}`,
  intercept: () => () => ({ do: 'pass' }),
  choose({ least, most, share }, faults, random) {
    // Each fault has a place in the lot that nothing else moves; the luckiest stay on.
    const lots = faults.map((id) => ({ id, lot: random.uniform() })).toSorted((a, b) => a.lot - b.lot)
    const lucky = lots.filter(({ lot }) => lot < share).length
    return lots.slice(0, Math.max(least, Math.min(most, lucky))).map(({ id }) => id)
  },
  examples: [
    {
      title: 'No event is its business',
      params: { least: 1, most: 2 },
      given: [{ topic: 'PriceUpdate', atMs: 0, payload: {} }],
      expect: [{ do: 'pass' }],
    },
  ],
})
