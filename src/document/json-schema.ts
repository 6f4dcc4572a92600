import { z } from 'zod'
import { documentSchema } from './schema.ts'

/** The document format as JSON Schema, draft 2020-12: for editors, and for other tools that write scenarios. */
export function documentJsonSchema(): object {
  const schema = z.toJSONSchema(documentSchema, { io: 'input', unrepresentable: 'any', reused: 'ref' })
  return { ...schema, title: 'Scenario Studio scenario, version 1' }
}
