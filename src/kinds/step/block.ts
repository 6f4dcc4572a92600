import { z } from 'zod'
import { defineStep } from '../contracts.ts'
import { field } from '../form.ts'
import { FAIL, NEXT } from '../ports.ts'

/**
 * Begins a block: everything from here to the matching End block. The block counts as one step that is
 * active as long as anything inside it is: for faults that act during steps, and on the timeline.
 */
export const block = defineStep({
  name: 'block',
  title: 'Block',
  summary:
    'Begins a block of steps that an End block step closes, with a time limit for all of them if you like.',
  source: 'Cancel region, workflow pattern 25 (Russell et al., 2006); boundary timer event of BPMN 2.0',
  params: z.object({
    timeoutCycles: field(z.int().min(0).max(100_000_000).default(0), {
      label: 'Time limit',
      unit: 'cycles',
      soft: [0, 200],
      help: 'When it is over, what is still going on inside is cancelled and the block fails; 0 means no limit.',
    }),
  }),
  ports: {
    in: true,
    out: [
      { ...NEXT, label: 'inside', when: 'First inside', unconnected: 'nothing: the path ends' },
      { ...FAIL, label: 'time up', when: 'If time is up' },
    ],
  },
  describe: ({ timeoutCycles }) =>
    timeoutCycles === 0
      ? 'no time limit'
      : `within ${timeoutCycles} ${timeoutCycles === 1 ? 'cycle' : 'cycles'}`,
  compile: ({ timeoutCycles }) => [{ op: 'block', timeoutCycles }],
  examples: [
    {
      title: 'The recovery may take 20 cycles',
      params: { timeoutCycles: 20 },
      expect: [{ op: 'block', timeoutCycles: 20 }],
    },
  ],
})
