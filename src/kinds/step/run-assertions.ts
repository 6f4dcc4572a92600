import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { FAIL, NEXT } from '../ports.ts'
import { reference } from '../topic.ts'

/** Judges assertions at this moment. One that is violated does not hide the ones after it. */
export const runAssertions = defineStep({
  name: 'run-assertions',
  title: 'Run assertions',
  summary: 'Judges assertions over everything that happened so far.',
  source: 'Our own: a checkpoint of the run',
  params: z.object({
    assertions: field(z.array(reference).max(1_000).default([]), {
      label: 'Assertions',
      control: 'assertions',
      help: 'None chosen means all of the scenario’s assertions.',
    }),
  }),
  ports: { in: true, out: [NEXT, FAIL] },
  describe: ({ assertions }) =>
    assertions.length === 0
      ? 'all assertions'
      : `${assertions.length} ${assertions.length === 1 ? 'assertion' : 'assertions'}`,
  compile: ({ assertions }) => [{ op: 'check', assertions }],
  examples: [
    {
      title: 'Verify recovery',
      params: { assertions: ['enough-prices'] },
      expect: [{ op: 'check', assertions: ['enough-prices'] }],
    },
  ],
})
