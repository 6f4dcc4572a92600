import { z } from 'zod'
import { present } from '../../base/assert.ts'
import { actionKinds } from '../action/index.ts'
import { defineStep, type ActionKind } from '../contracts.ts'
import { field } from '../form.ts'
import { NEXT } from '../ports.ts'
import { specUnion } from '../spec-union.ts'

const kindOf = (name: string): ActionKind =>
  present(
    (actionKinds as readonly ActionKind[]).find((kind) => kind.name === name),
    `action ${name}`,
  )

/** Does one named thing, in no time. What it can do is the list of action kinds. */
export const executeAction = defineStep({
  name: 'execute-action',
  title: 'Execute action',
  summary: 'Does one thing at once: publish an event, switch a profile or a fault, set a variable, note.',
  source: 'Our own',
  params: z.object({
    action: field(specUnion(actionKinds).prefault({ kind: 'publish' }), {
      label: 'Action',
      control: 'kind',
      kinds: actionKinds,
    }),
  }),
  ports: { in: true, out: [NEXT] },
  describe: ({ action }) => kindOf(action.kind).describe(action.params as never),
  compile: ({ action }) => kindOf(action.kind).compile(action.params as never),
  examples: [
    {
      title: 'Say what happens next',
      params: { action: { kind: 'note', params: { text: 'The crash begins' } } },
      expect: [{ op: 'note', text: 'The crash begins' }],
    },
  ],
})
