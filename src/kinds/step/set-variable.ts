import { setVariable } from '../action/set-variable.ts'
import { defineStep } from '../contracts.ts'
import { NEXT } from '../ports.ts'

/** The action of the same name as a step of its own. */
export const setVariableStep = defineStep({
  name: 'set-variable',
  title: 'Set variable',
  summary: setVariable.summary,
  source: 'Assign activity of WS-BPEL 2.0 (OASIS, 2007)',
  params: setVariable.params,
  ports: { in: true, out: [NEXT] },
  describe: (params) => setVariable.describe(params),
  compile: (params) => setVariable.compile(params),
  examples: setVariable.examples,
})
