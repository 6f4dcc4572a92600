import type { JsonObject } from '../../base/json.ts'
import type { Path } from '../../base/problem.ts'
import type { Account } from './account.ts'
import { numberAt, own, textAt, topicAt, word } from './fields.ts'

const COMPARISONS: Readonly<Record<string, string>> = {
  '==': 'eq',
  eq: 'eq',
  equals: 'eq',
  '=': 'eq',
  '!=': 'ne',
  ne: 'ne',
  not_equals: 'ne',
  '>': 'gt',
  gt: 'gt',
  greater_than: 'gt',
  '>=': 'ge',
  gte: 'ge',
  ge: 'ge',
  '<': 'lt',
  lt: 'lt',
  less_than: 'lt',
  '<=': 'le',
  lte: 'le',
  le: 'le',
}

/** The comparison that `operator` names; equality where it says nothing. */
function comparison(entry: JsonObject, path: Path, account: Account): string | undefined {
  const operator = own(entry, 'operator')
  if (operator === undefined || operator === null) return 'eq'
  const found =
    typeof operator === 'string' && Object.hasOwn(COMPARISONS, operator) ? COMPARISONS[operator] : undefined
  if (found === undefined)
    account.lost([...path, 'operator'], `There is no operator ${JSON.stringify(operator)}.`)
  else account.mapped([...path, 'operator'], found)
  return found
}

/** One entry of `assertions`; none when it has no counterpart here. */
export function assertion(entry: JsonObject, path: Path, account: Account): object[] {
  const type = own(entry, 'type')
  const topic = topicAt(entry, [...path, 'event_name'], 'the topic', account)
  if (topic === undefined) {
    account.lost(path, 'It names no event.')
    return []
  }
  const made = (kind: string, params: object) => {
    account.mapped([...path, 'type'], `an assertion of kind ${kind}`)
    return [
      {
        id: `assertion-${Number(path.at(-1)) + 1}`,
        name: `${word(type)} ${topic}`.slice(0, 200),
        kind,
        params,
      },
    ]
  }
  if (type === 'no_event') return made('no-event', { topic })
  const is = comparison(entry, path, account)
  if (is === undefined) {
    account.lost(path, 'Its operator is unknown.')
    return []
  }
  if (type === 'event_count') {
    const expected = numberAt(entry, [...path, 'expected_count'], account) ?? 1
    const bounds = countBounds(is, Math.max(0, Math.round(expected)))
    if (bounds === undefined) {
      account.lost(path, `A count that is not ${expected}, or below nothing, cannot be asked for.`)
      return []
    }
    account.mapped(
      [...path, 'expected_count'],
      Object.entries(bounds)
        .map(([key, value]) => `${key} ${value}`)
        .join(' and '),
    )
    return made('event-count', { topic, ...bounds })
  }
  if (type === 'event_value') {
    const field = textAt(entry, [...path, 'field_path'], 'the field', account)
    const expected = own(entry, 'expected_value')
    if (field === '' || expected === undefined) {
      account.lost(path, 'It needs field_path and expected_value.')
      return []
    }
    account.mapped([...path, 'expected_value'], 'the value that at least one event must have')
    return made('payload-match', {
      event: topic,
      quantifier: 'some',
      matches: { field, is, value: expected },
    })
  }
  account.lost(path, `There is no assertion of type ${JSON.stringify(type)}.`)
  return []
}

function countBounds(is: string, count: number): Readonly<Record<string, number>> | undefined {
  switch (is) {
    case 'eq':
      return { exact: count }
    case 'ge':
      return { min: count }
    case 'gt':
      return { min: count + 1 }
    case 'le':
      return { max: count }
    case 'lt':
      return count === 0 ? undefined : { max: count - 1 }
    default:
      return undefined
  }
}
