import { z } from 'zod'
import { printCount } from '../../base/count.ts'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { NEXT } from '../ports.ts'

/** Lets whole cycles pass; every source publishes exactly that many times. */
export const waitCycles = defineStep({
  name: 'wait-cycles',
  title: 'Wait cycles',
  summary: 'Lets a number of cycles pass; every source publishes once a cycle.',
  source: 'Timer event of BPMN 2.0 (OMG, 2011), in cycles of virtual time',
  params: z.object({
    cycles: field(z.int().min(0).max(100_000_000).default(10), {
      label: 'Cycles',
      unit: 'cycles',
      soft: [0, 100],
      help: 'Waiting 10 cycles goes on after exactly 10 publications of each source.',
    }),
  }),
  ports: { in: true, out: [NEXT] },
  describe: ({ cycles }) => `${printCount(cycles)} ${cycles === 1 ? 'cycle' : 'cycles'}`,
  compile: ({ cycles }) => [{ op: 'advance', cycles }],
  examples: [{ title: 'Ten calm cycles', params: { cycles: 10 }, expect: [{ op: 'advance', cycles: 10 }] }],
})
