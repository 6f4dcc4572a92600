import { z } from 'zod'
import { defineGuard } from '../contracts.ts'
import { field } from '../form.ts'

export const chance = defineGuard({
  name: 'chance',
  title: 'By chance',
  summary: 'Yes with a stated probability, drawn from a stream of the step’s own.',
  params: z.object({
    probability: field(z.number().min(0).max(1).default(0.5), {
      label: 'Probability of yes',
      unit: 'ratio',
      control: 'slider',
      help: 'Drawn once each time the question is asked. The same seed gives the same answers.',
    }),
  }),
  describe: ({ probability }) => `with probability ${probability}`,
  compile: ({ probability }) => ({ of: 'chance', probability }),
  examples: [
    {
      title: 'One time in ten',
      params: { probability: 0.1 },
      expect: { of: 'chance', probability: 0.1 },
    },
  ],
})
