import { z } from 'zod'
import { defineChaos } from '../contracts.ts'
import { field } from '../form.ts'

/** The subscriber throws. Other subscribers are unharmed; the log has the failure, caused by the event. */
export const handlerError = defineChaos({
  name: 'handler-error',
  title: 'Handler error',
  group: 'Subscribers',
  summary: 'Lets the subscriber’s handler throw: it has not handled the event, or nobody knows that it has.',
  source: 'AWS FIS inject-api-internal-error; commit_unknown_result of FoundationDB',
  hooks: ['deliver'],
  params: z.object({
    message: field(z.string().min(1).max(200).default('handler failed'), { label: 'Message' }),
    when: field(z.enum(['before', 'after']).default('before'), {
      label: 'Throws',
      texts: { before: 'before it has handled the event', after: 'after it has handled the event' },
    }),
  }),
  describe: ({ when, message }) => `throws ${when} handling: ${message.slice(0, 40)}`,
  intercept:
    ({ message, when }) =>
    () => ({ do: 'fail', message, handled: when === 'after' }),
  examples: [
    {
      title: 'An order that its gateway never handles',
      params: { message: 'out of memory' },
      given: [{ topic: 'trading.order', atMs: 0, payload: {} }],
      expect: [{ do: 'fail', message: 'out of memory', handled: false }],
    },
  ],
})
