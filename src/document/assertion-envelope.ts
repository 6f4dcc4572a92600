import { z } from 'zod'
import { field } from '../kinds/form.ts'

/** What a verdict is worth, whatever was asked: shared by every assertion, so that no kind repeats it. */
export const assertionEnvelopeShape = {
  enabled: field(z.boolean().default(true), {
    label: 'Enabled',
    help: 'An assertion that is switched off is not judged and not reported.',
  }),
  soft: field(z.boolean().default(false), {
    label: 'Soft',
    help: 'A violation is reported, but fails neither the step that checks it nor the run.',
  }),
  weight: field(z.number().min(0).max(1_000).default(1), {
    label: 'Weight',
    help: 'Its share in the score of the run: the weight of what holds over the weight of all.',
  }),
  message: field(z.string().max(500).default(''), {
    label: 'Message',
    control: 'multiline',
    help: 'What a violation means, in your words. Stands before what was found.',
  }),
}

export const assertionEnvelopeSchema = z.object(assertionEnvelopeShape)
export type AssertionEnvelope = z.output<typeof assertionEnvelopeSchema>
