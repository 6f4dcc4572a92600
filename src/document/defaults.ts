import { assertionEnvelopeSchema, type AssertionEnvelope } from './assertion-envelope.ts'
import { envelopeSchema, type FaultEnvelope } from './envelope.ts'

/** What a new fault begins with; it is about one topic, where one is given. */
export const defaultFaultEnvelope = (topic: string | undefined): FaultEnvelope =>
  envelopeSchema.parse(topic === undefined ? {} : { topics: [topic] })

/** What a new assertion begins with. */
export const defaultAssertionEnvelope = (): AssertionEnvelope => assertionEnvelopeSchema.parse({})
