import { z } from 'zod'
import { isReservedKey, parseFieldPath, type Json, type JsonObject } from '../base/json.ts'
import { isTopic, isTopicPattern } from '../base/topic.ts'

/** Schemas that several kinds share. */
export const topicName = z
  .string()
  .min(1)
  .max(200)
  .refine(isTopic, 'must be dot-separated names of letters, digits, _, - such as order.filled')

export const topicGlob = z
  .string()
  .min(1)
  .max(200)
  .refine(
    isTopicPattern,
    'must be a topic pattern: dot-separated names, * for one segment, ** for any number',
  )

export const fieldPath = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (path) => parseFieldPath(path) !== undefined,
    'must be a dot path such as price or order.legs[0].price',
  )

const MAX_DEPTH = 16

export const isPlainJson = (value: unknown, depth = 0): value is Json => {
  if (depth > MAX_DEPTH) return false
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every((item) => isPlainJson(item, depth + 1))
  if (typeof value !== 'object') return false
  return Object.entries(value).every(([key, item]) => !isReservedKey(key) && isPlainJson(item, depth + 1))
}

export const jsonValue = z.custom<Json>((value) => isPlainJson(value), {
  error: 'must be plain JSON, at most 16 levels deep, with finite numbers',
})

export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && isPlainJson(value),
  { error: 'must be a JSON object such as { "price": 100 }' },
)

/** A reference to something else in the document, by id. */
export const reference = z.string().max(100)
