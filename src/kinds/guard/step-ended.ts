import { z } from 'zod'
import { defineGuard } from '../contracts.ts'
import { field } from '../form.ts'
import { reference } from '../topic.ts'

export const stepEnded = defineGuard({
  name: 'step-ended',
  title: 'Step ended',
  summary: 'How the last visit of a step ended; no while it has not.',
  params: z.object({
    step: field(reference.default(''), { label: 'Step', control: 'step' }),
    is: field(z.enum(['passed', 'failed']).default('failed'), { label: 'It' }),
  }),
  describe: ({ step, is }) => `${step === '' ? 'a step' : step} ${is}`,
  compile: ({ step, is }) => ({ of: 'step', step, is }),
  examples: [
    {
      title: 'The last wait for an answer was in vain',
      params: { step: 'answer', is: 'failed' },
      expect: { of: 'step', step: 'answer', is: 'failed' },
    },
  ],
})
