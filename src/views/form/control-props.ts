import type { Field } from '../../kinds/form.ts'

export interface ControlProps {
  readonly field: Field
  readonly value: unknown
  /** The values of the form that it stands in. */
  readonly siblings?: Readonly<Record<string, unknown>>
  /** An error in words, or null when the schema accepts the value. */
  readonly check: (value: unknown) => string | null
  readonly onChange: (value: unknown) => void
}
