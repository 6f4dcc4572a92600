import { expect, it } from 'vitest'
import { z } from 'zod'
import './schema-settings.ts'

it.each([
  [z.number().min(0), -5, 'must be at least 0'],
  [z.number().gt(0), 0, 'must be more than 0'],
  [z.int().max(86_400_000), 90_000_000, 'must be at most 86400000'],
  [z.int(), 1.5, 'must be a whole number'],
  [z.number(), '7', 'must be a number'],
  [z.number(), undefined, 'must be a number'],
  [z.number().multipleOf(2), 3, 'must be a multiple of 2'],
  [z.string().min(1), '', 'must not be empty'],
  [z.string().max(3), 'long', 'must have at most 3 characters'],
  [z.array(z.number()).min(2), [1], 'must have at least 2 entries'],
  [z.array(z.number()).max(1), [1, 2], 'must have at most 1 entry'],
  [z.boolean(), 'yes', 'must be true or false'],
  [z.record(z.string(), z.number()), [], 'must be an object'],
  [z.enum(['buy', 'sell']), 'hold', 'must be one of buy, sell'],
  [z.string().regex(/^[a-z]+$/, 'has other signs than a to z'), 'A', 'has other signs than a to z'],
])('%#: %s refuses %j', (schema, value, words) => {
  expect(schema.safeParse(value).error?.issues[0]?.message).toBe(words)
})
