import { z } from 'zod'
import { defineAction } from '../contracts.ts'
import { field } from '../form.ts'

export const note = defineAction({
  name: 'note',
  title: 'Note',
  summary: 'Writes a sentence into the log, to find the place again.',
  source: 'Our own',
  params: z.object({
    text: field(z.string().max(1_000).default('Note'), { label: 'Text', control: 'multiline' }),
  }),
  describe: ({ text }) => text,
  compile: ({ text }) => [{ op: 'note', text }],
  examples: [
    {
      title: 'A remark',
      params: { text: 'Recovery begins' },
      expect: [{ op: 'note', text: 'Recovery begins' }],
    },
  ],
})
