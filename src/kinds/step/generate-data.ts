import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { NEXT } from '../ports.ts'
import { reference } from '../topic.ts'

/** Makes a source emit data now, beyond its one datum a cycle. Virtual time does not move. */
export const generateData = defineStep({
  name: 'generate-data',
  title: 'Generate data',
  summary: 'Makes a source publish a number of data at once, in no time.',
  source: 'Our own',
  params: z.object({
    source: field(reference.default(''), {
      label: 'Source',
      control: 'source',
      help: 'Empty means the first source.',
    }),
    count: field(z.int().min(1).max(100_000).default(10), { label: 'Data', unit: 'events', soft: [1, 100] }),
  }),
  ports: { in: true, out: [NEXT] },
  describe: ({ source, count }) => `${count} × ${source === '' ? 'first source' : source}`,
  compile: ({ source, count }) => [{ op: 'generate', source, count }],
  examples: [
    {
      title: 'A burst of five prices',
      params: { source: 'prices', count: 5 },
      expect: [{ op: 'generate', source: 'prices', count: 5 }],
    },
  ],
})
