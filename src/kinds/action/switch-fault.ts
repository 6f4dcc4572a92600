import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'
import { reference } from '../topic.ts'

export const switchFault = defineAction({
  name: 'switch-fault',
  title: 'Switch fault on or off',
  summary: 'Turns one fault on or off from this moment on.',
  source: 'Our own',
  params: z.object({
    fault: field(reference.default(''), { label: 'Fault', control: 'fault' }),
    on: field(z.boolean().default(true), { label: 'On' }),
  }),
  describe: ({ fault, on }) => `${fault === '' ? 'a fault' : fault} ${on ? 'on' : 'off'}`,
  compile: ({ fault, on }) => [{ op: 'switch-fault', fault, on }],
  examples: [
    {
      title: 'Heal the network',
      params: { fault: 'lossy', on: false },
      expect: [{ op: 'switch-fault', fault: 'lossy', on: false }],
    },
  ],
})
