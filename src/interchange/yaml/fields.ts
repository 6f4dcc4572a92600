import type { Json, JsonObject } from '../../base/json.ts'
import type { Path } from '../../base/problem.ts'
import { isTopicPattern } from '../../base/topic.ts'
import type { Account } from './account.ts'

export const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

export const word = (value: Json | undefined): string => (typeof value === 'string' ? value.slice(0, 50) : '')

export function textAt(object: JsonObject, path: Path, to: string, account: Account): string {
  const value = own(object, String(path.at(-1)))
  if (value === undefined || value === null) return ''
  account.mapped(path, to)
  return String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 200)
}

export function numberAt(object: JsonObject, path: Path, account: Account): number | undefined {
  const value = own(object, String(path.at(-1)))
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  account.lost(path, 'It is not a number.')
  return undefined
}

/** A topic that the studio takes; signs that it does not are replaced, and that is said. */
export function topicAt(object: JsonObject, path: Path, to: string, account: Account): string | undefined {
  const value = own(object, String(path.at(-1)))
  if (typeof value !== 'string' || value === '') return undefined
  const topic = value.replaceAll(/[^A-Za-z0-9_$.*-]+/g, '_').slice(0, 200)
  if (!isTopicPattern(topic)) {
    account.lost(path, 'It cannot be made a topic.')
    return undefined
  }
  account.mapped(path, topic === value ? to : `${to}, written ${topic}`)
  return topic
}
