import { z } from 'zod'
import { defineJumps } from './contract.ts'

export const none = defineJumps({
  name: 'none',
  title: 'None',
  summary: 'No sudden moves but those of the profile.',
  params: z.object({}),
  describe: () => 'none',
  start: () => null,
  examples: [{ title: 'None', params: {} }],
})
